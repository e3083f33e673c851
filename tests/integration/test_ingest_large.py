"""Requests at the limits: stored whole, well before their sender loses patience."""

import gzip
import json
import time

import pytest

from functions.ingest.limits import EVENTS
from functions.store.table import session_table
from tests.integration.sending import (
    BATCH,
    JSON,
    OTLP,
    PROTOBUF,
    SESSION,
    attribute,
    batch,
    event,
    json_export,
    protobuf_export,
    span,
    trace_id,
)
from tests.integration.service import PROJECT, Service

PATIENCE_S = 4.0
TEXT = "the parcel is on its way to the customer " * 5


def _events(traces: int) -> bytes:
    return batch(
        *(
            event(number, "generation-create", id=f"o-{number}", traceId=f"t-{number % traces}")
            | {"id": f"e-{number}"}
            for number in range(EVENTS)
        )
    )


@pytest.mark.parametrize("traces", [1, 2_000])
def test_10_000_events_are_acknowledged_in_time(service: Service, traces: int) -> None:
    body = _events(traces)
    start = time.monotonic()

    answer = service.post(BATCH, gzip.compress(body), JSON | {"content-encoding": "gzip"})

    assert time.monotonic() - start < PATIENCE_S
    said = json.loads(answer["body"])
    assert (len(said["successes"]), said["errors"]) == (EVENTS, [])
    stored = (session_table().read_chunks(PROJECT, f"t-{number}") for number in (0, traces - 1))
    assert [len(json.loads(chunk.data)) for (chunk,) in stored] == [EVENTS // traces] * 2


@pytest.mark.parametrize("headers", [PROTOBUF, JSON], ids=["protobuf", "json"])
@pytest.mark.parametrize("traces", [1, 2_000])
def test_10_000_spans_are_acknowledged_in_time(
    service: Service, headers: dict[str, str], traces: int
) -> None:
    spans = [
        span(
            number % traces + 1,
            spanId=f"{number + 1:016x}",
            attributes=[attribute("session.id", SESSION), attribute("input.value", TEXT)],
        )
        for number in range(EVENTS)
    ]
    body = (protobuf_export if headers is PROTOBUF else json_export)(*spans)
    start = time.monotonic()

    answer = service.post(OTLP, body, headers)

    assert time.monotonic() - start < PATIENCE_S
    assert (answer["statusCode"], answer["body"]) in ((200, ""), (200, "{}"))
    for number in (1, traces):
        assert session_table().read_chunks(PROJECT, trace_id(number))


def test_one_trace_of_10_000_events_becomes_a_turn(service: Service) -> None:
    service.post(BATCH, batch(event(0, id="t-0")), JSON)
    service.post(BATCH, _events(1), JSON)

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert turn.observation_count == EVENTS


def test_one_event_too_many_is_too_large(service: Service) -> None:
    answer = service.post(BATCH, batch(*[event(1)] * (EVENTS + 1)), JSON)

    assert answer["statusCode"] == 413
    assert json.loads(answer["body"])["message"].startswith("batch: ")
    assert service.read_stream() == []
