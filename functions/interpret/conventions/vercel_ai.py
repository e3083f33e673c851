"""Vercel's AI SDK 4 to 6, and 7 with its legacy integration: the instrumentation scope `ai`.

The other integration of version 7 has the scope `gen_ai` and follows that convention; of this one
it keeps only what an application says of itself (`ai.settings.context.*`).
"""

from functions.interpret.conventions import gen_ai
from functions.interpret.conventions.exchange import Exchange, first_structure, with_calls
from functions.interpret.jsontext import text, typed
from functions.interpret.span import Span
from functions.interpret.usage import read_amount, read_count, subtract
from functions.model.json import Json, JsonObject
from functions.model.jsonvalue import structure
from functions.model.observation import ObservationType

MARKS = frozenset({"ai", "operation"})
_METADATA = ("ai.settings.context.", "ai.telemetry.metadata.")
_IDENTITIES = frozenset({"sessionId", "userId", "tags", "langfusePrompt"})
_GENERATIONS = (
    "ai.generateText.doGenerate",
    "ai.streamText.doStream",
    "ai.generateObject.doGenerate",
    "ai.streamObject.doStream",
)
_EMBEDDINGS = ("ai.embed.doEmbed", "ai.embedMany.doEmbed")
_SUMMARIES = {operation.rpartition(".")[0] for operation in (*_GENERATIONS, *_EMBEDDINGS)}
_PARAMETERS = {
    "maxSteps": ("ai.settings.maxSteps",),
    "toolChoice": ("ai.prompt.toolChoice",),
    "maxTokens": ("gen_ai.request.max_tokens",),
    "finishReason": ("gen_ai.response.finish_reasons", "gen_ai.finishReason"),
    "system": ("gen_ai.system", "ai.model.provider"),
    "maxRetries": ("ai.settings.maxRetries",),
    "mode": ("ai.settings.mode",),
    "temperature": ("gen_ai.request.temperature",),
    "service_tier": ("gen_ai.request.service_tier",),
}
_INPUTS = (
    "ai.prompt.messages",
    "ai.prompt",
    "ai.toolCall.args",
    "ai.value",
    "ai.values",
    "ai.documents",
)
_OUTPUTS = (
    "ai.response.text",
    "ai.result.text",
    "ai.toolCall.result",
    "ai.response.object",
    "ai.result.object",
    "ai.response.toolCalls",
    "ai.result.toolCalls",
    "ai.ranking",
)
_INPUT_PARTS = (
    "input_cached_tokens",
    "input_cache_creation",
    "input_cache_creation_5m",
    "input_cache_creation_1h",
    "input_cache_read",
)
_COUNTS = {
    "input": (
        "gen_ai.usage.prompt_tokens",
        "gen_ai.usage.input_tokens",
        "ai.usage.inputTokens",
        "ai.usage.promptTokens",
    ),
    "output": (
        "gen_ai.usage.completion_tokens",
        "gen_ai.usage.output_tokens",
        "ai.usage.outputTokens",
        "ai.usage.completionTokens",
    ),
    "total": ("ai.usage.tokens", "ai.usage.totalTokens"),
    "input_cached_tokens": (
        "ai.usage.cachedInputTokens",
        "ai.usage.inputTokenDetails.cacheReadTokens",
    ),
    "input_cache_creation": ("ai.usage.inputTokenDetails.cacheWriteTokens",),
    "output_reasoning_tokens": (
        "ai.usage.reasoningTokens",
        "ai.usage.outputTokenDetails.reasoningTokens",
    ),
}
_PROVIDER_COUNTS = {
    "openai.cachedPromptTokens": "input_cached_tokens",
    "openai.reasoningTokens": "output_reasoning_tokens",
    "openai.acceptedPredictionTokens": "output_accepted_prediction_tokens",
    "openai.rejectedPredictionTokens": "output_rejected_prediction_tokens",
    "anthropic.usage.cache_creation_input_tokens": "input_cache_creation",
    "anthropic.usage.cache_read_input_tokens": "input_cached_tokens",
    "anthropic.usage.cache_creation.ephemeral_5m_input_tokens": "input_cache_creation_5m",
    "anthropic.usage.cache_creation.ephemeral_1h_input_tokens": "input_cache_creation_1h",
    "bedrock.usage.cacheReadInputTokens": "input_cache_read",
    "bedrock.usage.cacheWriteInputTokens": "input_cache_write",
    "bedrock.usage.cacheCreationInputTokens": "input_cache_creation",
}
_NS_PER_MS = 1_000_000
_LONGEST_MS = 1_000_000_000


