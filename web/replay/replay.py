"""A session as a person reads it: its turns in order, each with its place in time."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.model.session import Session
from functions.model.turn import Turn
from web.replay.ribbon import Beat, Ribbon, build_ribbon


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayTurn:
    """One turn and where it stands in its session."""

    number: int
    """From 1, as `#t1` in the address names it."""

    turn: Turn
    offset_ns: int | None
    """From the start of the session; None where either time is unknown."""

    idle_ns: int
    """How long nothing was running before it; 0 for the first and for overlapping turns."""

    @property
    def failed(self) -> bool:
        """Tell whether anything in it went wrong."""
        return self.turn.error_count > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Everything that a session page shows of the conversation."""

    session: Session
    """The totals: wall and active time, tokens, cost, users, models, scores."""

    turns: tuple[ReplayTurn, ...]


def build_replay(session: Session, turns: Iterable[Turn]) -> Replay:
    """Return the replay of a session whose turns are given in reading order."""
    return Replay(session=session, turns=tuple(_placed(session.start_ns, turns)))


def ribbon_of(turns: Iterable[ReplayTurn]) -> Ribbon:
    """Return the ribbon of turns that follow each other."""
    return build_ribbon([_beat(each) for each in turns])


def _placed(start_ns: int | None, turns: Iterable[Turn]) -> Iterable[ReplayTurn]:
    until: int | None = None
    for number, turn in enumerate(turns, 1):
        began_ns = turn.began_ns
        idle = 0 if until is None or began_ns is None else max(0, began_ns - until)
        known = start_ns is not None and began_ns is not None
        yield ReplayTurn(
            number=number,
            turn=turn,
            offset_ns=(began_ns or 0) - (start_ns or 0) if known else None,
            idle_ns=idle,
        )
        edges = [each for each in (until, began_ns, turn.end_ns) if each is not None]
        until = max(edges, default=None)


def _beat(placed: ReplayTurn) -> Beat:
    return Beat(
        number=placed.number,
        offset_ns=placed.offset_ns,
        duration_ns=placed.turn.duration_ns or 0,
        failed=placed.failed,
        tools=placed.turn.tool_count,
    )
