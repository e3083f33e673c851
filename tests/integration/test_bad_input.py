"""Hostile and broken requests: a clear answer, no lost neighbour, nothing private in a log."""

import gzip
import json
import logging
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from functions.ingest.wire_format import message_field
from functions.store.table import session_table
from tests.integration.sending import (
    BATCH,
    JSON,
    OTLP,
    PROTOBUF,
    SCORES,
    SESSION,
    attribute,
    batch,
    event,
    json_export,
    names,
    protobuf_export,
    span,
    trace_id,
)
from tests.integration.service import PROJECT, Service

GZIP = {"content-encoding": "gzip"}
MARKER = "PRIVATE-c0ffee"
"""Stands in every payload of these tests, and must stand nowhere else."""


@pytest.fixture(autouse=True)
def _nothing_private_is_logged(
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Hold every test here to that."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(logging.getLogger("rollup"), "handlers", [caplog.handler])
    yield
    printed = capfd.readouterr()
    assert MARKER not in caplog.text + printed.out + printed.err
    assert [each.name for each in caplog.records if each.levelno >= logging.ERROR] == []


def _refusal(answer: dict[str, Any], status: int = 400) -> str:
    """Return the message of a refusal that repeats nothing of what was sent."""
    assert answer["statusCode"] == status, answer
    assert MARKER not in answer["body"]
    message: str = json.loads(answer["body"])["message"]
    assert message
    return message


ROUTES = [(OTLP, PROTOBUF), (OTLP, JSON), (BATCH, JSON), (SCORES, JSON)]
JSON_ROUTES = [(path, headers) for path, headers in ROUTES if headers is JSON]


@pytest.mark.parametrize(("path", "headers"), ROUTES)
@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(MARKER.encode() * 100)[:-5],
        MARKER.encode(),
        b"\x1f\x8b" + MARKER.encode(),
    ],
    ids=["truncated", "not packed", "noise"],
)
def test_a_body_that_does_not_unpack_is_refused(
    service: Service, path: str, headers: dict[str, str], body: bytes
) -> None:
    answer = service.post(path, body, headers | GZIP)

    assert answer["statusCode"] == 400
    assert MARKER not in str(answer)


@pytest.mark.parametrize(("path", "headers"), ROUTES)
@pytest.mark.parametrize(
    "body", [b"\xff\xfe" + MARKER.encode(), MARKER.encode() * 5, b"{" + MARKER.encode()]
)
def test_random_bytes_are_refused(
    service: Service, path: str, headers: dict[str, str], body: bytes
) -> None:
    answer = service.post(path, body, headers)

    assert answer["statusCode"] == 400
    assert MARKER not in str(answer)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/xml", "multipart/form-data"])
def test_an_export_of_the_wrong_content_type_is_told_the_right_ones(
    service: Service, kind: str
) -> None:
    message = _refusal(service.post(OTLP, b"{}", {"content-type": kind}))

    assert message == "content-type: application/x-protobuf or application/json"


@pytest.mark.parametrize("path", [OTLP, BATCH, SCORES])
@pytest.mark.parametrize("body", ["7", "null", f'"{MARKER}"', "true", "NaN"])
def test_json_that_is_no_object_is_refused(service: Service, path: str, body: str) -> None:
    assert _refusal(service.post(path, body.encode(), JSON)).startswith("body: ")


def test_a_list_is_no_export_and_no_batch(service: Service) -> None:
    for path in (OTLP, BATCH):
        assert _refusal(service.post(path, b"[]", JSON)) == "body: a JSON object"


@pytest.mark.parametrize("value", ["missing", None, 7, MARKER, {MARKER: 1}])
def test_a_batch_that_is_no_list_is_refused(service: Service, value: Any) -> None:
    body = {} if value == "missing" else {"batch": value}

    assert _refusal(service.post(BATCH, json.dumps(body).encode(), JSON)).startswith("batch: ")


