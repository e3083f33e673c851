"""OTLP over HTTP: answers in the sender's tongue, and only after everything is stored."""

import gzip
import json
import zlib
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from functions.ingest.handler import lambda_handler
from functions.store.inbox import inbox
from functions.store.table import session_table
from functions.store.wire import wire
from tests.integration.sending import (
    BATCH,
    JSON,
    OTLP,
    PROTOBUF,
    batch,
    event,
    json_export,
    names,
    protobuf_export,
    span,
    trace_id,
)
from tests.integration.service import PROJECT, Context, Service, post_event
from tests.unit.store.aws import answering

PATHS = [OTLP, "/v1/traces", f"{OTLP}/"]


@pytest.mark.parametrize("path", PATHS)
def test_protobuf_is_answered_in_protobuf(service: Service, path: str) -> None:
    answer = service.post(path, protobuf_export(span(1)), PROTOBUF)

    said = ExportTraceServiceResponse.FromString(b64decode(answer["body"]))
    assert answer["statusCode"] == 200
    assert answer["headers"]["content-type"] == "application/x-protobuf"
    assert not said.HasField("partial_success")
    assert names(service) == ["turn 1"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8"])
def test_json_is_answered_in_json(service: Service, path: str, kind: str) -> None:
    answer = service.post(path, json_export(span(1)), {"content-type": kind})

    assert (answer["statusCode"], answer["body"]) == (200, "{}")
    assert answer["headers"]["content-type"] == "application/json"
    assert names(service) == ["turn 1"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", PROTOBUF),
        (b"{}", JSON),
        (b'{"resourceSpans": []}', JSON),
        (b'{"resourceSpans": null}', JSON),
        (json_export(), JSON),
        (protobuf_export(), PROTOBUF),
    ],
)
def test_an_empty_export_is_fine(service: Service, body: bytes, headers: dict[str, str]) -> None:
    answer = service.post(OTLP, body, headers)

    assert answer["statusCode"] == 200
    assert answer["body"] in ("", "{}")
    assert service.read_stream() == []


@pytest.mark.parametrize("body", [b"\xff" * 20, protobuf_export(span(1))[:-1]])
def test_a_protobuf_body_that_cannot_be_read_is_refused_in_a_status(
    service: Service, body: bytes
) -> None:
    answer = service.post(OTLP, body, PROTOBUF)

    status = Status.FromString(b64decode(answer["body"]))
    assert answer["statusCode"] == 400
    assert (status.code, status.message) == (3, "body: not an ExportTraceServiceRequest")


def test_only_the_first_reasons_for_many_refusals_are_given(service: Service) -> None:
    bad = [span(1, traceId="") for _ in range(5_000)]

    answer = service.post(OTLP, json_export(span(2), *bad), JSON)

    partial = json.loads(answer["body"])["partialSuccess"]
    assert partial["rejectedSpans"] == "5000"
    assert partial["errorMessage"].endswith("; and 4990 more")
    assert names(service) == ["turn 2"]


def _raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()


def _members(body: bytes) -> bytes:
    return gzip.compress(body[:40]) + gzip.compress(body[40:])


