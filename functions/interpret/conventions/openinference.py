"""OpenInference: `openinference.span.kind`, `llm.*`, `input.value` and `output.value`."""

from re import ASCII
from re import compile as pattern

from functions.interpret.conventions.exchange import Exchange, exchange, spoken
from functions.interpret.flattened import rebuild
from functions.interpret.jsontext import text
from functions.interpret.span import Span
from functions.interpret.usage import read_amount
from functions.model.json import Json, JsonObject
from functions.model.jsonvalue import structure
from functions.model.observation import ObservationType

MARKS = frozenset(
    {"openinference", "llm", "input", "output", "retrieval", "reranker", "embedding", "metadata"}
)
_KINDS = {"LLM": ObservationType.GENERATION, "RERANKER": ObservationType.RETRIEVER} | {
    each.value: each
    for each in ObservationType
    if each not in (ObservationType.SPAN, ObservationType.GENERATION, ObservationType.EVENT)
}
_WRAPPERS = frozenset({"message", "message_content", "tool_call", "document", "embedding"})
_COSTS = {"input": "llm.cost.prompt", "output": "llm.cost.completion", "total": "llm.cost.total"}
_TEXT_OF_EMBEDDING = pattern(r"embedding\.embeddings\.\d{1,5}\.embedding\.text", ASCII)


def span_kind(span: Span) -> ObservationType | None:
    """Read `openinference.span.kind`."""
    return span.take_meaning("openinference.span.kind", _KINDS)


def tool_name(span: Span) -> str | None:
    """Read `tool.name`, where a tool's span is named after what calls it."""
    if "openinference.span.kind" not in span.attributes:
        return None
    return text(span.take("tool.name"))


def values(span: Span) -> Exchange | None:
    """Read `input.value` and `output.value` (also smolagents)."""
    found = exchange(span, ("input.value",), ("output.value",))
    if found:
        span.used.update(("input.mime_type", "output.mime_type"))
    if not found or found[1] is not None:
        return found
    return found[0], _documents(span)


def messages(span: Span) -> Exchange | None:
    """Read `llm.input_messages.<i>.message.*` and `llm.output_messages.<i>.message.*`.

    Around a model, a chain repeats only the first message there, while its value has them all.
    """
    around = span.attributes.get("openinference.span.kind") in ("CHAIN", "AGENT")
    if around and "input.value" in span.attributes:
        return None
    return spoken(_rebuilt(span, "llm.input_messages."), _rebuilt(span, "llm.output_messages."))


def search(span: Span) -> Exchange | None:
    """Read what was looked for and the documents that were found, where no value says it."""
    asked = span.take("reranker.query") or _embedded(span)
    return spoken(asked, _documents(span))


def invocation_parameters(span: Span) -> JsonObject | None:
    """Read `llm.invocation_parameters`, a JSON text."""
    return span.take_object("llm.invocation_parameters")


def flat_invocation_parameters(span: Span) -> JsonObject | None:
    """Read `llm.invocation_parameters.*` but the model."""
    found = span.with_prefix("llm.invocation_parameters.")
    return {key: structure(value) for key, value in found.items() if key != "model"} or None


def cost(span: Span) -> dict[str, float] | None:
    """Read `llm.cost.prompt`, `.completion` and `.total`."""
    amounts = {kind: read_amount(span.take(key)) for kind, key in _COSTS.items()}
    return {kind: amount for kind, amount in amounts.items() if amount is not None} or None


def metadata(span: Span) -> JsonObject:
    """Unpack `metadata`, a JSON text on every span within `using_attributes`."""
    if "openinference.span.kind" not in span.attributes:
        return {}
    return span.take_object("metadata") or {}


def _documents(span: Span) -> Json:
    found = _rebuilt(span, "reranker.output_documents.")
    return found if found is not None else _rebuilt(span, "retrieval.documents.")


def _embedded(span: Span) -> Json:
    """Return the texts that were embedded; their vectors stay where they are."""
    keys = [key for key in span.attributes if _TEXT_OF_EMBEDDING.fullmatch(key)]
    texts = [span.take(key) for key in keys]
    return texts[0] if len(texts) == 1 else texts or None


def _rebuilt(span: Span, prefix: str) -> Json:
    flat = span.with_prefix(prefix)
    return rebuild(flat, wrappers=_WRAPPERS) if flat else None
