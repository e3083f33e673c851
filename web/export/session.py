"""A session with all that belongs into a file of it, read turn after turn."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import batched

from functions.model.comment import Comment
from functions.model.errors import NotFoundError
from functions.model.fold.limits import Limits
from functions.model.score import Score
from functions.model.session import Session
from functions.store.keys import trace_pk
from functions.store.remarks import Remarks, RemarkTable
from functions.store.table import SessionTable
from web.replay.replay import ReplayTurn, build_replay
from web.replay.whole import WHOLE, whole_turn

IN_A_FILE: Limits = replace(WHOLE, word=100_000)
"""Room for a turn: as on a page, but for names and metadata, which a page cuts."""

_AT_ONCE = 32
"""Turns whose remarks are read before the first of them is written."""

_DAY_NS = 86_400_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTurn:
    """A turn with its whole texts, and what was said about it."""

    placed: ReplayTurn
    remarks: Remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSession:
    """What a file says of a session."""

    project: str
    session: Session
    scores: tuple[Score, ...]
    """Of the session itself, as are the comments."""

    comments: tuple[Comment, ...]
    turns: Iterable[ExportedTurn]
    """In reading order; what they need is read when they are asked for."""


class SessionSource:
    """Reads sessions for files.

    A Query for the session and two for comments; one for each turn with scores, and one for each
    turn whose row could not hold all of its texts. Whoever may not read the index of comments (not
    `indexed`) asks once for each turn.
    """

    def __init__(
        self,
        sessions: SessionTable,
        remarks: RemarkTable,
        *,
        indexed: bool,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._sessions = sessions
        self._remarks = remarks
        self._indexed = indexed
        self._now_ns = now_ns

    def read(
        self,
        project: str,
        session_id: str,
        wanted: range | None = None,
        *,
        with_remarks: bool = True,
    ) -> ExportedSession:
        """Return a session, or of its turns those with these numbers.

        Raises:
            NotFoundError: there is no such session, or none of these turns.

        """
        record = self._sessions.read_session(project, session_id)
        placed = build_replay(record.session, record.turns).turns
        if wanted is not None:
            placed = tuple(each for each in placed if each.number in wanted)
        if not placed:
            raise NotFoundError("turns")
        own = self._remarks.comments_on_session(project, session_id) if with_remarks else ()
        turns = self._with_remarks(project, placed) if with_remarks else _without(placed)
        return ExportedSession(
            project=project,
            session=record.session,
            scores=record.scores,
            comments=own,
            turns=(self._whole(project, each) for each in turns),
        )

    def _with_remarks(self, project: str, placed: Sequence[ReplayTurn]) -> Iterator[ExportedTurn]:
        comments = self._comments(project, placed) if self._indexed else None
        for some in batched(placed, _AT_ONCE, strict=False):
            ids = [each.turn.trace_id for each in some if comments is None or each.turn.score_count]
            found = dict(zip(ids, self._remarks.of_traces(project, ids), strict=True))
            for each in some:
                trace_id = each.turn.trace_id
                known = (comments or {}).get(trace_pk(project, trace_id), ())
                yield ExportedTurn(
                    placed=each, remarks=found.get(trace_id) or Remarks(comments=known)
                )

    def _comments(
        self, project: str, placed: Sequence[ReplayTurn]
    ) -> Mapping[str, tuple[Comment, ...]] | None:
        """Return the comments of since these turns, by their partition; None if that is unknown.

        Senders' clocks decide when a turn began, ours when it was commented on.
        """
        starts = [each.turn.began_ns for each in placed]
        known = [each for each in starts if each is not None]
        since = min(known, default=None)
        if since is None or len(known) < len(starts) or max(known) > self._now_ns():
            return None
        return self._remarks.comments_since(project, max(0, since - _DAY_NS))

    def _whole(self, project: str, exported: ExportedTurn) -> ExportedTurn:
        placed = exported.placed
        turn = whole_turn(
            placed.turn, lambda trace: self._sessions.read_chunks(project, trace), IN_A_FILE
        )
        return replace(exported, placed=replace(placed, turn=turn))


def _without(placed: Sequence[ReplayTurn]) -> Iterator[ExportedTurn]:
    return (ExportedTurn(placed=each, remarks=Remarks()) for each in placed)
