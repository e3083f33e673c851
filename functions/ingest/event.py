"""Langfuse's ingestion events: what each must look like, checked with pydantic at the wire.

The models only check. What is stored is the event as it was sent, so that nothing which this
version does not know is lost. Source: the protocol of Langfuse's `/api/public/ingestion`.
"""

from math import isfinite
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic.alias_generators import to_camel

from functions.ingest.limits import EVENT_ID
from functions.model.observation import Level
from functions.model.score_config import SCORE_TEXT


def _date_only(value: object) -> object:
    """Refuse the seconds since 1970, as a number or as text, which pydantic would take."""
    if value is not None and not (isinstance(value, str) and value[4:5] == "-"):
        raise ValueError("an ISO 8601 text with offset or Z")
    return value


def _no_line_break(value: str) -> str:
    if "\r" in value:
        raise ValueError("no carriage return")
    return value


def _number_or_text(value: object) -> object:
    if not isinstance(value, float | int | str):
        raise ValueError("a number or a text")  # noqa: TRY004 - pydantic names the field of it
    return value


def _finite(value: float | str) -> float | str:
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("a number that is finite")
    return value


Time = Annotated[AwareDatetime, BeforeValidator(_date_only)]
EventId = Annotated[str, Field(min_length=1, max_length=EVENT_ID), AfterValidator(_no_line_break)]
Name = Annotated[str, Field(max_length=1000)]


class _Wire(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, protected_namespaces=()
    )


class TraceBody(_Wire):
    """What a `trace-create` says; there is no update of its own."""

    id: str | None = None
    timestamp: Time | None = None
    name: Name | None = None
    session_id: str | None = None
    user_id: str | None = None
    environment: str | None = None
    release: str | None = None
    version: str | None = None
    public: bool | None = None
    tags: list[str] | None = None


class ObservationBody(_Wire):
    """What a span, a generation, an event or one of their kin says."""

    id: str | None = None
    trace_id: str | None = None
    parent_observation_id: str | None = None
    name: Name | None = None
    start_time: Time | None = None
    end_time: Time | None = None
    completion_start_time: Time | None = None
    environment: str | None = None
    level: Level | None = None
    status_message: str | None = None
    version: str | None = None
    model: str | None = None
    prompt_name: str | None = None
    prompt_version: int | None = None


class UpdateBody(ObservationBody):
    """What is added to an observation; which one must be said."""

    id: Annotated[str, Field(min_length=1)]


class TypedObservationBody(ObservationBody):
    """The oldest form: the type stands in the body."""

    type: Literal["GENERATION", "SPAN", "EVENT"]


class TypedUpdateBody(TypedObservationBody):
    """The same for an update."""

    id: Annotated[str, Field(min_length=1)]


class ScoreBody(_Wire):
    """A judgement of exactly one trace (or one observation of it) or one session."""

    id: str | None = None
    trace_id: str | None = None
    observation_id: str | None = None
    session_id: str | None = None
    name: Annotated[str, Field(min_length=1)] = ""
    value: Annotated[float | str, BeforeValidator(_number_or_text), AfterValidator(_finite)]
    data_type: Literal["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", "CORRECTION"] | None = None
    comment: str | None = None
    environment: str | None = None
    source: Literal["API", "EVAL", "ANNOTATION"] | None = None
    config_id: str | None = None
    queue_id: str | None = None
    timestamp: Time | None = None

    @model_validator(mode="after")
    def _has_one_target(self) -> Self:
        if bool(self.trace_id) == bool(self.session_id):
            raise ValueError("exactly one of traceId and sessionId")
        if self.observation_id and not self.trace_id:
            raise ValueError("observationId needs traceId")
        return self

    @model_validator(mode="after")
    def _may_name_a_config(self) -> Self:
        if self.data_type == "CORRECTION" and self.config_id:
            raise ValueError("configId: none, for CORRECTION")
        if self.data_type == "CORRECTION" and not self.trace_id:
            raise ValueError("traceId: needed, for CORRECTION")
        if self.source == "ANNOTATION" and not self.config_id and self.data_type != "CORRECTION":
            raise ValueError("configId: needed, for ANNOTATION")
        return self

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not self.name and self.data_type != "CORRECTION":
            raise ValueError("name: a text that is not empty")
        return self

    @model_validator(mode="after")
    def _value_fits_type(self) -> Self:
        if self.data_type in ("NUMERIC", "BOOLEAN") and isinstance(self.value, str):
            raise ValueError(f"value: a number, for {self.data_type}")
        if self.data_type == "BOOLEAN" and self.value not in (0, 1):
            raise ValueError("value: 0 or 1, for BOOLEAN")
        if self.data_type in ("CATEGORICAL", "TEXT", "CORRECTION") and isinstance(
            self.value, float
        ):
            raise ValueError(f"value: a text, for {self.data_type}")
        if self.data_type == "TEXT" and not 1 <= len(str(self.value)) <= SCORE_TEXT:
            raise ValueError(f"value: 1 to {SCORE_TEXT} characters, for TEXT")
        return self


class Envelope(_Wire):
    """What all events have in common; `timestamp` orders what is said of one thing."""

    id: EventId
    timestamp: Time
    type: str
    body: dict[Any, Any]


_OBSERVATION_TYPES = (
    *("span-create", "generation-create", "event-create"),
    *("agent-create", "tool-create", "chain-create", "retriever-create", "evaluator-create"),
    *("embedding-create", "guardrail-create"),
)
BODIES: dict[str, type[TraceBody | ObservationBody | ScoreBody]] = {
    "trace-create": TraceBody,
    "score-create": ScoreBody,
    "observation-create": TypedObservationBody,
    "observation-update": TypedUpdateBody,
    "span-update": UpdateBody,
    "generation-update": UpdateBody,
    **dict.fromkeys(_OBSERVATION_TYPES, ObservationBody),
}
"""The body of each event type that is stored."""

LOG = "sdk-log"
"""An SDK's own log line: accepted, and kept nowhere."""
