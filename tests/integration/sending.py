"""Requests as a test wants them, well formed or not."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from functions.store.keys import DUE_PK
from functions.store.table import session_table
from tests.integration.service import PROJECT, Service

OTLP = "/api/public/otel/v1/traces"
BATCH = "/api/public/ingestion"
SCORES = "/api/public/scores"
PROTOBUF = {"content-type": "application/x-protobuf"}
JSON = {"content-type": "application/json"}
SESSION = "s-1"
SPAN_ID = "1" * 16


def trace_id(number: int) -> str:
    return f"{number:032x}"


def span(number: int, **changes: Any) -> dict[str, Any]:
    """Return the root span of trace `number` as OTLP/JSON."""
    return {
        "traceId": trace_id(number),
        "spanId": SPAN_ID,
        "name": f"turn {number}",
        "startTimeUnixNano": f"{1_790_000_000 + number}000000000",
        "endTimeUnixNano": f"{1_790_000_001 + number}000000000",
        "attributes": [attribute("session.id", SESSION)],
    } | changes


def attribute(key: str, text: str) -> dict[str, Any]:
    return {"key": key, "value": {"stringValue": text}}


def json_export(*spans: Any) -> bytes:
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()


def protobuf_export(*spans: Mapping[str, Any]) -> bytes:
    """Return the same as protobuf."""
    request = ExportTraceServiceRequest()
    scope = request.resource_spans.add().scope_spans.add()
    for each in spans:
        made = scope.spans.add(
            trace_id=bytes.fromhex(each["traceId"]),
            span_id=bytes.fromhex(each["spanId"]),
            name=each["name"],
            start_time_unix_nano=int(each["startTimeUnixNano"]),
            end_time_unix_nano=int(each["endTimeUnixNano"]),
        )
        for pair in each["attributes"]:
            made.attributes.add(key=pair["key"]).value.string_value = pair["value"]["stringValue"]
    return request.SerializeToString()


def event(number: int, kind: str = "trace-create", **body: Any) -> dict[str, Any]:
    """Return a Langfuse event about trace `number`."""
    return {
        "id": f"e-{number}",
        "timestamp": f"2026-09-21T14:{number % 60:02}:20.000Z",
        "type": kind,
        "body": {"id": f"t-{number}", "sessionId": SESSION, "name": f"turn {number}"} | body,
    }


def batch(*events: Any) -> bytes:
    return json.dumps({"batch": events}).encode()


def names(service: Service, session: str = SESSION) -> list[str | None]:
    """Deliver the stream and return the names of a session's turns, in reading order."""
    service.settle()
    assert not list(session_table().partition(DUE_PK)), "a fold failed"
    return [turn.name for turn in session_table().read_session(PROJECT, session).turns]


def strings(value: Any) -> Iterator[str]:
    """Yield every text of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
