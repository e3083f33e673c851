"""Record the demo sessions anew: `python -m infra.local.record_demo [NAME…]`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from infra.local.recording.answers import accept
from infra.local.recording.capture import CaptureServer
from infra.local.recording.environment import ROOT, Environment, run_driver
from infra.local.recording.folder import write_recording

DEMO = Path(__file__).parent / "demo"
_RECORDING = Path(__file__).parent / "recording"


class DriverFailedError(Exception):
    """A driver ended badly, or its SDK complained: what it sent is no good as a recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSession:
    """A session, the driver that plays it, and the SDK that sends it."""

    name: str
    driver: str
    environment: Environment


SESSIONS = (
    DemoSession(
        name="support-agent",
        driver="support_agent.py",
        environment=Environment(
            language="python", pins=("langfuse==4.18.0", "time-machine==3.6.0")
        ),
    ),
    DemoSession(
        name="flaky-tool",
        driver="flaky_tool.py",
        environment=Environment(
            language="python",
            pins=(
                "opentelemetry-sdk==1.45.2",
                "opentelemetry-exporter-otlp-proto-http==1.45.2",
                "time-machine==3.6.0",
            ),
        ),
    ),
    DemoSession(
        name="polyglot",
        driver="polyglot.mjs",
        environment=Environment(language="node", pins=("langfuse@3.39.2",)),
    ),
)


def record(session: DemoSession) -> int:
    """Play the session against a capture server; return how many requests it took."""
    script = _RECORDING / "scripts" / f"{session.name}.json"
    with CaptureServer(accept) as server:
        settings = _settings(server.url, session.name) | {"PYTHONPATH": str(ROOT)}
        ended = run_driver(
            session.environment,
            _RECORDING / "drivers" / session.driver,
            settings,
            str(script),
        )
    if ended.returncode or ended.stderr:
        raise DriverFailedError(f"{session.name} ended with {ended.returncode}: {ended.stderr}")
    return write_recording(DEMO / session.name, (each.request for each in server.exchanges()))


def _settings(url: str, service: str) -> dict[str, str]:
    """Return what an application would find in its environment."""
    return {
        "LANGFUSE_BASE_URL": url,
        "LANGFUSE_HOST": url,
        "LANGFUSE_BASEURL": url,  # JavaScript 3's own spelling
        "LANGFUSE_PUBLIC_KEY": "pk-lf-local",
        "LANGFUSE_SECRET_KEY": "sk-lf-local",
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"{url}/api/public/otel",
        "OTEL_SERVICE_NAME": service,
    }


def main(names: list[str]) -> None:
    """Record the sessions named, or all."""
    for session in SESSIONS:
        if not names or session.name in names:
            count = record(session)
            sys.stdout.write(f"{session.name}: {count} requests\n")


if __name__ == "__main__":
    main(sys.argv[1:])
