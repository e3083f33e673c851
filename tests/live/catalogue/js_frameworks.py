"""Agent frameworks for JavaScript: Vercel's AI SDK of four generations, and Genkit."""

from infra.local.recording.environment import Environment
from tests.live.catalogue.client import Client
from tests.live.catalogue.opentelemetry import NO_SCORE
from tests.live.feature import Feature

_PLAIN = (
    "@opentelemetry/api@1.9.0",
    "@opentelemetry/sdk-trace-node@2.12.0",
    "@opentelemetry/exporter-trace-otlp-proto@0.223.0",
)
_LANGFUSE = (
    "@langfuse/otel@5.11.1",
    "@langfuse/tracing@5.11.1",
    "@opentelemetry/api@1.9.0",
    "@opentelemetry/sdk-trace-node@2.12.0",
    "@opentelemetry/exporter-trace-otlp-http@0.223.0",
)
_VERSIONS = {
    "4.3.19": ("@ai-sdk/openai@1.3.24", "zod@3.25.76"),
    "5.0.277": ("@ai-sdk/openai-compatible@1.0.61", "zod@4.1.8"),
    "6.0.326": ("@ai-sdk/openai-compatible@2.0.92", "zod@4.1.8"),
    "7.0.172": ("@ai-sdk/openai-compatible@3.0.91", "zod@4.1.8"),
}
_ENDED = "a tool that fails ends the call: there is no answer"
_LIMITS = {
    ("4", "otel"): {Feature.RECOVERY: _ENDED},
    ("4", "langfuse-vercel"): {
        Feature.RECOVERY: _ENDED,
        Feature.ERROR: "its exporter leaves out that a span failed",
    },
}


def _vercel(version: str, way: str, *pins: str) -> Client:
    return Client(
        name=f"vercel-ai-{version}-{way}",
        program="vercel_ai.mjs",
        environment=Environment(
            language="node", pins=(f"ai@{version}", *_VERSIONS[version], *pins)
        ),
        settings={"EXPORT": way, "GENERATION": version[0]},
        cannot=NO_SCORE | _LIMITS.get((version[0], way), {}),
        stops_at_failure=version.startswith("4."),
        tool_type="SPAN" if way == "langfuse-vercel" else "TOOL",
        tool_name="ai.toolCall {}" if way == "langfuse-vercel" else "{}",
    )


CLIENTS = (
    _vercel("4.3.19", "otel", *_PLAIN),
    _vercel("4.3.19", "langfuse-vercel", "langfuse-vercel@3.39.2", *_PLAIN[:2]),
    _vercel("5.0.277", "otel", *_PLAIN),
    _vercel("5.0.277", "langfuse", *_LANGFUSE),
    _vercel("6.0.326", "otel", *_PLAIN),
    _vercel("6.0.326", "langfuse", *_LANGFUSE),
    _vercel("7.0.172", "otel", "@ai-sdk/otel@1.0.172", *_PLAIN),
    _vercel("7.0.172", "langfuse", "@langfuse/vercel-ai-sdk@5.11.1", *_LANGFUSE),
    Client(
        name="genkit-1.42.0",
        program="genkit_agent.mjs",
        environment=Environment(
            language="node",
            pins=(
                "genkit@1.42.0",
                "@genkit-ai/compat-oai@1.42.0",
                "@opentelemetry/api@1.9.0",
                "@opentelemetry/sdk-trace-base@1.25.1",
                "@opentelemetry/exporter-trace-otlp-proto@0.52.1",
            ),
        ),
        stops_at_failure=True,
        cannot=NO_SCORE
        | {
            Feature.RECOVERY: _ENDED,
            Feature.MODEL: "it puts the provider before the model's name",
        },
    ),
)
