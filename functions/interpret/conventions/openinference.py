"""OpenInference: `openinference.span.kind`, `llm.*`, `input.value` and `output.value`."""

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.flattened import rebuild
from functions.interpret.jsontext import structure
from functions.interpret.span import Span
from functions.interpret.usage import read_amount
from functions.model.json import Json, JsonObject
from functions.model.observation import ObservationType

_KINDS = {"LLM": ObservationType.GENERATION} | {
    each.value: each
    for each in ObservationType
    if each not in (ObservationType.SPAN, ObservationType.GENERATION, ObservationType.EVENT)
}
_WRAPPERS = frozenset({"message", "message_content", "tool_call"})


def span_kind(span: Span) -> ObservationType | None:
    """Read `openinference.span.kind`."""
    found = _KINDS.get(str(span.attributes.get("openinference.span.kind")))
    if found:
        span.used.add("openinference.span.kind")
    return found


def values(span: Span) -> Exchange | None:
    """Read `input.value` and `output.value` (also smolagents)."""
    found = exchange(span, ("input.value",), ("output.value",))
    if found:
        span.used.update(("input.mime_type", "output.mime_type"))
    return found


def messages(span: Span) -> Exchange | None:
    """Read `llm.input_messages.<i>.message.*` and `llm.output_messages.<i>.message.*`."""
    found = _messages(span, "llm.input_messages."), _messages(span, "llm.output_messages.")
    return None if found == (None, None) else found


def invocation_parameters(span: Span) -> JsonObject | None:
    """Read `llm.invocation_parameters`, a JSON text."""
    return span.take_object("llm.invocation_parameters")


def flat_invocation_parameters(span: Span) -> JsonObject | None:
    """Read `llm.invocation_parameters.*` but the model."""
    found = span.with_prefix("llm.invocation_parameters.")
    return {key: structure(value) for key, value in found.items() if key != "model"} or None


def cost(span: Span) -> dict[str, float] | None:
    """Read `llm.cost.total`."""
    total = read_amount(span.take("llm.cost.total"))
    return None if total is None else {"total": total}


def metadata(span: Span) -> JsonObject:
    """Unpack `metadata`, a JSON text on every span within `using_attributes`."""
    if "openinference.span.kind" not in span.attributes:
        return {}
    return span.take_object("metadata") or {}


def _messages(span: Span, prefix: str) -> Json:
    flat = span.with_prefix(prefix)
    return rebuild(flat, wrappers=_WRAPPERS) if flat else None
