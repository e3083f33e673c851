"""MLflow: `mlflow.*`, every value of which is JSON, texts included."""

from functions.interpret.conventions import token_counts
from functions.interpret.conventions.exchange import Exchange, spoken
from functions.interpret.jsontext import text, typed
from functions.interpret.span import Span
from functions.interpret.usage import read_amounts, read_count
from functions.model.json import Json, JsonObject
from functions.model.observation import ObservationType

MARKS = frozenset({"mlflow"})
_TYPES = {
    **dict.fromkeys(("LLM", "CHAT_MODEL"), ObservationType.GENERATION),
    **dict.fromkeys(("CHAIN", "WORKFLOW", "TASK"), ObservationType.CHAIN),
    **dict.fromkeys(("RETRIEVER", "RERANKER"), ObservationType.RETRIEVER),
    "AGENT": ObservationType.AGENT,
    "TOOL": ObservationType.TOOL,
    "EMBEDDING": ObservationType.EMBEDDING,
    "GUARDRAIL": ObservationType.GUARDRAIL,
    "EVALUATOR": ObservationType.EVALUATOR,
}
_MEANINGS = _TYPES | {f'"{name}"': kind for name, kind in _TYPES.items()}
_TAG = "mlflow.traceTag."


def span_type(span: Span) -> ObservationType | None:
    """Read `mlflow.spanType`."""
    return span.take_meaning("mlflow.spanType", _MEANINGS)


def model(span: Span) -> str | None:
    """Read `mlflow.llm.model`."""
    return text(typed(span.take("mlflow.llm.model")))


def exchange(span: Span) -> Exchange | None:
    """Read `mlflow.spanInputs` and `mlflow.spanOutputs`."""
    return spoken(_value(span, "mlflow.spanInputs"), _value(span, "mlflow.spanOutputs"))


def usage(span: Span) -> dict[str, int] | None:
    """Read `mlflow.chat.tokenUsage`."""
    given = span.take_object("mlflow.chat.tokenUsage") or {}
    counts = {name: read_count(count) for name, count in given.items()}
    return token_counts.kinds({name: n for name, n in counts.items() if n is not None})


def cost(span: Span) -> dict[str, float] | None:
    """Read `mlflow.llm.cost`."""
    given = span.take_object("mlflow.llm.cost") or {}
    return read_amounts({kind.removesuffix("_cost"): each for kind, each in given.items()}) or None


def prompt(span: Span) -> tuple[str | None, int | None] | None:
    """Read `mlflow.linkedPrompts`; of several, the first."""
    found = span.structured("mlflow.linkedPrompts")
    linked = found[0] if isinstance(found, list) and found else None
    if not isinstance(linked, dict) or not linked.get("name"):
        return None
    span.used.add("mlflow.linkedPrompts")
    return text(linked["name"]), read_count(linked.get("version"))


def metadata(span: Span) -> JsonObject:
    """Read `mlflow.traceTag.*`, the tags of a trace, which are pairs."""
    return {key: typed(value) for key, value in span.with_prefix(_TAG).items()}


def _value(span: Span, key: str) -> Json:
    return typed(span.structured(key)) if span.take(key) is not None else None
