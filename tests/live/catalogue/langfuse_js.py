"""Langfuse's JavaScript SDKs, with their LangChain and OpenAI integrations."""

from infra.local.recording.environment import Environment
from tests.live.catalogue.client import Client
from tests.live.feature import Feature

_OPENTELEMETRY = (
    "@opentelemetry/api@1.9.0",
    "@opentelemetry/sdk-trace-node@2.12.0",
    "@opentelemetry/exporter-trace-otlp-http@0.223.0",
)
_LANGCHAIN = ("langchain@1.5.14", "@langchain/core@1.4.0", "@langchain/openai@1.6.0", "zod@4.1.8")
_LANGCHAIN_3 = (
    "langchain@0.3.37",
    "@langchain/core@0.3.80",
    "@langchain/openai@0.6.17",
    "zod@3.25.76",
)
_OPENAI = "openai@6.49.0"
_TOOL_AS_SPAN = {Feature.TOOL: "a tool is a plain span, and its result LangChain's own object"}
_NO_SCORE = {Feature.SCORE: "the integration has no scores; the SDK beside it has"}


def _sdk(version: str) -> Client:
    return Client(
        name=f"langfuse-js-otel-{version}",
        program="langfuse_otel.mjs",
        environment=Environment(language="node", pins=_pins(version, "tracing", "client")),
        api="langfuse_api.mjs",
    )


def _pins(version: str, *packages: str) -> tuple[str, ...]:
    return (
        f"@langfuse/otel@{version}",
        *(f"@langfuse/{each}@{version}" for each in packages),
        *_OPENTELEMETRY,
    )


def _langchain(version: str) -> Client:
    return Client(
        name=f"langfuse-js-{version}-langchain",
        program="langfuse_langchain.mjs",
        environment=Environment(
            language="node", pins=(*_pins(version, "tracing", "langchain"), *_LANGCHAIN)
        ),
        tool_type="SPAN" if version.startswith("4.") else "TOOL",
        cannot=_NO_SCORE | (_TOOL_AS_SPAN if version.startswith("4.") else {}),
    )


def _openai(version: str) -> Client:
    return Client(
        name=f"langfuse-js-{version}-openai",
        program="langfuse_openai.mjs",
        environment=Environment(
            language="node", pins=(*_pins(version, "tracing", "openai"), _OPENAI)
        ),
        cannot=_NO_SCORE,
    )


SDKS = (
    Client(
        name="langfuse-js-3.39.2",
        program="langfuse_3.mjs",
        environment=Environment(language="node", pins=("langfuse@3.39.2",)),
        tool_type="SPAN",
        api="langfuse_api_3.mjs",
    ),
    _sdk("4.6.1"),
    _sdk("5.11.1"),
)
INTEGRATIONS = (
    Client(
        name="langfuse-js-3.39.2-langchain",
        program="langfuse_langchain_3.mjs",
        environment=Environment(language="node", pins=("langfuse-langchain@3.39.2", *_LANGCHAIN_3)),
        tool_type="SPAN",
        cannot=_NO_SCORE,
    ),
    Client(
        name="langfuse-js-3.39.2-openai",
        program="langfuse_openai_3.mjs",
        environment=Environment(language="node", pins=("langfuse@3.39.2", _OPENAI)),
        tool_type="SPAN",
        cannot=_NO_SCORE,
    ),
    *(build(version) for version in ("4.6.1", "5.11.1") for build in (_langchain, _openai)),
)
