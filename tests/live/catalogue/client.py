"""A client: one SDK or integration in one version, with the program that speaks through it."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.recording.environment import Environment, run_driver
from tests.live.conversation import Conversation
from tests.live.feature import OF_THE_API, Feature

PROGRAMS = Path(__file__).parents[1] / "clients"
GUARDS = Path(__file__).parents[1] / "guards"

# What the programs share lies beside each of them.
_SHARED = {"python": ("said.py", "api.py"), "node": ("said.mjs", "api.mjs")}

# What a Python log says when something went wrong or is tried again.
_COMPLAINT = re.compile(
    r"^(WARNING|ERROR|CRITICAL) |^Traceback|Backing off|Incremented Retry|Retrying", re.MULTILINE
)
_OUTSIDE = re.compile(r"^OUTSIDE .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a client sends to, and what lets it in."""

    url: str
    public_key: str
    secret_key: str
    basic: str
    """Both keys as Basic authorization has them, without the word Basic."""
    model_url: str
    """The fake model's endpoint, as OpenAI's base URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One SDK in one version, set up as its documentation says."""

    name: str
    program: str
    environment: Environment
    settings: dict[str, str] = field(default_factory=dict)
    tool_type: str = "TOOL"
    """The type that it gives a tool's observation: older SDKs have spans only."""
    tool_name: str = "{}"
    """How it spells the name of a tool."""
    cannot: Mapping[Feature, str] = field(default_factory=dict)
    """What it has no words for, each with the reason."""
    stops_at_failure: bool = False
    """Whether a tool that fails ends the turn, before the model is asked again."""
    api: str | None = None
    """The program that reads back and writes through its own API, where it has one."""
    expected_noise: tuple[str, ...] = ()
    """What it logs about itself in this version, whatever the server does."""

    def limits(self) -> dict[Feature, str]:
        """Return what it cannot express, each with the reason; without an API it only sends."""
        sends = {} if self.api else dict.fromkeys(OF_THE_API, "it only sends; it has no read API")
        return sends | dict(self.cannot)

    def converse(
        self, conversation: Conversation, server: Server, *, timeout_s: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Have the conversation with the server, to the end of the process."""
        return self.run(self.program, {"CONVERSATION": conversation.as_json()}, server, timeout_s)

    def run(
        self, program: str, settings: dict[str, str], server: Server, timeout_s: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Run one of its programs, which can reach no address but this machine's own."""
        shared = tuple(PROGRAMS / each for each in _SHARED[self.environment.language])
        told = _about(server) | _guarded(self.environment.language) | self.settings | settings
        return run_driver(
            self.environment, PROGRAMS / program, told, beside=shared, timeout_s=timeout_s
        )


def complaints(client: Client, ended: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what the SDK logged that a user would worry about."""
    if client.environment.language == "node":
        said = ended.stderr.splitlines()
    else:
        found = [match.start() for match in _COMPLAINT.finditer(ended.stderr)]
        said = [ended.stderr[at:].partition("\n")[0] for at in found]
    return [line for line in said if not any(each in line for each in client.expected_noise)]


def reached_outside(ended: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what the guard refused: addresses that are not this machine's own."""
    return _OUTSIDE.findall(ended.stderr)


def _about(server: Server) -> dict[str, str]:
    return {
        "LANGFUSE_PUBLIC_KEY": server.public_key,
        "LANGFUSE_SECRET_KEY": server.secret_key,
        "LANGFUSE_HOST": server.url,
        "LANGFUSE_BASE_URL": server.url,
        "LANGFUSE_BASEURL": server.url,  # JavaScript 3's spelling
        "LANGFUSE_OTEL_HOST": server.url,  # LiteLLM's
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"{server.url}/api/public/otel",
        "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Basic%20{server.basic}",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "OTEL_SERVICE_NAME": "live",
        "OPENAI_BASE_URL": server.model_url,
        "OPENAI_API_KEY": "sk-fake",
    }


def _guarded(language: str) -> dict[str, str]:
    """Return the settings that keep a program on this machine, and every tool's telemetry off."""
    closed = "http://127.0.0.1:9"
    settings = {
        "HTTP_PROXY": closed,
        "HTTPS_PROXY": closed,
        "NO_PROXY": "127.0.0.1,localhost",
        "DO_NOT_TRACK": "1",
        "TRACELOOP_TELEMETRY": "false",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "LOGFIRE_SEND_TO_LOGFIRE": "false",
    }
    if language == "node":
        return settings | {"NODE_OPTIONS": f"--require {GUARDS / 'guard.cjs'}"}
    return settings | {"PYTHONPATH": str(GUARDS)}