@pytest.mark.parametrize("headers", [PROTOBUF, JSON], ids=["protobuf", "json"])
@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("gzip", _members),
        ("deflate", zlib.compress),
        ("deflate", _raw_deflate),
        ("identity", bytes),
    ],
)
def test_a_packed_export_is_stored(
    service: Service, headers: dict[str, str], encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = (protobuf_export if headers is PROTOBUF else json_export)(span(1), span(2))

    answer = service.post(OTLP, pack(body), headers | {"content-encoding": encoding})

    assert answer["statusCode"] == 200
    assert names(service) == ["turn 1", "turn 2"]


def test_json_that_the_front_door_passes_as_text_is_stored(service: Service) -> None:
    request = post_event(OTLP, b"", JSON)
    request |= {"body": json_export(span(1, name="grün 🙂")).decode(), "isBase64Encoded": False}

    assert lambda_handler(request, Context())["statusCode"] == 200
    assert names(service) == ["grün 🙂"]


@pytest.mark.parametrize("headers", [PROTOBUF, JSON], ids=["protobuf", "json"])
def test_the_same_export_twice_is_stored_once(service: Service, headers: dict[str, str]) -> None:
    body = (protobuf_export if headers is PROTOBUF else json_export)(span(1))

    for _ in range(2):
        assert service.post(OTLP, body, headers)["statusCode"] == 200

    assert len(session_table().read_chunks(PROJECT, trace_id(1))) == 1
    assert names(service) == ["turn 1"]


def test_an_export_of_many_traces_is_stored_whole(service: Service) -> None:
    spans = [span(number) for number in range(1, 61)]

    assert service.post(OTLP, protobuf_export(*spans), PROTOBUF)["statusCode"] == 200
    assert names(service) == [f"turn {number}" for number in range(1, 61)]


@pytest.mark.parametrize(
    "path",
    [
        "/api/public/otel/v1/metrics",
        "/v1/metrics",
        "/v2/traces/abc/spans/def/images",
    ],
)
def test_what_nobody_keeps_is_accepted_and_dropped(service: Service, path: str) -> None:
    request = post_event(path, b"\xff\xfe", JSON)
    del request["headers"]["authorization"]

    answer = lambda_handler(request, Context())

    assert (answer["statusCode"], answer["body"]) == (200, "{}")
    assert service.read_stream() == []


FINE = (200, b"{}")
FULL = (400, b'{"__type":"x#ProvisionedThroughputExceededException"}')


@pytest.mark.parametrize(("path", "headers"), [(OTLP, PROTOBUF), (OTLP, JSON), (BATCH, JSON)])
def test_nothing_is_acknowledged_unless_all_of_it_is_stored(
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    path: str,
    headers: dict[str, str],
) -> None:
    """Of three batches the last never succeeds: transient trouble, so the sender tries again."""
    spans = [span(number) for number in range(1, 61)]
    bodies = {
        id(PROTOBUF): protobuf_export(*spans),
        id(JSON): json_export(*spans) if path == OTLP else batch(*map(event, range(60))),
    }
    service.post(OTLP, json_export(), JSON)  # the key is known from here on
    _hurry(monkeypatch)
    with answering(FINE, FINE, FULL) as aws:
        monkeypatch.setenv("AWS_ENDPOINT_URL", aws.address)
        _forget_wires()
        answer = service.post(path, bodies[id(headers)], headers)
        _forget_wires()

    assert len(aws.bodies) > 2
    assert answer["statusCode"] == 503
    assert answer["headers"]["retry-after"] == "1"
    assert "successes" not in _text(answer)
    assert caplog.messages == ["store unavailable"]


@pytest.mark.parametrize("trouble", [FULL, (500, b""), (0, b"")], ids=["full", "broken", "dead"])
def test_trouble_while_looking_up_a_key_is_no_verdict_on_the_key(
    service: Service, monkeypatch: pytest.MonkeyPatch, trouble: tuple[int, bytes]
) -> None:
    _hurry(monkeypatch)
    with answering(trouble) as aws:
        monkeypatch.setenv("AWS_ENDPOINT_URL", aws.address)
        _forget_wires()
        answer = service.post(OTLP, json_export(span(1)), JSON)
        _forget_wires()

    assert answer["statusCode"] == 503
    assert json.loads(answer["body"])["code"] == 14


def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.ingest.moment.DEADLINE_S", 0.4)


def _forget_wires() -> None:
    for service in ("dynamodb", "s3"):
        wire(service).close()
    wire.cache_clear()
    inbox.cache_clear()


def _text(answer: dict[str, Any]) -> str:
    body: str = answer["body"]
    return b64decode(body).decode("latin-1") if answer["isBase64Encoded"] else body
