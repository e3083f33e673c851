"""Observations as clients read them inside a trace."""

from collections.abc import Mapping
from typing import Any

from functions.interpret.jsontext import encode
from functions.model.json import Json
from functions.model.observation import Level, Observation, ObservationType
from functions.model.trace import Trace
from functions.model.usage import total_dollars, total_units, units_of
from web.api.wire import (
    Timestamp,
    Wire,
    seconds,
    wire_object,
    wire_time,
    wire_time_or_none,
    wire_value,
)


class UsageBody(Wire):
    """Units in the old form, which old clients require; unknown is 0 in it."""

    input: int
    output: int
    total: int
    unit: str = "TOKENS"


class ObservationBody(Wire):
    """One step of a trace."""

    id: str
    trace_id: str
    project_id: str
    type: str
    name: str | None
    start_time: Timestamp
    end_time: Timestamp | None
    completion_start_time: Timestamp | None
    parent_observation_id: str | None
    level: str
    status_message: str | None
    version: str | None
    environment: str
    input: Any
    output: Any
    metadata: dict[str, Any]
    model: str | None
    model_id: None = None
    model_parameters: dict[str, Any]
    usage_details: dict[str, int]
    cost_details: dict[str, float]
    cost_source: str | None
    """Which list prices the cost was worked out from; null where its sender reported it."""

    usage: UsageBody
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    input_price: None = None
    output_price: None = None
    total_price: None = None
    calculated_input_cost: float | None
    calculated_output_cost: float | None
    calculated_total_cost: float | None
    latency: float | None
    time_to_first_token: float | None
    prompt_id: None = None
    prompt_name: str | None
    prompt_version: int | None
    created_at: Timestamp
    updated_at: Timestamp


def observation_body(project: str, trace: Trace, step: Observation) -> ObservationBody:
    """Return an observation of a trace."""
    start_ns = trace.start_ns if step.start_ns is None else step.start_ns
    usage = _usage(step)
    return ObservationBody(
        id=step.observation_id,
        trace_id=trace.trace_id,
        project_id=project,
        type=type_of(step),
        name=step.name,
        start_time=wire_time(start_ns),
        end_time=wire_time_or_none(step.end_ns),
        completion_start_time=wire_time_or_none(step.completion_start_ns),
        parent_observation_id=step.parent_id,
        level=level_of(step),
        status_message=step.status_message,
        version=step.version or trace.version,
        environment=environment_of(trace, step),
        input=wire_value(step.input),
        output=wire_value(step.output),
        metadata=metadata_of(step),
        model=step.model,
        model_parameters={key: _parameter(each) for key, each in step.model_parameters.items()},
        usage_details=dict(step.usage),
        cost_details=dict(step.cost),
        cost_source=step.cost_source,
        usage=usage,
        prompt_tokens=usage.input,
        completion_tokens=usage.output,
        total_tokens=usage.total,
        calculated_input_cost=dollars_of(step.cost, "input"),
        calculated_output_cost=dollars_of(step.cost, "output"),
        calculated_total_cost=total_dollars(step.cost),
        latency=seconds(step.duration_ns),
        time_to_first_token=first_token_s(step),
        prompt_name=step.prompt_name,
        prompt_version=step.prompt_version,
        created_at=wire_time(start_ns),
        updated_at=wire_time(start_ns if step.end_ns is None else step.end_ns),
    )


def type_of(step: Observation) -> ObservationType:
    """Return the type of an observation; one that nobody named is a span."""
    return step.type or ObservationType.SPAN


def level_of(step: Observation) -> Level:
    """Return the level of an observation."""
    return step.level or Level.DEFAULT


def environment_of(trace: Trace, step: Observation) -> str:
    """Return the environment of an observation: its own, else its trace's."""
    return step.environment or trace.environment or "default"


def raw_text(value: Json) -> str | None:
    """Return what went in or came out as text: as it was sent, or as JSON."""
    return value if value is None or isinstance(value, str) else encode(value)


def _usage(step: Observation) -> UsageBody:
    return UsageBody(
        input=units_of(step.usage, "input"),
        output=units_of(step.usage, "output"),
        total=total_units(step.usage) or 0,
    )


def dollars_of(cost: Mapping[str, float], kind: str) -> float | None:
    """Return the dollars of every kind whose name contains `kind` (`input` or `output`)."""
    parts = [amount for name, amount in cost.items() if kind in name]
    return sum(parts) if parts else None


def first_token_s(step: Observation) -> float | None:
    """Return the seconds until the first token of an answer came."""
    if step.start_ns is None or step.completion_start_ns is None:
        return None
    return seconds(max(0, step.completion_start_ns - step.start_ns))


def metadata_of(step: Observation) -> dict[str, Any]:
    """Return the metadata, and beside it what a span said without anybody asking."""
    found = wire_object(step.metadata)
    resource = dict(step.resource)
    scope = resource.pop("scope", None)
    if step.attributes:
        found.setdefault("attributes", dict(step.attributes))
    if resource:
        found.setdefault("resourceAttributes", resource)
    if scope:
        found.setdefault("scope", scope)
    return found


def _parameter(value: Json) -> Json:
    """Return a model parameter in a form that every client's type admits."""
    if isinstance(value, dict) or (
        isinstance(value, list) and not all(isinstance(each, str) for each in value)
    ):
        return encode(value)
    return value
