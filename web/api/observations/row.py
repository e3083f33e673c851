"""One observation of a list: itself, or as much as the turn of its trace knows of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.model.observation import Observation
from functions.model.trace import Trace
from functions.model.turn import FINGERPRINT_BYTES, Turn, fingerprint
from functions.store.walk import Depth, Position, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An observation with its trace."""

    trace: Trace
    step: Observation

    @property
    def start_ns(self) -> int | None:
        """When it began, or its trace where nobody said."""
        return self.trace.start_ns if self.step.start_ns is None else self.step.start_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row of a list of observations; one of `turn` and `told` is there."""

    turn: Turn | None = None
    told: Told | None = None

    @property
    def trace_start_ns(self) -> int | None:
        """When its trace began: what the list is ordered by."""
        if self.told:
            return self.told.trace.start_ns
        return self.turn.start_ns if self.turn else None


def listed_steps(turn: Turn, place: Position) -> tuple[Row[Listed], ...]:
    """Return the rows of a turn's observations, the latest first, each known by its turn alone."""
    return tuple(
        Row(value=Listed(turn=turn), position=(*place, turn.trace_id, _name(turn, number)))
        for number in reversed(range(turn.observation_count))
    )


def told_steps(trace: Trace, place: Position, trace_id: str) -> tuple[Row[Listed], ...]:
    """Return the rows of a trace's observations, the latest first."""
    return tuple(
        Row(
            value=Listed(told=Told(trace=trace, step=step)),
            position=(*place, trace_id, fingerprint(step.observation_id).hex()),
            depth=Depth.WHOLE,
        )
        for step in reversed(trace.observations)
    )


def step_of(trace: Trace, name: str) -> Told | None:
    """Return the observation of a trace that the last part of a position names."""
    number = step_number(trace, name)
    return None if number is None else Told(trace=trace, step=trace.observations[number])


def step_number(trace: Trace, name: str) -> int | None:
    """Return which of a trace's observations a name is of, or None where it is gone."""
    steps = trace.observations
    if name.startswith("#"):
        number = int(name[1:]) if name[1:].isdecimal() and len(name) < 10 else len(steps)
        return number if number < len(steps) else None
    names = (fingerprint(each.observation_id).hex() for each in steps)
    return next((number for number, each in enumerate(names) if each == name), None)


def latest_first(rows: Iterable[Listed]) -> list[Told]:
    """Return the observations of a page in the order of their start, the latest first."""
    found = [each.told for each in rows if each.told is not None]
    return sorted(found, key=lambda each: each.start_ns or 0, reverse=True)


def _name(turn: Turn, number: int) -> str:
    """Return what names an observation: its fingerprint, or its number where the index has none."""
    found = turn.fingerprints[number * FINGERPRINT_BYTES : (number + 1) * FINGERPRINT_BYTES]
    return found.hex() or f"#{number}"
