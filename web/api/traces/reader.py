"""Traces folded anew from their chunks, several side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import batched

from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.fold.limits import NO_LIMITS
from functions.model.fold.turn import fold_turn
from functions.model.trace import Trace
from functions.model.turn import Turn
from functions.store.lists import trace_of
from functions.store.table import SessionTable
from functions.store.walk import Depth, Position, Row

_AT_ONCE = 8


def read_trace(table: SessionTable, project: str, trace_id: str) -> Trace | None:
    """Return a trace, or None where nothing but scores is known of it."""
    try:
        trace = build_trace(trace_id, table.read_chunks(project, trace_id))
    except NotFoundError:
        return None
    return trace if trace.said else None


def read_each[T, R](items: Iterable[T], read: Callable[[T], R]) -> Iterator[R]:
    """Yield what `read` returns of each item, in their order, a few at once."""
    for some in batched(items, _AT_ONCE, strict=False):
        yield from _pool().map(read, some)


def read_uncut_turns(
    table: SessionTable, project: str, positions: Sequence[Position]
) -> list[Row[Turn] | None]:
    """Return turns of which nothing is cut, with their traces; None for one gone or too large."""

    def read(position: Position) -> Row[Turn] | None:
        try:
            trace = read_trace(table, project, trace_of(position))
        except TooLargeError:
            return None
        if trace is None:
            return None
        turn = fold_turn(trace, NO_LIMITS)
        return Row(value=turn, position=position, depth=Depth.UNCUT, trace=trace)

    return list(read_each(positions, read))


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads that read side by side, each with a connection that stays warm."""
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="read")
