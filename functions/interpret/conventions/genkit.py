"""Genkit: `genkit:*`, the attributes of spans under the scope `genkit-tracer`."""

from functions.interpret.conventions.exchange import Exchange
from functions.interpret.jsontext import text, typed
from functions.interpret.span import Span
from functions.interpret.usage import read_count, subtract
from functions.model.json import Json, JsonObject
from functions.model.observation import ObservationType

MARKS = frozenset({"genkit", "genkit-tracer"})
_SUBTYPE = "genkit:metadata:subtype"
_SUBTYPES = {
    **dict.fromkeys(("model", "background-model"), ObservationType.GENERATION),
    **dict.fromkeys(("tool", "tool.v2"), ObservationType.TOOL),
    "embedder": ObservationType.EMBEDDING,
    "retriever": ObservationType.RETRIEVER,
    "evaluator": ObservationType.EVALUATOR,
}
_COUNTS = {
    "input": "inputTokens",
    "output": "outputTokens",
    "total": "totalTokens",
    "input_cached_tokens": "cachedContentTokens",
    "output_reasoning_tokens": "thoughtsTokens",
}


def observation_type(span: Span) -> ObservationType | None:
    """Read `genkit:metadata:subtype`."""
    return span.take_meaning(_SUBTYPE, _SUBTYPES)


def model(span: Span) -> str | None:
    """Read `genkit:name`, which names a model where the span is a call of one."""
    is_call = _SUBTYPES.get(str(span.attributes.get(_SUBTYPE))) is ObservationType.GENERATION
    return text(span.take("genkit:name")) if is_call else None


def exchange(span: Span) -> Exchange | None:
    """Read input and output; nobody else is asked about a span of this scope."""
    if not _is_ours(span):
        return None
    return _within(span, "genkit:input", "messages"), _within(span, "genkit:output", "message")


def model_parameters(span: Span) -> JsonObject | None:
    """Read the `config` of a request, or of the request that a response repeats."""
    if not _is_ours(span):
        return None
    request = _object(_object(span.structured("genkit:output")).get("request"))
    config = _object(span.structured("genkit:input")).get("config") or request.get("config")
    return config if isinstance(config, dict) else None


def usage(span: Span) -> dict[str, int] | None:
    """Read `usage` of a response; thoughts are not counted as output too."""
    if not _is_ours(span):
        return None
    given = _object(_object(span.structured("genkit:output")).get("usage"))
    counts = {kind: read_count(given.get(name)) for kind, name in _COUNTS.items()}
    known = {kind: count for kind, count in counts.items() if count is not None}
    subtract(known, "input", ["input_cached_tokens"])
    subtract(known, "output", ["output_reasoning_tokens"])
    return known or None


def _is_ours(span: Span) -> bool:
    return span.origin.scope_name == "genkit-tracer"


def _within(span: Span, key: str, part: str) -> Json:
    """Return the part of an attribute that is a conversation, else all of it, always in JSON."""
    whole = span.structured(key) if span.take(key) is not None else None
    return _object(whole).get(part) or typed(whole)


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
