"""What two sessions or turns took, and how far that is apart."""

from collections.abc import Callable, Iterator, Mapping

from functions.model.session import Session
from functions.model.turn import Turn
from functions.model.usage import units_of
from web.pages.compare.context import FigureRow
from web.pages.format import dollars, duration, units
from web.pages.language import grouped, say

type _Amount = int | float | None
type _Write = Callable[[int], str] | Callable[[float], str]

_MINUS = "\N{MINUS SIGN}"
_TURN_FIGURES = ("compare.time", "compare.tokens_in", "compare.tokens_out", "compare.cost")


def session_figures(left: Session, right: Session) -> tuple[FigureRow, ...]:
    """Return the totals of two sessions."""
    return tuple(
        _figure(say(name), a, b, write)
        for (name, a, write), (_, b, _) in zip(_of_session(left), _of_session(right), strict=True)
    )


def turn_facts(left: Turn, right: Turn) -> tuple[str, ...]:
    """Return what differs in time, tokens and cost of two turns: `2.1 s → 4.3 s (+2.2 s)`."""
    rows = (
        _figure(say(name), a, b, write)
        for name, (a, write), (b, _) in zip(
            _TURN_FIGURES, _of_turn(left), _of_turn(right), strict=True
        )
    )
    return tuple(
        say("compare.fact", name=each.name, left=each.left, right=each.right, delta=each.delta)
        for each in rows
        if each.delta and each.left != each.right
    )


def _of_session(session: Session) -> Iterator[tuple[str, _Amount, _Write]]:
    yield "compare.turns", session.turn_count, grouped
    yield "compare.errors", session.error_count, grouped
    yield "compare.tools", session.tool_count, grouped
    yield "compare.active", session.active_ns, duration
    yield "compare.in_all", session.duration_ns, duration
    yield "compare.tokens_in", _tokens(session.usage, "input"), units
    yield "compare.tokens_out", _tokens(session.usage, "output"), units
    yield "compare.cost", session.cost_usd, dollars


def _of_turn(turn: Turn) -> Iterator[tuple[_Amount, _Write]]:
    yield turn.duration_ns, duration
    yield _tokens(turn.usage, "input"), units
    yield _tokens(turn.usage, "output"), units
    yield turn.cost_usd, dollars


def _tokens(usage: Mapping[str, int], kind: str) -> int | None:
    return usage.get(kind, units_of(usage, kind)) if usage else None


def _figure(name: str, left: _Amount, right: _Amount, write: _Write) -> FigureRow:
    def words(amount: _Amount) -> str:
        return say("figure.unknown") if amount is None else write(amount)  # type: ignore[arg-type]

    known = left is not None and right is not None
    delta = round((right or 0) - (left or 0), 10) if known else 0
    sign = "+" if delta > 0 else _MINUS if delta < 0 else "±"
    return FigureRow(
        name=name,
        left=words(left),
        right=words(right),
        delta=f"{sign}{words(abs(delta))}" if known else "",
        more=delta > 0,
    )
