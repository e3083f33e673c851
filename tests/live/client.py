"""The SDKs that are run, each pinned, with the program that speaks through it."""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.recording.environment import Environment, run_driver
from tests.live.conversation import Conversation

_PROGRAMS = Path(__file__).parent / "clients"

# What a Python log says when something went wrong or is tried again.
_COMPLAINT = re.compile(
    r"^(WARNING|ERROR|CRITICAL) |^Traceback|Backing off|Incremented Retry|Retrying", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One SDK in one version, set up as its documentation says."""

    name: str
    program: str
    environment: Environment
    settings: dict[str, str] = field(default_factory=dict)
    scores: bool = True
    """Whether it can send scores: OpenTelemetry has none."""
    tool_type: str = "TOOL"
    """The type that it gives a tool's observation: older SDKs have spans only."""

    def converse(
        self, conversation: Conversation, url: str, *, public_key: str, secret_key: str, basic: str
    ) -> subprocess.CompletedProcess[str]:
        """Have the conversation with the server at that address, to the end of the process."""
        settings = {
            "CONVERSATION": conversation.as_json(),
            "LANGFUSE_PUBLIC_KEY": public_key,
            "LANGFUSE_SECRET_KEY": secret_key,
            "LANGFUSE_HOST": url,
            "LANGFUSE_BASE_URL": url,
            "LANGFUSE_BASEURL": url,  # JavaScript 3's spelling
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"{url}/api/public/otel",
            "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Basic%20{basic}",
            "OTEL_SERVICE_NAME": "live",
        }
        return run_driver(self.environment, _PROGRAMS / self.program, settings | self.settings)


def complaints(client: Client, ended: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what the SDK logged that a user would worry about."""
    if client.environment.language == "node":
        return ended.stderr.splitlines()
    found = [match.start() for match in _COMPLAINT.finditer(ended.stderr)]
    return [ended.stderr[at:].partition("\n")[0] for at in found]


def _langfuse_python(version: str) -> Client:
    program = "langfuse_2.py" if version.startswith("2.") else "langfuse_otel.py"
    return Client(
        name=f"langfuse-python-{version}",
        program=program,
        environment=Environment(language="python", pins=(f"langfuse=={version}",)),
        tool_type="SPAN" if version.startswith("2.") else "TOOL",
    )


def _opentelemetry_python(compression: str) -> Client:
    return Client(
        name=f"opentelemetry-python-1.45.2-{compression}",
        program="opentelemetry_protobuf.py",
        environment=Environment(
            language="python",
            pins=(
                "opentelemetry-sdk==1.45.2",
                "opentelemetry-exporter-otlp-proto-http==1.45.2",
            ),
        ),
        settings={"OTEL_EXPORTER_OTLP_COMPRESSION": compression},
        scores=False,
    )


CLIENTS = (
    _langfuse_python("2.60.10"),
    _langfuse_python("3.15.0"),
    _langfuse_python("4.18.0"),
    _langfuse_python("5.0.4"),
    Client(
        name="langfuse-js-3.39.2",
        program="langfuse_3.mjs",
        environment=Environment(language="node", pins=("langfuse@3.39.2",)),
        tool_type="SPAN",
    ),
    Client(
        name="langfuse-js-otel-5.11.1",
        program="langfuse_otel.mjs",
        environment=Environment(
            language="node",
            pins=(
                "@langfuse/otel@5.11.1",
                "@langfuse/tracing@5.11.1",
                "@langfuse/client@5.11.1",
                "@opentelemetry/api@1.9.0",
                "@opentelemetry/sdk-trace-node@2.12.0",
                "@opentelemetry/exporter-trace-otlp-http@0.223.0",
            ),
        ),
    ),
    _opentelemetry_python("none"),
    _opentelemetry_python("gzip"),
    _opentelemetry_python("deflate"),
    Client(
        name="opentelemetry-js-0.223.0-json",
        program="opentelemetry_json.mjs",
        environment=Environment(
            language="node",
            pins=(
                "@opentelemetry/exporter-trace-otlp-http@0.223.0",
                "@opentelemetry/api@1.9.0",
                "@opentelemetry/sdk-trace-node@2.12.0",
            ),
        ),
        scores=False,
    ),
)