def test_a_json_span_without_ids_is_named_and_its_neighbours_are_kept(service: Service) -> None:
    bad = span(2, name=MARKER)
    del bad["spanId"]

    answer = service.post(OTLP, json_export(span(1), bad, span(3)), JSON)

    partial = json.loads(answer["body"])["partialSuccess"]
    assert answer["statusCode"] == 200
    assert partial["rejectedSpans"] == "1"
    assert "spans[1].spanId" in partial["errorMessage"]
    assert MARKER not in answer["body"]
    assert names(service) == ["turn 1", "turn 3"]


def test_a_protobuf_span_without_ids_is_named_and_its_neighbours_are_kept(
    service: Service,
) -> None:
    bad = span(2, name=MARKER, traceId="00" * 16)

    answer = service.post(OTLP, protobuf_export(span(1), bad, span(3)), PROTOBUF)

    partial = _export_response(answer).partial_success
    assert partial.rejected_spans == 1
    assert "spans[1].traceId" in partial.error_message
    assert MARKER not in partial.error_message
    assert names(service) == ["turn 1", "turn 3"]


def _export_response(answer: dict[str, Any]) -> ExportTraceServiceResponse:
    assert answer["statusCode"] == 200
    return ExportTraceServiceResponse.FromString(b64decode(answer["body"]))


LARGE = MARKER + "".join(f"{number:x} " for number in range(900_000))
"""Over 5 MB that do not compress into an item."""


@pytest.mark.parametrize("headers", [PROTOBUF, JSON], ids=["protobuf", "json"])
def test_an_attribute_of_5_mb_is_stored(service: Service, headers: dict[str, str]) -> None:
    write = protobuf_export if headers is PROTOBUF else json_export
    large = span(1, attributes=[*span(1)["attributes"], attribute("input.value", LARGE)])
    body = gzip.compress(write(large, span(2)), 1)

    assert service.post(OTLP, body, headers | GZIP)["statusCode"] == 200

    stored = b"".join(each.data for each in session_table().read_chunks(PROJECT, trace_id(1)))
    assert LARGE.encode() in stored
    assert names(service) == ["turn 1", "turn 2"]


def test_an_input_of_5_mb_is_stored(service: Service) -> None:
    body = gzip.compress(batch(event(1, input=LARGE), event(2)), 1)

    assert json.loads(service.post(BATCH, body, JSON | GZIP)["body"])["errors"] == []

    (chunk,) = session_table().read_chunks(PROJECT, "t-1")
    assert json.loads(chunk.data)[0]["body"]["input"] == LARGE
    assert names(service) == ["turn 1", "turn 2"]


ODD_TEXTS = {
    "NUL": f"{MARKER}\0\0",
    "half an emoji": f"{MARKER}\ud83d",
    "the other half": f"\ude42{MARKER}",
    "control characters": f"{MARKER}\x01\x1f\x7f\x9f\u2028",
    "direction marks": f"{MARKER}\u202e\u2066",
    "not a character": f"{MARKER}\uffff\ufffe",
}


@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_anywhere_in_an_event_is_stored(service: Service, odd: str) -> None:
    """JavaScript cuts texts in the middle of an emoji, so half of one is everyday content."""
    said = event(
        1,
        "generation-create",
        id="o-1",
        traceId="t-1",
        **dict.fromkeys(("name", "input", "output", "statusMessage", "model", "version"), odd),
        metadata={odd: [odd, {odd: odd}]},
    )
    first = event(1, input=odd, tags=[odd], userId=odd, metadata={odd: odd})
    score = event(3, "score-create", id="sc", traceId="t-1", sessionId=None, name=odd, value=odd)

    answer = service.send([first, said, score, event(2)])

    assert answer["errors"] == []
    assert names(service) == ["turn 1", "turn 2"]


@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_anywhere_in_a_span_is_stored(service: Service, odd: str) -> None:
    said = span(
        1,
        status={"code": 2, "message": odd},
        attributes=[
            attribute("session.id", SESSION),
            attribute(odd, odd),
            attribute("input.value", odd),
            attribute("user.id", odd),
        ],
        events=[{"name": odd, "attributes": [attribute(odd, odd)]}],
    )

    assert service.post(OTLP, json_export(said, span(2)), JSON)["statusCode"] == 200
    assert names(service) == ["turn 1", "turn 2"]


