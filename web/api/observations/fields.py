"""An observation of the newer list: only those groups of fields that were asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from functions.interpret.jsontext import encode
from functions.model.usage import total_dollars
from web.api.errors import InvalidParameterError
from web.api.observations.body import (
    environment_of,
    first_token_s,
    level_of,
    metadata_of,
    raw_text,
    type_of,
)
from web.api.observations.columns import is_root
from web.api.observations.row import Told
from web.api.wire import Timestamp, Wire, seconds, wire_time, wire_time_or_none

_LONGEST = 200
"""Characters of a metadata value that was not asked for whole."""


class ObservationFields(Wire):
    """An observation; of the groups beside `core` only those that were asked for are there."""

    id: str
    trace_id: str
    start_time: Timestamp
    end_time: Timestamp | None
    project_id: str
    parent_observation_id: str | None
    type: str
    model_id: str | None
    input_price: str | None
    output_price: str | None
    total_price: str | None

    name: str | None = None
    level: str | None = None
    status_message: str | None = None
    version: str | None = None
    environment: str | None = None
    bookmarked: bool | None = None
    public: bool | None = None
    user_id: str | None = None
    session_id: str | None = None
    is_root_observation: bool | None = None

    completion_start_time: Timestamp | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None

    input: str | None = None
    output: str | None = None

    metadata: dict[str, Any] | None = None

    model: str | None = None
    provided_model_name: str | None = None
    internal_model_id: str | None = None
    model_parameters: Any = None

    usage_details: dict[str, int] | None = None
    cost_details: dict[str, float] | None = None
    total_cost: float | None = None
    usage_pricing_tier_name: str | None = None

    prompt_id: str | None = None
    prompt_name: str | None = None
    prompt_version: int | None = None

    latency: float | None = None
    time_to_first_token: float | None = None

    tags: list[str] | None = None
    release: str | None = None
    trace_name: str | None = None


def _core(told: Told) -> dict[str, Any]:
    return {
        "id": told.step.observation_id,
        "trace_id": told.trace.trace_id,
        "start_time": wire_time(told.start_ns),
        "end_time": wire_time_or_none(told.step.end_ns),
        "parent_observation_id": told.step.parent_id,
        "type": type_of(told.step),
        "model_id": None,
        "input_price": None,
        "output_price": None,
        "total_price": None,
    }


def _basic(told: Told) -> dict[str, Any]:
    return {
        "name": told.step.name,
        "level": level_of(told.step),
        "status_message": told.step.status_message,
        "version": told.step.version or told.trace.version,
        "environment": environment_of(told.trace, told.step),
        "bookmarked": False,
        "public": bool(told.trace.public),
        "user_id": told.trace.user_id,
        "session_id": told.trace.session_id,
        "is_root_observation": is_root(told),
    }


def _time(told: Told) -> dict[str, Any]:
    step = told.step
    return {
        "completion_start_time": wire_time_or_none(step.completion_start_ns),
        "created_at": wire_time(told.start_ns),
        "updated_at": wire_time(told.start_ns if step.end_ns is None else step.end_ns),
    }


def _io(told: Told) -> dict[str, Any]:
    return {"input": raw_text(told.step.input), "output": raw_text(told.step.output)}


def _model(told: Told) -> dict[str, Any]:
    return {
        "model": told.step.model,
        "provided_model_name": told.step.model,
        "internal_model_id": None,
        "model_parameters": dict(told.step.model_parameters),
    }


def _usage(told: Told) -> dict[str, Any]:
    return {
        "usage_details": dict(told.step.usage),
        "cost_details": dict(told.step.cost),
        "total_cost": total_dollars(told.step.cost),
        "usage_pricing_tier_name": None,
    }


def _prompt(told: Told) -> dict[str, Any]:
    return {
        "prompt_id": None,
        "prompt_name": told.step.prompt_name,
        "prompt_version": told.step.prompt_version,
    }


def _metrics(told: Told) -> dict[str, Any]:
    return {
        "latency": seconds(told.step.duration_ns),
        "time_to_first_token": first_token_s(told.step),
    }


def _trace_context(told: Told) -> dict[str, Any]:
    return {
        "tags": list(told.trace.tags),
        "release": told.trace.release,
        "trace_name": told.trace.name,
    }


_METADATA = "metadata"
_GROUPS: Mapping[str, Callable[[Told], dict[str, Any]]] = {
    "core": _core,
    "basic": _basic,
    "time": _time,
    "io": _io,
    "model": _model,
    "usage": _usage,
    "prompt": _prompt,
    "metrics": _metrics,
    "trace_context": _trace_context,
}
_UNASKED = frozenset({"core", "basic"})


def parse_groups(text: str | None) -> frozenset[str]:
    """Return the groups of fields that `fields` names; `core` is always among them.

    Raises:
        InvalidParameterError: there is no such group.

    """
    if not text:
        return _UNASKED
    asked = frozenset(each.strip() for each in text.split(","))
    if not asked <= _GROUPS.keys() | {_METADATA}:
        known = ", ".join(sorted({*_GROUPS, _METADATA}))
        raise InvalidParameterError("fields", f"a group of fields is one of {known}")
    return asked | {"core"}


def observation_fields(
    project: str, told: Told, groups: frozenset[str], expanded: frozenset[str]
) -> ObservationFields:
    """Return an observation with those groups of its fields."""
    fields: dict[str, Any] = {"project_id": project}
    for name, read in _GROUPS.items():
        if name in groups:
            fields |= read(told)
    if _METADATA in groups:
        fields[_METADATA] = _shortened(metadata_of(told.step), expanded)
    return ObservationFields(**fields)


def _shortened(metadata: Mapping[str, Any], expanded: frozenset[str]) -> dict[str, Any]:
    return {key: value if key in expanded else _beginning(value) for key, value in metadata.items()}


def _beginning(value: Any) -> Any:
    """Return a value, or the beginning of its text where that is long."""
    text = value if isinstance(value, str) else encode(value)
    return value if len(text) <= _LONGEST else text[:_LONGEST]
