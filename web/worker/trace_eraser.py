"""Erasing what a deletion covers of one trace, or of a session's own partition.

Every step may be done twice, and the worker may die between any two: the next attempt begins with
the tombstone, which leads to all that is left (docs/decisions/0016-deletion.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from aws_lambda_powertools import Logger

from functions.interpret.fragments import read_fragments
from functions.model.deletion import Erased
from functions.model.fragment import ScoreFragment
from functions.store import keys
from functions.store.derived import DerivedRows, derived_rows
from functions.store.erasure import Erasure, Scope, erasure
from functions.store.heads import Head
from functions.store.item import Item, number
from functions.store.media import MediaTable, media_table
from functions.store.publication_links import PublicationLinks, publication_links
from functions.store.table import SessionTable, session_table
from functions.store.tombstones import Tombstones, tombstones
from web.worker.errors import describe
from web.worker.export_recall import ExportRecall, export_recall
from web.worker.publisher import Publisher, publisher

_log = Logger(service="worker")


class TraceEraser:
    """Erases traces."""

    def __init__(
        self,
        tombstones: Tombstones,
        derived: DerivedRows,
        erasure: Erasure,
        media: MediaTable,
        links: PublicationLinks,
        publisher: Publisher,
        exports: ExportRecall,
        read_score_ids: Callable[[Item], Iterable[str]],
    ) -> None:
        self._tombstones = tombstones
        self._derived = derived
        self._erasure = erasure
        self._media = media
        self._links = links
        self._publisher = publisher
        self._exports = exports
        self._read_score_ids = read_score_ids

    def erase(
        self, project: str, trace_id: str, until_ms: int, *, first: bool
    ) -> tuple[Erased, bool]:
        """Remove what arrived of a trace up to then, and what was made of it.

        `first` is the first look. Returns what was removed, and whether something that was made
        of it may still stand, in the rows of its sessions.
        """
        pk = keys.trace_pk(project, trace_id)
        head = self._tombstones.mark_trace(pk, until_ms)
        turns = self._bury_turns(head, first=first)
        pages = self._take_back_pages(project, pk)
        files = self._take_back_exports(project, head)
        scope = Scope(pk=pk, until_ms=until_ms, fence=head.fence)
        media = self._media.forget(pk, until_ms)
        remains = self._erasure.erase(scope, self._read_score_ids)
        erased = remains.erased + Erased(
            rows=turns + media.rows, objects=media.objects + files, publications=pages
        )
        if remains.begun_anew and (first or erased):
            self._derived.put_due(pk)  # what it holds of after the deletion may have lost a row
        unsettled = not first and not self._settle(pk, head)
        return replace(erased, traces=int(bool(erased))), unsettled

    def _bury_turns(self, head: Head, *, first: bool) -> int:
        """Leave tombstones where the turn may stand, and have its sessions folded without it."""
        count = 0
        for place in head.places:
            buried = self._derived.bury(place, head.fence)
            count += buried or (first and head.generation == head.fence)
            if (buried or first) and place[1] != keys.TURN:
                self._derived.make_stale(place[0])
                self._derived.put_due(place[0])
        return count

    def _take_back_pages(self, project: str, pk: str) -> int:
        count = 0
        for session_id, token in list(self._links.of(pk)):
            count += self._publisher.erase(project, session_id, token)
            self._links.drop(pk, token)
        return count

    def _take_back_exports(self, project: str, head: Head) -> int:
        """Take back the exports of the sessions that the trace may be in."""
        owners = {keys.split_pk(pk)[1:] for pk, _ in head.places}
        sessions = [each for kind, each in owners if kind == "SESSION"]
        return sum(self._exports.of_session(project, each) for each in sessions)

    def _settle(self, pk: str, head: Head) -> bool:
        """Let go of the places of the turn; False while a session was not folded without it."""
        if head.generation != head.fence or not head.places:
            return True  # a rollup came by meanwhile, and minds the places itself
        if any(self._derived.is_stale(session) for session, _ in head.places):
            return False
        return self._derived.put_head(pk, head, replace(head, places=()))


def read_score_ids(sessions: SessionTable, item: Item) -> set[str]:
    """Return the ids of the scores that a chunk's row speaks of.

    What cannot be read was never folded, so nothing follows from it.
    """
    try:
        fragments = [part for chunk in sessions.chunks([item]) for part in read_fragments(chunk)]
    except Exception as error:  # noqa: BLE001 - it is to be erased all the same
        _log.warning("a chunk cannot be read", extra={"error": describe(error)})
        return set()
    return {each.said.score_id for each in fragments if isinstance(each, ScoreFragment)}


def arrived_until(items: Iterable[Item], until_ms: int) -> list[Item]:
    """Return the chunks that a deletion covers."""
    return [item for item in items if number(item, "arrived") <= until_ms]


@cache
def trace_eraser() -> TraceEraser:
    """Return the eraser of this function; one per warm Lambda."""
    return TraceEraser(
        tombstones(),
        derived_rows(),
        erasure(),
        media_table(),
        publication_links(),
        publisher(),
        export_recall(),
        lambda item: read_score_ids(session_table(), item),
    )
