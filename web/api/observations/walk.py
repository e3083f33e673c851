"""A walk over observations: the latest trace first, in it the latest observation first.

No index names observations, so it walks over turns and knows of each observation only what its
turn knows. Turns in which nothing can be wanted are passed over; the chunks of the others are read
when a filter asks for more than a turn knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.model.observation import Level, ObservationType
from functions.model.text import scrub_text
from functions.model.trace import Trace
from functions.model.turn import FINGERPRINT_BYTES, Turn, fingerprint
from functions.store.keys import chunk_sk, trace_pk
from functions.store.walk import Depth, Position, Row, Stretch, Walk
from web.api.listing.filter import Filter
from web.api.observations.reader import TraceReader
from web.api.observations.row import Listed, listed_steps, step_number, step_of, told_steps

_TURNS = 200
_TURNS_TO_READ = 25
"""Turns that a stretch of the walk holds, and those that it holds where their chunks are read."""

_NAMED = 2
"""Parts at the end of a position: the trace, and what names the observation in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationWalk:
    """The walk over the observations of those turns that `turns` walks over."""

    turns: Walk[Turn]
    reader: TraceReader
    wanted: Filter[Row[Listed]]

    def __call__(self, limit: int, start: Position | None) -> Stretch[Listed]:
        """Return the observations of the next turns: whole turns, so sometimes more than asked."""
        if start is not None and self.reader.is_spent:
            return Stretch(rows=(), looked=limit, end=start)
        rest = self._rest_of_turn(start) if start is not None else ()
        if rest:
            return Stretch(rows=rest, looked=len(rest), end=rest[-1].position)
        most = _TURNS_TO_READ if self.wanted else _TURNS
        found = self.turns(min(limit, most), start[:-_NAMED] if start is not None else None)
        rows = tuple(self._steps(found.rows))
        end = (*found.end, "-", "-") if found.end else None
        return Stretch(rows=rows, looked=max(len(rows), found.looked), end=end)

    def _steps(self, turns: Sequence[Row[Turn]]) -> Iterator[Row[Listed]]:
        """Yield the observations of turns; one of which only the key is known is read."""
        read = self.reader.read(each.value.trace_id for each in turns if each.depth is Depth.KEYS)
        for each in turns:
            turn = each.value
            if each.depth is not Depth.KEYS:
                yield from listed_steps(turn, each.position) if _may_hold(turn, self.wanted) else ()
            elif (trace := read[turn.trace_id]) is not None:
                yield from told_steps(trace, each.position, turn.trace_id)

    def _rest_of_turn(self, start: Position) -> tuple[Row[Listed], ...]:
        """Return the observations of a turn that a page before has not given out."""
        *place, trace_id, name = start
        trace = self.reader.read([trace_id])[trace_id] if name != "-" else None
        number = step_number(trace, name) if trace else None
        if trace is None or number is None:
            return ()
        return told_steps(trace, tuple(place), trace_id)[len(trace.observations) - number :]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTraceWalk:
    """The walk over the observations of one trace."""

    project: str
    trace_id: str
    reader: TraceReader

    def __call__(self, _limit: int, start: Position | None) -> Stretch[Listed]:
        """Return all of them, or those after one that a page before has ended with."""
        trace = self.reader.read([self.trace_id])[self.trace_id]
        place = (trace_pk(self.project, self.trace_id), chunk_sk(""))
        rows = told_steps(trace, place, self.trace_id) if trace else ()
        if start is not None:
            number = step_number(trace, start[-1]) if trace else None
            rows = rows[len(rows) - number :] if number is not None else ()
        return Stretch(rows=rows, looked=len(rows), end=None)


def read_listed(reader: TraceReader, positions: Sequence[Position]) -> list[Row[Listed] | None]:
    """Return observations whole, in that order; None for one that is no longer there."""
    traces = reader.read(each[-_NAMED] for each in positions)
    return [_row(traces[each[-_NAMED]], each) for each in positions]


def _row(trace: Trace | None, position: Position) -> Row[Listed] | None:
    told = step_of(trace, position[-1]) if trace else None
    return Row(value=Listed(told=told), position=position, depth=Depth.WHOLE) if told else None


def _may_hold(turn: Turn, wanted: Filter[Row[Listed]]) -> bool:
    """Tell whether a turn may hold what is wanted, as far as its counts and times say."""
    since, _ = wanted.period_ns("startTime")
    if since is not None and turn.end_ns is not None and turn.end_ns < since:
        return False
    counts = {
        Level.ERROR.value: turn.error_count,
        Level.WARNING.value: turn.warning_count,
        ObservationType.GENERATION.value: turn.generation_count,
    }
    asked = (wanted.value("level"), wanted.value("type"))
    if any(counts.get(each or "") == 0 for each in asked):
        return False
    named = wanted.value("id")
    return named is None or _may_name(turn, named)


def _may_name(turn: Turn, observation_id: str) -> bool:
    starts = range(0, len(turn.fingerprints), FINGERPRINT_BYTES)
    known = {turn.fingerprints[start : start + FINGERPRINT_BYTES] for start in starts}
    return len(starts) < turn.observation_count or fingerprint(scrub_text(observation_id)) in known
