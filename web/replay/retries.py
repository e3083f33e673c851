"""What was tried again: a failed tool call → the call of the same tool that followed it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from functions.model.turn import Excerpt


class ToolCall(Protocol):
    """What live and published tool calls have in common."""

    @property
    def name(self) -> str:
        """Return the tool's name."""

    @property
    def arguments(self) -> Excerpt | None:
        """Return what it was given."""

    @property
    def result(self) -> Excerpt | None:
        """Return what it gave."""

    @property
    def error(self) -> str | None:
        """Return what went wrong; None for a call that worked."""

    @property
    def start_ns(self) -> int | None:
        """Return when it was called."""

    @property
    def duration_ns(self) -> int | None:
        """Return how long it took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """A call that followed a failed one, by its place."""

    turn: int
    tool: int
    """Within its turn, from 1."""

    call: ToolCall
    after_ns: int | None
    """From the end of the call that failed; None where either time is unknown."""


type Place = tuple[int, int]
"""Of a call: its turn and its place in it, both from 1."""


def find_retries(turns: Iterable[tuple[int, Sequence[ToolCall]]]) -> Mapping[Place, Retry]:
    """Return the retry of each failed call that has one, in the same turn or the next.

    The next call with the same arguments is one, else the next call of the same tool.
    """
    found: dict[Place, Retry] = {}
    following: dict[tuple[str, str | None], tuple[Place, ToolCall]] = {}
    for number, calls in reversed(list(turns)):
        for place in range(len(calls), 0, -1):
            call = calls[place - 1]
            likest = ((call.name, _arguments(call)), (call.name, None))
            if call.error is not None:
                retry = _first_retry(number, call, (following.get(each) for each in likest))
                if retry is not None:
                    found[number, place] = retry
            following |= dict.fromkeys(likest, ((number, place), call))
    return found


def _arguments(call: ToolCall) -> str:
    return call.arguments.text if call.arguments else ""


def _first_retry(
    number: int, failed: ToolCall, later: Iterable[tuple[Place, ToolCall] | None]
) -> Retry | None:
    for (turn, tool), call in (each for each in later if each is not None):
        after = _between(failed, call)
        if turn <= number + 1 and (after is None or after >= 0):
            return Retry(turn=turn, tool=tool, call=call, after_ns=after)
    return None


def _between(failed: ToolCall, call: ToolCall) -> int | None:
    """Return how long after the end of one call another began; less than 0 for parallel ones."""
    if failed.start_ns is None or call.start_ns is None:
        return None
    return call.start_ns - failed.start_ns - (failed.duration_ns or 0)
