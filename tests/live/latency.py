"""How long after an answer a trace is readable: `python -m tests.live.latency URL [COUNT]`."""

import base64
import secrets
import statistics
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

_PATIENCE_S = 10.0
_PAUSE_S = 0.01


def export(session_id: str) -> bytes:
    """Return an export of one trace: an agent and its generation."""
    now = time.time_ns()
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    root = spans.add(
        trace_id=secrets.token_bytes(16),
        span_id=secrets.token_bytes(8),
        name="agent",
        start_time_unix_nano=now - 2_000_000_000,
        end_time_unix_nano=now,
    )
    _attribute(root, "session.id", session_id)
    _attribute(root, "langfuse.observation.input", "How late is it?")
    _attribute(root, "langfuse.observation.output", "Not late at all.")
    child = spans.add(
        trace_id=root.trace_id,
        span_id=secrets.token_bytes(8),
        parent_span_id=root.span_id,
        name="chat",
        start_time_unix_nano=now - 1_500_000_000,
        end_time_unix_nano=now - 100_000_000,
    )
    _attribute(child, "langfuse.observation.type", "generation")
    return request.SerializeToString()


def measure(url: str, basic: str, count: int, *, pause_s: float = 0.05) -> Iterator[float]:
    """Send traces one by one, each with a session of its own.

    Yield the seconds from each answer until the session is read with its trace; infinity for one
    that is not there after ten seconds.
    """
    for number in range(count):
        session_id = f"latency-{number}-{secrets.token_hex(4)}"
        _post(f"{url}/api/public/otel/v1/traces", basic, export(session_id))
        answered = time.monotonic()
        yield _seconds_until_readable(f"{url}/api/public/sessions/{session_id}", basic, answered)
        time.sleep(pause_s)


def _seconds_until_readable(address: str, basic: str, since: float) -> float:
    while time.monotonic() - since < _PATIENCE_S:
        if _is_there(address, basic):
            return time.monotonic() - since
        time.sleep(_PAUSE_S)
    return float("inf")


def _is_there(address: str, basic: str) -> bool:
    asked = urllib.request.Request(address, headers={"Authorization": basic})  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - as above
            return b"How late is it?" in answer.read()
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 404:
            return False
        raise


def _post(address: str, basic: str, body: bytes) -> None:
    headers = {"Authorization": basic, "Content-Type": "application/x-protobuf"}
    asked = urllib.request.Request(address, body, headers)  # noqa: S310 - our own server
    with urllib.request.urlopen(asked, timeout=10):  # noqa: S310 - as above
        pass


def _attribute(span: Span, key: str, value: str) -> None:
    span.attributes.add(key=key).value.string_value = value


def main(url: str = "http://127.0.0.1:3000", count: str = "100") -> None:
    """Print the figures, with the keys of `make run`."""
    basic = "Basic " + base64.b64encode(b"pk-lf-local:sk-lf-local").decode()
    seconds = list(measure(url, basic, int(count)))
    p50, p99 = (statistics.quantiles(seconds, n=100, method="inclusive")[at] for at in (49, 98))
    print(
        f"answer → readable, {count} traces: p50 {p50 * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms,"
        f" slowest {max(seconds) * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
