"""What wins over what: one ordered table for each thing that a span may say.

An entry is an attribute, or a function of a convention; the first that says something is
believed. A new convention is a module beside this one and its lines in these tables.
"""

from functions.interpret.conventions import (
    gen_ai,
    langfuse,
    openinference,
    pydantic_ai,
    token_counts,
    traceloop,
    vercel_ai,
)
from functions.interpret.conventions.exchange import Exchange, Reader
from functions.interpret.span import Span
from functions.model.json import JsonObject
from functions.model.observation import Level, ObservationType

SESSIONS: tuple[tuple[int, str], ...] = (
    (1, "langfuse.session.id"),
    (1, "session.id"),
    (2, "langfuse.observation.metadata.langfuse_session_id"),
    (2, "langfuse.trace.metadata.langfuse_session_id"),
    (2, "ai.telemetry.metadata.sessionId"),
    (2, "traceloop.association.properties.session_id"),
    (3, "gen_ai.conversation.id"),
)
"""With the rank of each; unlike elsewhere, all are claims, and the trace decides."""

ROOT_ONLY_SESSIONS = frozenset({"gen_ai.conversation.id"})
"""Where a trace holds several of these, only its root is believed."""

USERS = (
    "langfuse.user.id",
    "user.id",
    "langfuse.observation.metadata.langfuse_user_id",
    "langfuse.trace.metadata.langfuse_user_id",
    "ai.telemetry.metadata.userId",
    "traceloop.association.properties.user_id",
)
TAGS = (
    "langfuse.trace.tags",
    "langfuse.tags",
    "langfuse.observation.metadata.langfuse_tags",
    "langfuse.trace.metadata.langfuse_tags",
    "ai.telemetry.metadata.tags",
    "tag.tags",
)
PUBLIC = ("langfuse.trace.public", "langfuse.public")
ENVIRONMENTS = ("langfuse.environment", "deployment.environment.name", "deployment.environment")
"""Each on the span, then on its resource."""

STATUS_MESSAGES = ("langfuse.observation.status_message",)
MODELS = (
    "langfuse.observation.model.name",
    "gen_ai.response.model",
    "ai.model.id",
    "gen_ai.request.model",
    "llm.response.model",
    "llm.model_name",
    "model",
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


NAMES: tuple[str | Reader[str], ...] = (
    "gen_ai.tool.name",
    "logfire.msg",
    "ai.toolCall.name",
    vercel_ai.operation_name,
)
TYPES: tuple[Reader[ObservationType], ...] = (
    langfuse.early_generation,
    langfuse.observation_type,
    openinference.span_kind,
    gen_ai.operation,
    vercel_ai.model_call,
    vercel_ai.tool_call,
    gen_ai.tool,
    traceloop.span_kind,
    _has_model,
)
LEVELS: tuple[Reader[Level], ...] = (langfuse.level,)
EXCHANGES: tuple[Reader[Exchange], ...] = (
    langfuse.observation_exchange,
    vercel_ai.exchange,
    gen_ai.details_event,
    gen_ai.message_events,
    gen_ai.content_events,
    traceloop.entity,
    openinference.messages,
    openinference.values,
    pydantic_ai.plain,
    pydantic_ai.all_messages,
    pydantic_ai.tool,
    gen_ai.flattened,
    gen_ai.messages,
)
MODEL_PARAMETERS: tuple[Reader[JsonObject], ...] = (
    vercel_ai.model_parameters,
    langfuse.model_parameters,
    openinference.invocation_parameters,
    pydantic_ai.model_config,
    gen_ai.request_parameters,
    openinference.flat_invocation_parameters,
)
USAGES: tuple[Reader[dict[str, int]], ...] = (
    langfuse.usage,
    vercel_ai.usage,
    token_counts.usage,
)
COSTS: tuple[Reader[dict[str, float]], ...] = (langfuse.cost, gen_ai.cost, openinference.cost)
PROMPTS: tuple[Reader[tuple[str | None, int | None]], ...] = (langfuse.prompt, vercel_ai.prompt)
COMPLETION_STARTS: tuple[Reader[int], ...] = (
    langfuse.completion_start,
    vercel_ai.completion_start,
    gen_ai.completion_start,
)
METADATA: tuple[Reader[JsonObject], ...] = (
    langfuse.observation_metadata,
    vercel_ai.metadata,
    traceloop.metadata,
    openinference.metadata,
)
"""All of them are merged; the first wins where two have the same key."""
