"""The demo's times: every one found, every one moved by the same offset."""

import json

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from infra.local.demo_times import Moments, moments_of

SECOND = 10**9
OTLP_JSON = {
    "resourceSpans": [
        {
            "scopeSpans": [
                {
                    "spans": [
                        {
                            "startTimeUnixNano": "1000000000",
                            "endTimeUnixNano": 2000000000,
                            "events": [{"timeUnixNano": "1500000000", "name": "e"}],
                            "attributes": [{"key": "k", "value": {"intValue": "7"}}],
                        }
                    ]
                }
            ]
        }
    ]
}
LANGFUSE = {
    "batch": [
        {
            "id": "1",
            "type": "generation-create",
            "timestamp": "1970-01-01T00:00:02.500Z",
            "body": {
                "startTime": "1970-01-01T00:00:01Z",
                "endTime": "1970-01-01T02:00:02+02:00",
                "input": {"text": "1970-01-01T00:00:09Z"},
            },
        }
    ]
}


def otlp_protobuf() -> bytes:
    request = ExportTraceServiceRequest()
    span = request.resource_spans.add().scope_spans.add().spans.add()
    span.start_time_unix_nano, span.end_time_unix_nano = SECOND, 2 * SECOND
    span.events.add().time_unix_nano = SECOND * 3 // 2
    return request.SerializeToString()


BODIES = [
    pytest.param(
        moments_of("application/x-protobuf", "/v1/traces"), otlp_protobuf(), id="protobuf"
    ),
    pytest.param(
        moments_of("application/json", "/api/public/otel/v1/traces"),
        json.dumps(OTLP_JSON).encode(),
        id="OTLP JSON",
    ),
    pytest.param(
        moments_of("application/json", "/api/public/ingestion"),
        json.dumps(LANGFUSE).encode(),
        id="Langfuse",
    ),
]


@pytest.mark.parametrize(("moments", "body"), BODIES)
def test_every_time_moves_by_the_offset(moments: Moments, body: bytes) -> None:
    before = sorted(moments.read(body))

    after = sorted(moments.read(moments.moved(body, 90 * SECOND)))

    assert len(before) == 3
    assert after == [each + 90 * SECOND for each in before]


def test_a_time_in_what_somebody_said_stays() -> None:
    moments = moments_of("application/json", "/api/public/ingestion")

    moved = json.loads(moments.moved(json.dumps(LANGFUSE).encode(), SECOND))

    assert moved["batch"][0]["body"]["input"] == {"text": "1970-01-01T00:00:09Z"}


def test_a_number_stays_a_number_and_a_string_a_string() -> None:
    moments = moments_of("application/json", "/v1/traces")

    moved = json.loads(moments.moved(json.dumps(OTLP_JSON).encode(), SECOND))

    span = moved["resourceSpans"][0]["scopeSpans"][0]["spans"][0]
    assert (span["startTimeUnixNano"], span["endTimeUnixNano"]) == ("2000000000", 3000000000)
