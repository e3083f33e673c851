"""Agent frameworks and instrumentations for Python, each with its own attribute conventions."""

from infra.local.recording.environment import Environment
from tests.live.catalogue.client import Client
from tests.live.catalogue.opentelemetry import NO_SCORE, PYTHON_EXPORT
from tests.live.feature import Feature


def _client(name: str, program: str, *pins: str, **told: object) -> Client:
    cannot = told.pop("cannot", {})
    assert isinstance(cannot, dict)
    return Client(
        name=name,
        program=program,
        environment=Environment(language="python", pins=pins),
        cannot=NO_SCORE | cannot,
        **told,  # type: ignore[arg-type]
    )


_NO_ANSWER = "its words go to logs, which are not traces"
_PREFIXED = "it puts the provider before the model's name"

CLIENTS = (
    _client(
        "openinference-0.1.80-langchain",
        "openinference_langchain.py",
        "openinference-instrumentation-langchain==0.1.80",
        "langchain==1.5.2",
        "langchain-openai==1.7.4",
        "openai==3.57.0",
        *PYTHON_EXPORT,
        cannot={Feature.TOOL: "it tells the first argument of a tool, without its name"},
    ),
    _client(
        "openinference-0.1.66-openai",
        "openinference_openai.py",
        "openinference-instrumentation-openai==0.1.66",
        "openai==3.57.0",
        *PYTHON_EXPORT,
    ),
    _client(
        "openinference-4.6.1-llama-index",
        "openinference_llama_index.py",
        "openinference-instrumentation-llama-index==4.6.1",
        "llama-index-core==0.14.25",
        "llama-index-llms-openai-like==0.8.1",
        *PYTHON_EXPORT,
    ),
    _client(
        "openinference-0.1.43-smolagents",
        "smolagents_agent.py",
        "smolagents==1.26.0",
        "openinference-instrumentation-smolagents==0.1.43",
        "openai==3.57.0",
        *PYTHON_EXPORT,
    ),
    _client(
        "traceloop-0.62.4",
        "traceloop_openai.py",
        "traceloop-sdk==0.62.4",
        "openai==3.57.0",
        "httpx==0.28.1",
        cannot={Feature.TAGS: "it has properties of a trace, and no tags"},
    ),
    _client(
        "pydantic-ai-slim-2.68.0",
        "pydantic_ai_agent.py",
        "pydantic-ai-slim[openai]==2.68.0",
        *PYTHON_EXPORT,
    ),
    _client(
        "pydantic-ai-slim-2.68.0-logfire-5.2.0",
        "pydantic_ai_logfire.py",
        "logfire==5.2.0",
        "pydantic-ai-slim[openai]==2.68.0",
    ),
    _client(
        "logfire-5.2.0-openai",
        "logfire_openai.py",
        "logfire==5.2.0",
        "openai==3.57.0",
        cannot={Feature.TAGS: "it adds a tag of its own to those that were given"},
    ),
    _client(
        "litellm-1.106.2-langfuse",
        "litellm_calls.py",
        "litellm==1.106.2",
        "langfuse==4.18.0",
        "opentelemetry-api==1.45.2",
        settings={"LITELLM_CALLBACK": "langfuse"},
        cannot={Feature.ERROR: "it sees the calls of the model, and no tools"},
    ),
    _client(
        "litellm-1.106.2-langfuse-otel",
        "litellm_calls.py",
        "litellm==1.106.2",
        *PYTHON_EXPORT,
        settings={
            "LITELLM_CALLBACK": "langfuse_otel",
            "USE_OTEL_LITELLM_REQUEST_SPAN": "true",
        },
        expected_noise=("Proxy Server is not installed",),
        cannot={Feature.ERROR: "it sees the calls of the model, and no tools"},
    ),
    _client(
        "litellm-1.74.0-langfuse-2.60.10",
        "litellm_calls.py",
        "litellm==1.74.0",
        "langfuse==2.60.10",
        "openai==1.109.1",
        settings={"LITELLM_CALLBACK": "langfuse"},
        cannot={Feature.ERROR: "it sees the calls of the model, and no tools"},
    ),
    _client(
        "google-adk-2.13.0",
        "google_adk.py",
        "google-adk==2.13.0",
        "litellm==1.110.2",
        "opentelemetry-exporter-otlp-proto-http==1.44.0",
        settings={
            "OTEL_SEMCONV_STABILITY_OPT_IN": "gen_ai_latest_experimental",
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "SPAN_ONLY",
        },
        cannot={
            Feature.ERROR: "it says that a tool failed, and not why",
            Feature.MODEL: _PREFIXED,
        },
    ),
    _client(
        "semantic-kernel-1.45.0",
        "semantic_kernel_agent.py",
        "semantic-kernel==1.45.0",
        *PYTHON_EXPORT,
        settings={"SEMANTICKERNEL_EXPERIMENTAL_GENAI_ENABLE_OTEL_DIAGNOSTICS_SENSITIVE": "true"},
        tool_name="shop-{}",
        cannot={Feature.WORDS: _NO_ANSWER, Feature.RECOVERY: _NO_ANSWER},
        expected_noise=("order 4471 has left the warehouse", "Traceback"),
    ),
    _client(
        "livekit-agents-1.8.9",
        "livekit_agent.py",
        "livekit-agents==1.8.9",
        "livekit-plugins-openai==1.8.9",
        *PYTHON_EXPORT,
        cannot={Feature.ERROR: "it says that a tool failed, and not why"},
        expected_noise=("exception occurred while executing tool", "Traceback"),
    ),
)
