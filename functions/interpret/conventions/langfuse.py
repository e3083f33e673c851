"""`langfuse.*`: the attributes of Langfuse's own SDKs, Python 3 to 5 and JavaScript 4 to 6."""

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.jsontext import text, typed
from functions.interpret.span import Span
from functions.interpret.timestamp import read_timestamp
from functions.interpret.usage import read_amounts, read_count, read_counts
from functions.model.json import Json, JsonObject
from functions.model.jsonvalue import structure
from functions.model.observation import Level, ObservationType

MARKS = frozenset({"langfuse", "langfuse-sdk"})
_TYPES = {each.value.lower(): each for each in ObservationType}
_LEVELS = {each.value: each for each in Level} | {
    **dict.fromkeys(("TRACE", "VERBOSE"), Level.DEBUG),
    **dict.fromkeys(("INFO", "LOG", "NOTICE", "OK", "SUCCESS"), Level.DEFAULT),
    "WARN": Level.WARNING,
    **dict.fromkeys(("FATAL", "CRITICAL"), Level.ERROR),
}
_GENERATION_KEYS = (
    "langfuse.observation.model.name",
    "langfuse.observation.cost_details",
    "langfuse.observation.usage_details",
    "langfuse.observation.completion_start_time",
    "langfuse.observation.model.parameters",
    "langfuse.observation.prompt.name",
    "langfuse.observation.prompt.version",
)
_TRACE_METADATA = "langfuse.trace.metadata"
_LAST_WITHOUT_GENERATIONS = (3, 3, 0)
_PROMPTS = ("langfuse.observation.prompt.", "langfuse.prompt.")


def early_generation(span: Span) -> ObservationType | None:
    """Recognise a generation of Python SDKs up to 3.3.0, which called everything a span."""
    origin = span.origin
    if (
        origin.scope_name == "langfuse-sdk"
        and origin.resource.get("telemetry.sdk.language") == "python"
        and span.attributes.get("langfuse.observation.type") == "span"
        and _version(origin.scope_version) <= _LAST_WITHOUT_GENERATIONS
        and span.has_any(_GENERATION_KEYS)
    ):
        span.used.add("langfuse.observation.type")
        return ObservationType.GENERATION
    return None


def observation_type(span: Span) -> ObservationType | None:
    """Read `langfuse.observation.type`."""
    return span.take_meaning("langfuse.observation.type", _TYPES)


def read_level(value: Json) -> Level | None:
    """Return a level from its name or one of the names that loggers use."""
    return _LEVELS.get(value.strip().upper()) if isinstance(value, str) else None


def level(span: Span) -> Level | None:
    """Read `langfuse.observation.level`."""
    return read_level(span.take("langfuse.observation.level"))


def observation_exchange(span: Span) -> Exchange | None:
    """Read an observation's own input and output."""
    return exchange(span, ("langfuse.observation.input",), ("langfuse.observation.output",))


def trace_exchange(span: Span) -> Exchange:
    """Read what the span says of its trace's input and output."""
    return (
        structure(span.take("langfuse.trace.input")),
        structure(span.take("langfuse.trace.output")),
    )


def usage(span: Span) -> dict[str, int] | None:
    """Read `langfuse.observation.usage_details`."""
    return read_counts(span.take_object("langfuse.observation.usage_details")) or None


def cost(span: Span) -> dict[str, float] | None:
    """Read `langfuse.observation.cost_details`."""
    return read_amounts(span.take_object("langfuse.observation.cost_details")) or None


def model_parameters(span: Span) -> JsonObject | None:
    """Read `langfuse.observation.model.parameters`."""
    return span.take_object("langfuse.observation.model.parameters")


def prompt(span: Span) -> tuple[str | None, int | None] | None:
    """Read which version of which prompt was used."""
    for prefix in _PROMPTS:
        name = text(span.take(prefix + "name"))
        if name:
            return name, read_count(span.take(prefix + "version"))
    return None


def completion_start(span: Span) -> int | None:
    """Read when the answer began; the SDKs wrap the date once more in JSON quotes."""
    return read_timestamp(typed(span.take("langfuse.observation.completion_start_time")))


def observation_metadata(span: Span) -> JsonObject:
    """Read `langfuse.observation.metadata`, whole and by key, and the older `langfuse.metadata`."""
    whole = span.take_object("langfuse.observation.metadata")
    return {
        **(whole or span.take_object("langfuse.metadata") or {}),
        **_typed(span.with_prefix("langfuse.metadata.")),
        **_typed(span.with_prefix("langfuse.observation.metadata.")),
    }


def trace_metadata(span: Span) -> JsonObject:
    """Read `langfuse.trace.metadata`, whole and by key, of the span and of its resource."""
    inherited = _inherited(span.origin.resource) if "langfuse" in span.origin.words else {}
    return {
        **inherited,
        **(span.take_object(_TRACE_METADATA) or {}),
        **_typed(span.with_prefix(f"{_TRACE_METADATA}.")),
    }


def _inherited(resource: JsonObject) -> JsonObject:
    prefix = f"{_TRACE_METADATA}."
    by_key = {key.removeprefix(prefix): resource[key] for key in resource if key.startswith(prefix)}
    return {**_object(resource.get(_TRACE_METADATA)), **_typed(by_key)}


def _object(value: Json) -> JsonObject:
    found = structure(value)
    return found if isinstance(found, dict) else {}


def _typed(values: JsonObject) -> JsonObject:
    return {key: typed(value) for key, value in values.items()}


def _version(text: str) -> tuple[int, ...]:
    digits = [part for part in text.split(".")[:3] if part.isascii() and part.isdigit()]
    return tuple(int(part[:9]) for part in digits)
