"""The columns of observations: what a filter may ask of them, and what a turn knows already."""

from collections.abc import Callable, Mapping

from functions.model.json import Json
from functions.model.turn import Turn
from functions.model.usage import total_dollars, total_units, units_of
from functions.store.walk import Row
from web.api.listing.column import UNKNOWN, Column, Columns, Kind, Known, known, sampled
from web.api.observations.body import (
    dollars_of,
    environment_of,
    first_token_s,
    level_of,
    metadata_of,
    raw_text,
    type_of,
)
from web.api.observations.row import Listed, Told
from web.api.wire import seconds

_HASHED = "sha256~"

type ColumnOfRow = Column[Row[Listed]]


def _of_step(
    kind: Kind, read: Callable[[Told], Json], *, folds_case: frozenset[str] = frozenset()
) -> ColumnOfRow:
    """Return a column that only the observation itself knows."""

    def found(row: Row[Listed], _key: str) -> Known:
        told = row.value.told
        return UNKNOWN if told is None else known(read(told))

    return Column(kind, found, folds_case=folds_case)


def _of_trace(
    kind: Kind, read: Callable[[Told], Known], turn: Callable[[Turn], Known]
) -> ColumnOfRow:
    """Return a column that the turn of an observation may know too."""

    def found(row: Row[Listed], _key: str) -> Known:
        value = row.value
        if value.told is not None:
            return read(value.told)
        return UNKNOWN if value.turn is None else turn(value.turn)

    return Column(kind, found)


def _id(text: str | None) -> Known:
    """Return an id of a turn; one in the form that keys use says nothing of what was sent."""
    return UNKNOWN if text and text.startswith(_HASHED) else sampled([text])


def _metadata(row: Row[Listed], key: str) -> Known:
    told = row.value.told
    if told is None:
        return UNKNOWN
    found = metadata_of(told.step)
    return known(found.get(key)) if key else known(*found.values())


def _tokens_per_second(told: Told) -> float | None:
    length = seconds(told.step.duration_ns)
    return units_of(told.step.usage, "output") / length if told.step.usage and length else None


def _units(kind: str) -> Callable[[Told], int | None]:
    return lambda told: units_of(told.step.usage, kind) if told.step.usage else None


def _dollars(kind: str) -> Callable[[Told], float | None]:
    return lambda told: dollars_of(told.step.cost, kind)


_STEP: Mapping[str, ColumnOfRow] = {
    "id": _of_step(Kind.STRING, lambda told: told.step.observation_id),
    "type": _of_step(Kind.STRING, lambda told: type_of(told.step)),
    "name": _of_step(Kind.STRING, lambda told: told.step.name),
    "parentObservationId": _of_step(Kind.STRING, lambda told: told.step.parent_id),
    "startTime": _of_step(Kind.TIME, lambda told: told.start_ns),
    "endTime": _of_step(Kind.TIME, lambda told: told.step.end_ns),
    "environment": _of_step(Kind.STRING, lambda told: environment_of(told.trace, told.step)),
    "level": _of_step(Kind.STRING, lambda told: level_of(told.step)),
    "statusMessage": _of_step(Kind.STRING, lambda told: told.step.status_message),
    "version": _of_step(Kind.STRING, lambda told: told.step.version or told.trace.version),
    "isRootObservation": _of_step(Kind.BOOLEAN, lambda told: is_root(told)),
    "latency": _of_step(Kind.NUMBER, lambda told: seconds(told.step.duration_ns)),
    "timeToFirstToken": _of_step(Kind.NUMBER, lambda told: first_token_s(told.step)),
    "tokensPerSecond": _of_step(Kind.NUMBER, _tokens_per_second),
    "inputTokens": _of_step(Kind.NUMBER, _units("input")),
    "outputTokens": _of_step(Kind.NUMBER, _units("output")),
    "totalTokens": _of_step(Kind.NUMBER, lambda told: total_units(told.step.usage)),
    "inputCost": _of_step(Kind.NUMBER, _dollars("input")),
    "outputCost": _of_step(Kind.NUMBER, _dollars("output")),
    "totalCost": _of_step(Kind.NUMBER, lambda told: total_dollars(told.step.cost)),
    "model": _of_step(Kind.STRING, lambda told: told.step.model),
    "promptName": _of_step(Kind.STRING, lambda told: told.step.prompt_name),
    "promptVersion": _of_step(Kind.NUMBER, lambda told: told.step.prompt_version),
    "input": _of_step(
        Kind.STRING, lambda told: raw_text(told.step.input), folds_case=frozenset({"matches"})
    ),
    "output": _of_step(
        Kind.STRING, lambda told: raw_text(told.step.output), folds_case=frozenset({"matches"})
    ),
    "metadata": Column(Kind.OBJECT, _metadata),
}

_TRACE: Mapping[str, ColumnOfRow] = {
    "traceId": _of_trace(
        Kind.STRING, lambda told: known(told.trace.trace_id), lambda turn: _id(turn.trace_id)
    ),
    "userId": _of_trace(
        Kind.STRING, lambda told: known(told.trace.user_id), lambda turn: _id(turn.user_id)
    ),
    "sessionId": _of_trace(
        Kind.STRING, lambda told: known(told.trace.session_id), lambda turn: _id(turn.session_id)
    ),
    "traceName": _of_trace(
        Kind.STRING, lambda told: known(told.trace.name), lambda turn: sampled([turn.name])
    ),
    "tags": _of_trace(
        Kind.STRINGS,
        lambda told: known(*told.trace.tags),
        lambda turn: sampled(turn.tags, whole=False),
    ),
}

COLUMNS: Columns[Row[Listed]] = {
    **_STEP,
    **_TRACE,
    "traceTags": _TRACE["tags"],
    "providedModelName": _STEP["model"],
    "tokens": _STEP["totalTokens"],
}


def is_root(told: Told) -> bool:
    """Tell whether an observation is a root: it has no parent, or its sender calls it one."""
    return bool(told.step.as_root) or told.step.parent_id is None


def trace_start(row: Row[Listed], _key: str) -> Known:
    """Return what a list of observations is ordered by."""
    return known(row.value.trace_start_ns)