@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_session_of_odd_name_is_one_session(service: Service, odd: str) -> None:
    """Its turn comes through the rollup and its score through ingest: one partition for both."""
    score = event(2, "score-create", id="sc", sessionId=odd, name="good", value=1)

    answer = service.send([event(1, sessionId=odd), score])

    assert answer["errors"] == []
    service.settle()
    record = session_table().read_session(PROJECT, odd)
    assert [turn.name for turn in record.turns] == ["turn 1"]
    assert [each.name for each in record.scores] == ["good"]


@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_trace_of_odd_name_is_one_trace(service: Service, odd: str) -> None:
    said = event(2, "span-create", id="o", traceId=odd, name="step")

    assert service.send([event(1, id=odd), said, event(3)])["errors"] == []
    assert names(service) == ["turn 1", "turn 3"]
    assert session_table().read_session(PROJECT, SESSION).turns[0].observation_count == 1


@pytest.mark.parametrize("key", ["__proto__", "constructor", "__class__", "PK", "$where"])
def test_keys_that_mean_something_elsewhere_mean_nothing_here(service: Service, key: str) -> None:
    poison = {key: {"polluted": MARKER}}
    answer = service.send([event(1, metadata=poison, input=poison, **{key: MARKER}), event(2)])
    export = json_export(span(3, attributes=[*span(3)["attributes"], attribute(key, MARKER)]))

    assert answer["errors"] == []
    assert service.post(OTLP, export, JSON)["statusCode"] == 200
    assert names(service) == ["turn 1", "turn 2", "turn 3"]


@pytest.mark.parametrize("time", ["0", "1", str(2**64 - 1)])
@pytest.mark.parametrize("headers", [PROTOBUF, JSON], ids=["protobuf", "json"])
def test_a_span_of_any_time_is_stored(service: Service, headers: dict[str, str], time: str) -> None:
    write = protobuf_export if headers is PROTOBUF else json_export
    odd = span(1, startTimeUnixNano=time, endTimeUnixNano=time)

    assert service.post(OTLP, write(odd, span(2)), headers)["statusCode"] == 200
    assert sorted(map(str, names(service))) == ["turn 1", "turn 2"]


@pytest.mark.parametrize(
    "time", [-1, 253_402_300_799 * 10**9, 2**70, "x", 1e300, None, [], {"low": 1, "high": 2}]
)
def test_a_time_that_is_none_is_unknown(service: Service, time: Any) -> None:
    odd = span(1, startTimeUnixNano=time, endTimeUnixNano=time)

    assert service.post(OTLP, json_export(odd, span(2)), JSON)["statusCode"] == 200
    assert sorted(map(str, names(service))) == ["turn 1", "turn 2"]


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"])
def test_an_event_of_the_first_or_the_last_year_is_stored(service: Service, time: str) -> None:
    odd = event(1, timestamp=time) | {"timestamp": time}

    assert service.send([odd, event(2)])["errors"] == []
    assert sorted(map(str, names(service))) == ["turn 1", "turn 2"]


@pytest.mark.parametrize(
    "time", ["0000-01-01T00:00:00Z", "2026-13-01T00:00:00Z", MARKER, "2026-09-21T14:13:20", 7, ""]
)
def test_an_event_of_no_time_is_refused_alone(service: Service, time: Any) -> None:
    answer = service.send([event(1) | {"timestamp": time}, event(2, timestamp=time), event(3)])

    assert [each["id"] for each in answer["successes"]] == ["e-3"]
    assert [each["error"].partition(":")[0] for each in answer["errors"]] == ["timestamp"] * 2
    assert MARKER not in str(answer)
    assert names(service) == ["turn 3"]


@pytest.mark.parametrize(("path", "headers"), JSON_ROUTES)
@pytest.mark.parametrize("depth", [101, 10_000, 1_000_000])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ('{"a":', "}")])
def test_what_is_nested_too_deeply_is_refused(
    service: Service, path: str, headers: dict[str, str], depth: int, left: str, right: str
) -> None:
    body = '{"batch": ' + left * depth + f'"{MARKER}"' + right * depth + "}"

    answer = service.post(path, body.encode(), headers)

    assert answer["statusCode"] in (400, 413)
    assert json.loads(answer["body"])["message"].startswith("body: ")


