"""`gen_ai.*`: OpenTelemetry's semantic conventions for generative AI.

Read are the attributes of version SEMCONV, the message events of 1.27 to 1.36, and the flattened
`gen_ai.prompt.0.content` that instrumentations wrote before there was a convention.
"""

from functions.interpret.conventions.exchange import Exchange, exchange, spoken
from functions.interpret.flattened import rebuild
from functions.interpret.jsontext import text
from functions.interpret.span import Span
from functions.interpret.usage import read_amount
from functions.model.json import Json, JsonObject, is_absent
from functions.model.jsonvalue import structure
from functions.model.observation import ObservationType

MARKS = frozenset({"gen_ai"})
SEMCONV = "1.44.0"
"""The version of the semantic conventions that these tables were last held against."""

_OPERATIONS = {
    **dict.fromkeys(
        ("chat", "completion", "text_completion", "generate_content", "generate"),
        ObservationType.GENERATION,
    ),
    "embeddings": ObservationType.EMBEDDING,
    **dict.fromkeys(("invoke_agent", "create_agent"), ObservationType.AGENT),
    "execute_tool": ObservationType.TOOL,
    **dict.fromkeys(("retrieval", "rerank", "search_memory"), ObservationType.RETRIEVER),
    "invoke_workflow": ObservationType.CHAIN,
}
_SUMMARIES = ("invoke_agent", "agent_step")
_MESSAGE_EVENTS = {
    f"gen_ai.{role}.message": role for role in ("system", "user", "assistant", "tool")
}
_FIRST_CHUNKS = (
    "gen_ai.response.time_to_first_chunk",
    "gen_ai.client.operation.time_to_first_chunk",
)
_NS_PER_S = 1_000_000_000
_LONGEST_S = 1_000_000


def is_summary(span: Span) -> bool:
    """Tell whether its model, usage and cost only repeat those of the spans below it."""
    return span.attributes.get("gen_ai.operation.name") in _SUMMARIES


def operation(span: Span) -> ObservationType | None:
    """Read `gen_ai.operation.name`."""
    return span.take_meaning("gen_ai.operation.name", _OPERATIONS)


def tool(span: Span) -> ObservationType | None:
    """Recognise a tool call by its name or id."""
    named = span.has_any(("gen_ai.tool.name", "gen_ai.tool.call.id"))
    return ObservationType.TOOL if named else None


def messages(span: Span) -> Exchange | None:
    """Read messages; else what a tool was called with; else what was searched for."""
    found = exchange(
        span,
        ("gen_ai.input.messages", "gen_ai.tool.call.arguments", "gen_ai.retrieval.query.text"),
        ("gen_ai.output.messages", "gen_ai.tool.call.result", "gen_ai.retrieval.documents"),
    )
    if found is None:
        return None
    return with_instructions(span, found[0]), found[1]


def with_instructions(span: Span, given: Json) -> Json:
    """Put `gen_ai.system_instructions` before messages that have no system message."""
    if not isinstance(given, list) or not span.has("gen_ai.system_instructions"):
        return given
    if any(isinstance(each, dict) and each.get("role") == "system" for each in given):
        return given
    span.used.add("gen_ai.system_instructions")
    instructions = span.structured("gen_ai.system_instructions")
    return [{"role": "system", "content": _joined(instructions)}, *given]


def details_event(span: Span) -> Exchange | None:
    """Read the event that carries what would be too long for attributes."""
    for event in span.events_named("gen_ai.client.inference.operation.details"):
        found = messages(span.carrying(event.attributes))
        if found:
            return found
    return None


def message_events(span: Span) -> Exchange | None:
    """Read one event for each message, and `gen_ai.choice` for each answer."""
    if not span.events:
        return None
    asked: list[Json] = [
        {"role": _MESSAGE_EVENTS[event.name], **_structured(event.attributes)}
        for event in span.events_named(*_MESSAGE_EVENTS)
    ]
    answers: list[Json] = [
        dict(_structured(event.attributes)) for event in span.events_named("gen_ai.choice")
    ]
    return spoken(asked or None, answers[0] if len(answers) == 1 else answers or None)


def flattened(span: Span) -> Exchange | None:
    """Read `gen_ai.prompt` and `gen_ai.completion`, whole or one key for each field."""
    return spoken(_whole_or_flat(span, "gen_ai.prompt"), _whole_or_flat(span, "gen_ai.completion"))


def request_parameters(span: Span) -> JsonObject | None:
    """Read all of `gen_ai.request.*` but the model."""
    found = span.with_prefix("gen_ai.request.")
    if "model" in found:
        del found["model"]
        span.used.discard("gen_ai.request.model")
    return {key: structure(value) for key, value in found.items()} or None


def cost(span: Span) -> dict[str, float] | None:
    """Read `gen_ai.usage.cost`."""
    total = read_amount(span.take("gen_ai.usage.cost"))
    return None if total is None else {"total": total}


def completion_start(span: Span) -> int | None:
    """Read how many seconds the first chunk took (the metric's name is that of AI SDK 7)."""
    waited_s = read_amount(span.first(_FIRST_CHUNKS))
    if waited_s is None or waited_s > _LONGEST_S or span.start_ns is None:
        return None
    return span.start_ns + round(waited_s * _NS_PER_S)


def _whole_or_flat(span: Span, key: str) -> Json:
    if span.take(key) is not None:
        return span.structured(key)
    flat = span.with_prefix(f"{key}.")
    return rebuild(flat) if flat else None


def _joined(instructions: Json) -> str:
    parts = instructions if isinstance(instructions, list) else [instructions]
    contents = (each.get("content") if isinstance(each, dict) else each for each in parts)
    return "\n".join(content for each in contents if (content := text(each)))


def _structured(attributes: JsonObject) -> JsonObject:
    return {key: structure(value) for key, value in attributes.items() if not is_absent(value)}
