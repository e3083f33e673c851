"""OpenTelemetry by itself: its SDKs with hand-made spans, and its own instrumentation."""

from infra.local.recording.environment import Environment
from tests.live.catalogue.client import Client
from tests.live.feature import Feature

PYTHON_EXPORT = (
    "opentelemetry-sdk==1.45.2",
    "opentelemetry-exporter-otlp-proto-http==1.45.2",
)
NO_SCORE = {Feature.SCORE: "OpenTelemetry has no scores"}
NOT_RUN = dict.fromkeys(
    (Feature.RETRY, Feature.QUIET, Feature.ALONE), "hand-made spans are sent by no client"
)


def _python(compression: str) -> Client:
    return Client(
        name=f"opentelemetry-python-1.45.2-{compression}",
        program="opentelemetry_plain.py",
        environment=Environment(language="python", pins=PYTHON_EXPORT),
        settings={"OTEL_EXPORTER_OTLP_COMPRESSION": compression},
        cannot=NO_SCORE,
    )


def _js(encoding: str, exporter: str) -> Client:
    return Client(
        name=f"opentelemetry-js-0.223.0-{encoding}",
        program="opentelemetry.mjs",
        environment=Environment(
            language="node",
            pins=(
                f"@opentelemetry/{exporter}@0.223.0",
                "@opentelemetry/api@1.9.0",
                "@opentelemetry/sdk-trace-node@2.12.0",
            ),
        ),
        settings={"EXPORTER": f"@opentelemetry/{exporter}"},
        cannot=NO_SCORE,
    )


SDKS = (
    _python("none"),
    _python("gzip"),
    _python("deflate"),
    _js("json", "exporter-trace-otlp-http"),
    _js("protobuf", "exporter-trace-otlp-proto"),
)
INSTRUMENTATIONS = (
    Client(
        name="opentelemetry-openai-v2-2.4b0",
        program="opentelemetry_openai.py",
        environment=Environment(
            language="python",
            pins=(
                "opentelemetry-instrumentation-openai-v2==2.4b0",
                "opentelemetry-util-genai==0.4b0",
                "openai==3.57.0",
                "httpx==0.28.1",
                *PYTHON_EXPORT,
            ),
        ),
        settings={
            "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
            "OTEL_SEMCONV_STABILITY_OPT_IN": "gen_ai_latest_experimental",
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "SPAN_ONLY",
        },
        cannot=NO_SCORE,
    ),
)