def test_protobuf_that_is_nested_too_deeply_is_refused(service: Service) -> None:
    value = message_field(1, MARKER.encode())
    for _ in range(10_000):
        value = message_field(5, message_field(1, value))
    attributes = message_field(9, message_field(1, b"k") + message_field(2, value))
    body = message_field(1, message_field(2, message_field(2, attributes)))

    answer = service.post(OTLP, body, PROTOBUF)

    assert answer["statusCode"] == 400


def test_nesting_up_to_the_limit_is_stored(service: Service) -> None:
    deep: Any = MARKER
    for _ in range(90):
        deep = [deep]

    assert service.send([event(1, input=deep, metadata={"a": deep}), event(2)])["errors"] == []
    assert names(service) == ["turn 1", "turn 2"]


@pytest.mark.parametrize("kind", ["", "trace-delete", "TRACE-CREATE", MARKER, None, 7, ["a"]])
def test_an_event_of_unknown_type_is_refused_alone(service: Service, kind: Any) -> None:
    answer = service.send([event(1), event(2) | {"type": kind}, event(3)])

    (error,) = answer["errors"]
    assert (error["id"], error["status"]) == ("e-2", 400)
    assert error["error"].startswith("type: ")
    assert MARKER not in str(answer)
    assert names(service) == ["turn 1", "turn 3"]


@pytest.mark.parametrize("odd", [None, 7, MARKER, [], [MARKER], {}, {"id": 7}, {"id": "e-2"}])
def test_what_is_no_event_is_refused_alone(service: Service, odd: Any) -> None:
    answer = service.send([event(1), odd, event(3)])

    (error,) = answer["errors"]
    assert error["id"] == ("e-2" if odd == {"id": "e-2"} else "unknown")
    assert error["status"] == 400
    assert MARKER not in str(answer)
    assert names(service) == ["turn 1", "turn 3"]


def test_of_two_events_of_one_id_both_are_answered_and_the_later_counts(service: Service) -> None:
    """They are one event, sent again: nothing that only the earlier says is mixed in."""
    earlier, later = event(1, userId="mara"), event(1, release="7")
    later["timestamp"] = "2026-09-21T15:00:00Z"

    answer = service.send([earlier, later, earlier])

    assert [each["id"] for each in answer["successes"]] == ["e-1"] * 3
    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert (turn.user_id, turn.release) == (None, "7")


def test_two_spans_of_one_id_are_one(service: Service) -> None:
    assert service.post(OTLP, json_export(span(1), span(1)), JSON)["statusCode"] == 200

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert turn.observation_count == 1


@pytest.mark.parametrize(("path", "headers"), ROUTES)
def test_a_bomb_is_too_large(service: Service, path: str, headers: dict[str, str]) -> None:
    bomb = gzip.compress(bytes(40 * 1024 * 1024), 1)

    answer = service.post(path, bomb, headers | GZIP)

    assert answer["statusCode"] == 413


ODD_IDS = [
    "a/b", "a#b", "a%2Fb", "a?b=c", "a b", " a ", "🙂", "..", "P#x#TRACE#y", "[a]", "a\nb",
    "é" * 1000, "x" * 1_000_000, "🙂" * 250_000,
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_IDS, ids=[ascii(each[:12]) for each in ODD_IDS])
def test_an_id_is_opaque(service: Service, odd: str) -> None:
    """Whatever a trace, a session, an observation, a score and a user are called."""
    events = [
        event(1, id=odd, sessionId=odd, userId=odd),
        event(2, "span-create", id=odd, traceId=odd, name="step"),
        event(3, "score-create", id=odd, traceId=odd, sessionId=None, name="good", value=1),
        event(4, "score-create", id=f"{odd}2", sessionId=odd, name="fair", value=1),
        event(5, sessionId=odd),
    ]

    assert service.send(events)["errors"] == []
    assert names(service, odd) == ["turn 1", "turn 5"]
    record = session_table().read_session(PROJECT, odd)
    assert record.turns[0].observation_count == 1
    assert [each.name for each in record.turns[0].scores] == ["good"]
    assert [each.name for each in record.scores] == ["fair"]


