"""What wins over what: one ordered table for each thing that a span may say.

An entry is an attribute, or a function of a convention; the first that says something is
believed. A new convention is a module beside this one and its lines in these tables.
`docs/conventions.md` is the same by convention; a test holds the two together.
"""

from functions.interpret.conventions import (
    flue,
    gen_ai,
    genkit,
    google_adk,
    langfuse,
    livekit,
    llama_index,
    logfire,
    mlflow,
    openinference,
    pipecat,
    pydantic_ai,
    semantic_kernel,
    token_counts,
    traceloop,
    vercel_ai,
)
from functions.interpret.conventions.exchange import Exchange, Reader
from functions.interpret.span import STATUS_ERROR, Span
from functions.model.json import JsonObject
from functions.model.observation import Level, ObservationType

SEMCONV = gen_ai.SEMCONV

SESSIONS: tuple[tuple[int, str], ...] = (
    (1, "langfuse.session.id"),
    (1, "session.id"),
    (2, "langfuse.observation.metadata.langfuse_session_id"),
    (2, "langfuse.trace.metadata.langfuse_session_id"),
    (2, "ai.telemetry.metadata.sessionId"),
    (2, "ai.settings.context.sessionId"),
    (2, "traceloop.association.properties.session_id"),
    (2, "mlflow.trace.session"),
    (2, "gcp.vertex.agent.session_id"),
    (3, "gen_ai.conversation.id"),
    (3, "conversation.id"),
)
"""With the rank of each; unlike elsewhere, all are claims, and the trace decides."""

ROOT_ONLY_SESSIONS = frozenset({"gen_ai.conversation.id", "conversation.id"})
"""Where a trace holds several of these, only its root is believed."""

USERS = (
    "langfuse.user.id",
    "user.id",
    "langfuse.observation.metadata.langfuse_user_id",
    "langfuse.trace.metadata.langfuse_user_id",
    "ai.telemetry.metadata.userId",
    "ai.settings.context.userId",
    "traceloop.association.properties.user_id",
    "mlflow.trace.user",
)
QUOTED_IDENTITIES = (".metadata.", "mlflow.")
"""What is in the keys of ids that some client wraps in JSON quotes."""

TAGS = (
    "langfuse.trace.tags",
    "langfuse.tags",
    "langfuse.observation.metadata.langfuse_tags",
    "langfuse.trace.metadata.langfuse_tags",
    "ai.telemetry.metadata.tags",
    "ai.settings.context.tags",
    "tag.tags",
    "logfire.tags",
)
PUBLIC = ("langfuse.trace.public", "langfuse.public")
ENVIRONMENTS = ("langfuse.environment", "deployment.environment.name", "deployment.environment")
"""Each on the span, then on its resource."""

STATUS_MESSAGES = ("langfuse.observation.status_message",)
MODELS: tuple[str | Reader[str], ...] = (
    "langfuse.observation.model.name",
    "gen_ai.response.model",
    "ai.model.id",
    "gen_ai.request.model",
    "llm.response.model",
    "llm.response.model_name",
    "llm.model_name",
    "llm.request.model_name",
    "embedding.model_name",
    "reranker.model_name",
    mlflow.model,
    "model",
    genkit.model,
    llama_index.model,
)
_MODELS_OF_GENERATIONS = (
    "langfuse.observation.model.name",
    "gen_ai.request.model",
    "gen_ai.response.model",
    "llm.model_name",
    "model",
)


def _has_model(span: Span) -> ObservationType | None:
    return ObservationType.GENERATION if span.has_any(_MODELS_OF_GENERATIONS) else None


def _failed(span: Span) -> Level | None:
    return Level.ERROR if span.status_code == STATUS_ERROR else None


NAMES: tuple[str | Reader[str], ...] = (
    "gen_ai.tool.name",
    "genkit:name",
    "logfire.msg",
    "ai.toolCall.name",
    "lk.function_tool.name",
    openinference.tool_name,
    vercel_ai.operation_name,
)
TYPES: tuple[Reader[ObservationType], ...] = (
    langfuse.early_generation,
    langfuse.observation_type,
    openinference.span_kind,
    gen_ai.operation,
    genkit.observation_type,
    vercel_ai.model_call,
    vercel_ai.tool_call,
    gen_ai.tool,
    flue.observation_type,
    livekit.observation_type,
    mlflow.span_type,
    traceloop.span_kind,
    llama_index.observation_type,
    _has_model,
)
LEVELS: tuple[Reader[Level], ...] = (
    langfuse.level,
    _failed,
    livekit.failed_tool,
    livekit.plumbing,
    logfire.level,
)
EXCHANGES: tuple[Reader[Exchange], ...] = (
    langfuse.observation_exchange,
    genkit.exchange,
    vercel_ai.exchange,
    flue.said,
    gen_ai.details_event,
    gen_ai.message_events,
    semantic_kernel.content_events,
    google_adk.exchange,
    logfire.run,
    livekit.exchange,
    logfire.events,
    mlflow.exchange,
    traceloop.entity,
    openinference.messages,
    openinference.values,
    openinference.search,
    pipecat.plain,
    pipecat.speech,
    pydantic_ai.all_messages,
    pydantic_ai.tool,
    gen_ai.flattened,
    gen_ai.messages,
    logfire.request,
    llama_index.exchange,
)
MODEL_PARAMETERS: tuple[Reader[JsonObject], ...] = (
    vercel_ai.model_parameters,
    langfuse.model_parameters,
    genkit.model_parameters,
    openinference.invocation_parameters,
    pydantic_ai.model_config,
    gen_ai.request_parameters,
    openinference.flat_invocation_parameters,
)
USAGES: tuple[Reader[dict[str, int]], ...] = (
    langfuse.usage,
    genkit.usage,
    vercel_ai.usage,
    google_adk.usage,
    token_counts.usage,
    mlflow.usage,
)
COSTS: tuple[Reader[dict[str, float]], ...] = (
    langfuse.cost,
    gen_ai.cost,
    openinference.cost,
    pydantic_ai.cost,
    mlflow.cost,
)
PROMPTS: tuple[Reader[tuple[str | None, int | None]], ...] = (
    langfuse.prompt,
    vercel_ai.prompt,
    mlflow.prompt,
)
COMPLETION_STARTS: tuple[Reader[int], ...] = (
    langfuse.completion_start,
    vercel_ai.completion_start,
    gen_ai.completion_start,
    livekit.completion_start,
)
METADATA: tuple[Reader[JsonObject], ...] = (
    langfuse.observation_metadata,
    vercel_ai.metadata,
    traceloop.metadata,
    openinference.metadata,
    mlflow.metadata,
)
"""All of them are merged; the first wins where two have the same key."""
