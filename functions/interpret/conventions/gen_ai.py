"""`gen_ai.*`: OpenTelemetry's semantic conventions for generative AI, as of version 1.44.0.

Also read are the message events of 1.27 to 1.36, the content events before them, and the
flattened `gen_ai.prompt.0.content` that instrumentations wrote before there was a convention.
"""

from collections.abc import Iterable
from dataclasses import replace

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.flattened import rebuild
from functions.interpret.jsontext import structure, text
from functions.interpret.span import Span, SpanEvent
from functions.interpret.usage import read_amount
from functions.model.json import Json, JsonObject, is_absent
from functions.model.observation import ObservationType

_OPERATIONS = {
    **dict.fromkeys(
        ("chat", "completion", "text_completion", "generate_content", "generate"),
        ObservationType.GENERATION,
    ),
    "embeddings": ObservationType.EMBEDDING,
    **dict.fromkeys(("invoke_agent", "create_agent"), ObservationType.AGENT),
    "execute_tool": ObservationType.TOOL,
    "retrieval": ObservationType.RETRIEVER,
    "invoke_workflow": ObservationType.CHAIN,
}
_SUMMARIES = ("invoke_agent", "agent_step")
_MESSAGE_EVENTS = {
    f"gen_ai.{role}.message": role for role in ("system", "user", "assistant", "tool")
}
_NS_PER_S = 1_000_000_000
_LONGEST_S = 1_000_000


def is_summary(span: Span) -> bool:
    """Tell whether its model, usage and cost only repeat those of the spans below it."""
    return span.attributes.get("gen_ai.operation.name") in _SUMMARIES


def operation(span: Span) -> ObservationType | None:
    """Read `gen_ai.operation.name`."""
    found = _OPERATIONS.get(str(span.attributes.get("gen_ai.operation.name")))
    if found:
        span.used.add("gen_ai.operation.name")
    return found


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
    instructions = structure(span.take("gen_ai.system_instructions"))
    return [{"role": "system", "content": _joined(instructions)}, *given]


def details_event(span: Span) -> Exchange | None:
    """Read the event that carries what would be too long for attributes."""
    for event in _events(span, ("gen_ai.client.inference.operation.details",)):
        found = messages(_as_span(span, event.attributes))
        if found:
            return found
    return None


def message_events(span: Span) -> Exchange | None:
    """Read one event for each message, and `gen_ai.choice` for each answer."""
    asked: list[Json] = [
        {"role": _MESSAGE_EVENTS[event.name], **_structured(event.attributes)}
        for event in _events(span, _MESSAGE_EVENTS)
    ]
    answers: list[Json] = [
        dict(_structured(event.attributes)) for event in _events(span, ("gen_ai.choice",))
    ]
    if not asked and not answers:
        return None
    return asked or None, answers[0] if len(answers) == 1 else answers or None


def content_events(span: Span) -> Exchange | None:
    """Read the events `gen_ai.content.prompt` and `.completion` (Semantic Kernel)."""
    carried: dict[str, Json] = {}
    for event in _events(span, ("gen_ai.content.prompt", "gen_ai.content.completion")):
        carried |= event.attributes
    within = _as_span(span, carried)
    return (flattened(within) or messages(within)) if carried else None


def flattened(span: Span) -> Exchange | None:
    """Read `gen_ai.prompt` and `gen_ai.completion`, whole or one key for each field."""
    found = _whole_or_flat(span, "gen_ai.prompt"), _whole_or_flat(span, "gen_ai.completion")
    return None if found == (None, None) else found


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
    """Read `gen_ai.response.time_to_first_chunk`, in seconds from the start."""
    waited_s = read_amount(span.take("gen_ai.response.time_to_first_chunk"))
    if waited_s is None or waited_s > _LONGEST_S or span.start_ns is None:
        return None
    return span.start_ns + round(waited_s * _NS_PER_S)


def _whole_or_flat(span: Span, key: str) -> Json:
    whole = span.take(key)
    if whole is not None:
        return structure(whole)
    flat = span.with_prefix(f"{key}.")
    return rebuild(flat) if flat else None


def _joined(instructions: Json) -> str:
    parts = instructions if isinstance(instructions, list) else [instructions]
    contents = (each.get("content") if isinstance(each, dict) else each for each in parts)
    return "\n".join(content for each in contents if (content := text(each)))


def _structured(attributes: JsonObject) -> JsonObject:
    return {key: structure(value) for key, value in attributes.items() if not is_absent(value)}


def _events(span: Span, names: Iterable[str]) -> list[SpanEvent]:
    return [event for event in span.events if event.name in names] if span.events else []


def _as_span(span: Span, attributes: JsonObject) -> Span:
    """Return a span whose attributes are an event's, to be read by the same rules."""
    return replace(span, attributes=attributes, events=(), used=set())