@pytest.mark.parametrize("odd", ODD_IDS, ids=[ascii(each[:12]) for each in ODD_IDS])
def test_a_session_id_on_a_span_is_opaque(service: Service, odd: str) -> None:
    said = [span(number, attributes=[attribute("session.id", odd)]) for number in (1, 2)]

    assert service.post(OTLP, protobuf_export(*said), PROTOBUF)["statusCode"] == 200
    assert names(service, odd.strip() and odd) == ["turn 1", "turn 2"]


@pytest.mark.parametrize("odd", ["", "x" * 801, "x" * 1_000_000, f"{MARKER}\r", 7, None])
def test_an_event_id_that_is_none_is_refused_alone(service: Service, odd: Any) -> None:
    answer = service.send([event(1), event(2) | {"id": odd}, event(3)])

    (error,) = answer["errors"]
    assert error["error"].startswith("id: ")
    assert len(json.dumps(answer)) < 2_000
    assert names(service) == ["turn 1", "turn 3"]


NUMBERS = ["1e400", "-1e400", "NaN", "Infinity", "9" * 400, "1e-400", "-0", "1.5", "99999999999"]


@pytest.mark.parametrize("number", NUMBERS, ids=[each[:12] for each in NUMBERS])
def test_a_number_of_any_size_is_survived(service: Service, number: str) -> None:
    said = event(
        1,
        "generation-create",
        id="o",
        traceId="t-1",
        usage={"input": "N", "inputCost": "N"},
        usageDetails={"input": "N"},
        costDetails={"total": "N"},
        modelParameters={"temperature": "N"},
        metadata={"n": "N"},
    )
    score = event(3, "score-create", id="sc", traceId="t-1", sessionId=None, value="N")
    body = batch(event(1), said, event(2), score).decode().replace('"N"', number).encode()

    answer = service.post(BATCH, body, JSON)

    assert answer["statusCode"] == 207
    accepted = [each["id"] for each in json.loads(answer["body"])["successes"]]
    assert accepted[:3] == ["e-1", "e-1", "e-2"]
    assert names(service) == ["turn 1", "turn 2"]


@pytest.mark.parametrize("number", ["1e400", "NaN", "9" * 400, '"x"', "[]"])
def test_a_number_of_any_size_in_a_span_is_survived(service: Service, number: str) -> None:
    odd = [
        {"key": f"gen_ai.usage.{name}", "value": {kind: "N"}}
        for name, kind in (("input_tokens", "intValue"), ("cost", "doubleValue"))
    ]
    said = span(1, attributes=[*span(1)["attributes"], *odd])
    body = json_export(said, span(2)).decode().replace('"N"', number).encode()

    assert service.post(OTLP, body, JSON)["statusCode"] == 200
    assert names(service) == ["turn 1", "turn 2"]


def test_an_answer_that_lambda_could_not_hand_over_is_refused_before_anything_is_stored(
    service: Service,
) -> None:
    events = [event(1) | {"id": f"{number:04}" + "🙂" * 790} for number in range(1000)]

    assert _refusal(service.post(BATCH, batch(*events), JSON), 413).startswith("batch: ")
    assert service.read_stream() == []


def test_the_reasons_for_10_000_refusals_fit_into_an_answer(service: Service) -> None:
    events = [event(n, tags=[7] * 20) | {"id": "x" * 36} for n in range(10_000)]

    answer = service.post(BATCH, batch(*events), JSON)

    assert answer["statusCode"] == 207
    assert len(json.loads(answer["body"])["errors"]) == 10_000


@pytest.mark.parametrize("field", ["sessionId", "userId", "name", "version", "environment", "id"])
def test_a_field_of_the_wrong_type_is_named_and_its_data_is_not(
    service: Service, field: str
) -> None:
    odd = event(2)
    odd["body"][field] = {MARKER: MARKER}

    answer = service.send([event(1), odd, event(3)])

    (error,) = answer["errors"]
    assert error["error"].startswith(f"{field}: ")
    assert MARKER not in str(answer)
    assert names(service) == ["turn 1", "turn 3"]
