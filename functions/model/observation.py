"""One step of a trace, in the words that Langfuse and OpenTelemetry share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from functions.model.json import Json


class ObservationType(StrEnum):
    """What kind of work an observation timed; the values are Langfuse's."""

    SPAN = "SPAN"
    GENERATION = "GENERATION"
    EVENT = "EVENT"
    AGENT = "AGENT"
    TOOL = "TOOL"
    CHAIN = "CHAIN"
    RETRIEVER = "RETRIEVER"
    EVALUATOR = "EVALUATOR"
    EMBEDDING = "EMBEDDING"
    GUARDRAIL = "GUARDRAIL"


class Level(StrEnum):
    """How much attention an observation asks for; the values are Langfuse's."""

    DEBUG = "DEBUG"
    DEFAULT = "DEFAULT"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionEvent:
    """An exception that a span recorded.

    Source: span event `exception` with `exception.type`, `.message` and `.stacktrace`.
    """

    type: str = ""
    message: str = ""
    stacktrace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A span, a generation, an event, a tool call …, as far as it is known.

    Every field may be None: a sender may have said anything, in any order, or not yet. Times are
    Unix nanoseconds in UTC, the unit of OTLP's `Span.start_time_unix_nano`; no module below
    `functions.interpret` parses a date.
    """

    observation_id: str
    parent_id: str | None = None
    """May name an observation that has not arrived, and may never arrive."""

    as_root: bool | None = None
    """Its sender calls it a root although it names a parent (`langfuse.internal.as_root`)."""

    type: ObservationType | None = None
    name: str | None = None
    start_ns: int | None = None
    end_ns: int | None = None
    completion_start_ns: int | None = None
    """When the first token of an answer came."""

    level: Level | None = None
    status_message: str | None = None
    exceptions: tuple[ExceptionEvent, ...] = ()
    input: Json = None
    """As sent; a text that holds a JSON list or object is parsed."""

    output: Json = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    attributes: Mapping[str, Json] = field(default_factory=dict)
    """Span attributes that no convention gave a meaning."""

    resource: Mapping[str, Json] = field(default_factory=dict)
    """Resource attributes of an OTLP span, with its scope under `scope`."""

    model: str | None = None
    """The model that answered, rather than the one that was asked for."""

    model_parameters: Mapping[str, Json] = field(default_factory=dict)
    usage: Mapping[str, int] = field(default_factory=dict)
    """Units by kind as the provider counted them; `input`, `output`, `total` and details."""

    unit: str | None = None
    """What is counted, where a sender says so: `TOKENS`, `CHARACTERS` …; None means tokens."""

    cost: Mapping[str, float] = field(default_factory=dict)
    """US dollars by kind, as the sender reported them or as `cost_source` has them."""

    cost_source: str | None = None
    """Which prices the cost was worked out from; None where a sender reported it."""

    prompt_name: str | None = None
    prompt_version: int | None = None
    environment: str | None = None
    version: str | None = None

    @property
    def duration_ns(self) -> int | None:
        """How long it took, or None if either edge is unknown."""
        if self.start_ns is None or self.end_ns is None:
            return None
        return max(0, self.end_ns - self.start_ns)

    @property
    def is_error(self) -> bool:
        """Tell whether its sender called it a failure."""
        return self.level is Level.ERROR