def operation_name(span: Span) -> str | None:
    """Read `ai.operationId`, behind the name that the application gave the function."""
    operation = text(span.take("ai.operationId"))
    function = text(span.take("ai.telemetry.functionId")) if operation else None
    return f"{function}:{operation}" if function else operation


def model_call(span: Span) -> ObservationType | None:
    """Recognise a call of a model by operation and model."""
    if not span.has_any(("ai.model.id", "gen_ai.request.model", "gen_ai.response.model")):
        return None
    operation = str(span.attributes.get("operation.name") or "")
    identifier = span.attributes.get("ai.operationId")
    if operation.startswith(_GENERATIONS) or identifier in _GENERATIONS:
        return ObservationType.GENERATION
    if operation.startswith(_EMBEDDINGS) or identifier in _EMBEDDINGS:
        return ObservationType.EMBEDDING
    return None


def tool_call(span: Span) -> ObservationType | None:
    """Recognise `ai.toolCall`."""
    operation = str(span.attributes.get("operation.name") or "")
    is_tool = span.attributes.get("ai.operationId") == "ai.toolCall"
    return ObservationType.TOOL if is_tool or operation.startswith("ai.toolCall") else None


def exchange(span: Span) -> Exchange | None:
    """Read prompt and answer; nobody else is asked about a span of this scope."""
    if not _is_ours(span):
        return None
    asked, answered = first_structure(span, _INPUTS), _answer(span)
    if asked is None or answered is None:
        semconv = gen_ai.messages(span) or (None, None)
        asked = semconv[0] if asked is None else asked
        answered = semconv[1] if answered is None else answered
    return asked, answered


def model_parameters(span: Span) -> JsonObject | None:
    """Read the settings of the call, under the explicit ones of a Langfuse attribute."""
    if not _is_ours(span):
        return None
    found = {name: structure(span.first(keys)) for name, keys in _PARAMETERS.items()}
    tier = _within(_provider_metadata(span), "openai.serviceTier")
    explicit = span.take_object("langfuse.observation.model.parameters")
    settings = {name: value for name, value in found.items() if value is not None}
    if tier is not None:
        settings["service_tier"] = tier
    return {**settings, **(explicit or {})}


def usage(span: Span) -> dict[str, int] | None:
    """Read the SDK's own counts and those that a provider adds.

    Only those of the call itself: the span around it repeats some of them.
    """
    if not _is_ours(span):
        return None
    if str(span.attributes.get("ai.operationId")) in _SUMMARIES:
        return {}
    counts = {kind: read_count(span.first(keys)) for kind, keys in _COUNTS.items()}
    provider = _provider_metadata(span)
    for path, kind in _PROVIDER_COUNTS.items():
        if provider and counts.get(kind) is None:
            counts[kind] = read_count(_within(provider, path))
    known = {kind: count for kind, count in counts.items() if count is not None}
    if "input" in known or "output" in known:
        known.setdefault("total", known.get("input", 0) + known.get("output", 0))
    subtract(known, "input", list(_INPUT_PARTS))
    subtract(known, "output", ["output_reasoning_tokens"])
    return known or None


def completion_start(span: Span) -> int | None:
    """Read how many milliseconds the first chunk took."""
    keys = ("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk")
    waited_ms = read_amount(span.first(keys))
    if waited_ms is None or waited_ms > _LONGEST_MS or span.start_ns is None:
        return None
    return span.start_ns + round(waited_ms * _NS_PER_MS)


def prompt(span: Span) -> tuple[str | None, int | None] | None:
    """Read `ai.telemetry.metadata.langfusePrompt`, a JSON text."""
    found = span.take_object("ai.telemetry.metadata.langfusePrompt")
    if not found or not found.get("name"):
        return None
    return text(found["name"]), read_count(found.get("version"))


def metadata(span: Span) -> JsonObject:
    """Read `ai.telemetry.metadata.*` but what has a meaning of its own."""
    found: dict[str, Json] = {}
    for prefix in _METADATA:
        found |= span.with_prefix(prefix)
    return {key: typed(value) for key, value in found.items() if key not in _IDENTITIES}


def _is_ours(span: Span) -> bool:
    return span.origin.scope_name == "ai"


def _answer(span: Span) -> Json:
    said, calls = span.take("ai.response.text"), first_structure(span, ("ai.response.toolCalls",))
    thought = text(span.take("ai.response.reasoning"))
    if thought is None and (said is None or calls is None):
        return first_structure(span, _OUTPUTS)
    return with_calls(said, calls, thought)


def _provider_metadata(span: Span) -> JsonObject:
    found = span.structured("ai.response.providerMetadata")
    return found if isinstance(found, dict) else {}


def _within(value: JsonObject, path: str) -> Json:
    found: Json = dict(value)
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found
