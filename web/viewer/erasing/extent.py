"""What goes with a session or a trace: counted before somebody deletes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from functions.model.trace import Trace
from functions.store.keys import trace_pk
from functions.store.many import side_by_side
from functions.store.media import MediaTable, media_table
from functions.store.publication_links import PublicationLinks, publication_links
from functions.store.remarks import RemarkTable, remark_table
from functions.store.table import SessionRecord

MOST_LOOKED_AT = 50
"""Traces of a session whose comments and media are counted, with two Queries each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much it is."""

    turns: int = 0
    observations: int = 0
    scores: int = 0
    comments: int = 0
    pages: int = 0
    """Public ones that show any of it."""

    media: int = 0
    more: bool = False
    """A session has more traces than those whose comments and media were counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """What counts."""

    remarks: RemarkTable
    media: MediaTable
    links: PublicationLinks

    def of_session(self, project: str, record: SessionRecord, now_ms: int) -> Extent:
        """Return how much goes with a session."""
        session = record.session
        traces = [each.trace_id for each in record.turns]
        looked_at = traces[:MOST_LOOKED_AT]
        on_traces = self.remarks.of_traces(project, looked_at)
        on_session = self.remarks.comments_on_session(project, record.session_id)
        return Extent(
            turns=session.turn_count,
            observations=session.observation_count,
            scores=session.score_count,
            comments=len(on_session) + sum(len(each.comments) for each in on_traces),
            pages=sum(each.is_live(now_ms) for each in record.publications),
            media=self._media(project, looked_at),
            more=len(traces) > len(looked_at),
        )

    def of_trace(self, project: str, trace_id: str, trace: Trace) -> Extent:
        """Return how much goes with a trace."""
        (remarks,) = self.remarks.of_traces(project, [trace_id])
        return Extent(
            observations=len(trace.observations),
            scores=len(remarks.scores),
            comments=len(remarks.comments),
            pages=sum(1 for _ in self.links.of(trace_pk(project, trace_id))),
            media=self._media(project, [trace_id]),
        )

    def _media(self, project: str, traces: Sequence[str]) -> int:
        links = side_by_side().map(lambda each: self.media.links(project, each), traces)
        return len({each.media_id for each in chain.from_iterable(links)})


@cache
def scales() -> Scales:
    """Return what counts in TABLE_NAME; one per warm Lambda."""
    return Scales(remarks=remark_table(), media=media_table(), links=publication_links())
