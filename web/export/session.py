"""A session with all that belongs into a file of it, read turn after turn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import batched

from functions.model.comment import Comment
from functions.model.errors import NotFoundError
from functions.model.fold.limits import Limits
from functions.model.score import Score
from functions.model.session import Session
from functions.store.remarks import Remarks, RemarkTable
from functions.store.table import SessionTable
from web.replay.replay import ReplayTurn, build_replay
from web.replay.whole import WHOLE, whole_turn

IN_A_FILE: Limits = replace(WHOLE, word=100_000)
"""Room for a turn: as on a page, but for names and metadata, which a page cuts."""

_AT_ONCE = 32
"""Turns whose remarks are read before the first of them is written."""


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
    """Reads sessions for files: a Query for the session, and one or two for each turn."""

    def __init__(self, sessions: SessionTable, remarks: RemarkTable) -> None:
        self._sessions = sessions
        self._remarks = remarks

    def read(self, project: str, session_id: str, wanted: range | None = None) -> ExportedSession:
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
        return ExportedSession(
            project=project,
            session=record.session,
            scores=record.scores,
            comments=self._remarks.comments_on_session(project, record.session_id),
            turns=self._turns(project, placed),
        )

    def _turns(self, project: str, placed: Sequence[ReplayTurn]) -> Iterator[ExportedTurn]:
        for some in batched(placed, _AT_ONCE, strict=False):
            found = self._remarks.of_traces(project, [each.turn.trace_id for each in some])
            for each, remarks in zip(some, found, strict=True):
                yield ExportedTurn(placed=self._whole(project, each), remarks=remarks)

    def _whole(self, project: str, placed: ReplayTurn) -> ReplayTurn:
        turn = whole_turn(
            placed.turn, lambda trace: self._sessions.read_chunks(project, trace), IN_A_FILE
        )
        return replace(placed, turn=turn)
