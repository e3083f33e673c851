"""LlamaIndex's own instrumentation: what happened within a span, as one event for each step.

Scope `llamaindex.opentelemetry.tracer`. Its spans have no attributes but tags; an event is named
after its class, and its fields are spread over keys. (OpenInference instruments LlamaIndex too.)
"""

from functions.interpret.conventions.exchange import Exchange, spoken
from functions.interpret.flattened import rebuild
from functions.interpret.jsontext import text
from functions.interpret.span import Span
from functions.model.json import Json, JsonObject, is_absent
from functions.model.jsonvalue import structure
from functions.model.observation import ObservationType

MARKS = frozenset({"llamaindex"})
_TYPES = {
    "LLM": ObservationType.GENERATION,
    "Embedding": ObservationType.EMBEDDING,
    "Retrieval": ObservationType.RETRIEVER,
    "ReRank": ObservationType.RETRIEVER,
    "AgentToolCall": ObservationType.TOOL,
    "AgentRun": ObservationType.AGENT,
    "AgentChat": ObservationType.AGENT,
}
_INPUTS = ("messages", "prompt", "query", "str_or_query_bundle", "user_msg", "arguments", "chunks")
_OUTPUTS = ("response", "answer", "nodes")
_MODEL = "model_dict"


def observation_type(span: Span) -> ObservationType | None:
    """Recognise the work by the class of the first event that is known."""
    for event in _events(span):
        for prefix, kind in _TYPES.items():
            if event.startswith(prefix):
                return kind
    return None


def model(span: Span) -> str | None:
    """Read `model_dict.model` of the event that begins a call."""
    for said in _events(span).values():
        found = text(said.get(f"{_MODEL}.model") or said.get(f"{_MODEL}.model_name"))
        if found:
            return found
    return None


def exchange(span: Span) -> Exchange | None:
    """Read the question of the first event that has one, and the answer of the last."""
    events = list(_events(span).values())
    given = (_field(each, _INPUTS) for each in events)
    answers = (_field(each, _OUTPUTS) for each in reversed(events))
    return spoken(
        next((each for each in given if each is not None), None),
        next((each for each in answers if each is not None), None),
    )


def _events(span: Span) -> dict[str, JsonObject]:
    """Return the last event of each class; a stream has one for each piece of its answer."""
    if span.origin.scope_name != "llamaindex.opentelemetry.tracer":
        return {}
    return {event.name: event.attributes for event in span.events}


def _field(said: JsonObject, names: tuple[str, ...]) -> Json:
    for name in names:
        if not is_absent(said.get(name)):
            return structure(said[name])
        within = {key: each for key, each in said.items() if key.startswith(f"{name}.")}
        if within:
            flat = {key.removeprefix(f"{name}."): structure(each) for key, each in within.items()}
            return rebuild(flat)
    return None
