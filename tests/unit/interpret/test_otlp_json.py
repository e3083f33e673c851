"""OTLP's JSON form, and how its exporters differ."""

from json import dumps
from typing import Any

import pytest

from functions.interpret.otlp_json import read_otlp_json
from functions.interpret.span import MOST_EVENTS, Span

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
SPAN_ID = "b7ad6b7169203331"


def read(*spans: Any) -> list[Span]:
    scope_spans = {"scope": {"name": "shop.chat"}, "spans": list(spans)}
    request = {"resourceSpans": [{"scopeSpans": [scope_spans]}]}
    return list(read_otlp_json(dumps(request).encode()))


def a_span(**fields: Any) -> dict[str, Any]:
    return {"traceId": TRACE_ID, "spanId": SPAN_ID} | fields


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ({"stringValue": "ü"}, "ü"),
        ({"intValue": 412}, 412),
        ({"intValue": "412"}, 412),
        ({"intValue": "-9223372036854775808"}, -(2**63)),
        ({"intValue": 412.0}, 412),
        ({"intValue": True}, None),
        ({"intValue": "many"}, None),
        ({"intValue": "9" * 5000}, None),
        ({"intValue": 1e300}, None),
        ({"doubleValue": 1}, 1.0),
        ({"doubleValue": "0.5"}, 0.5),
        ({"doubleValue": "NaN"}, "NaN"),
        ({"doubleValue": "-Infinity"}, "-Infinity"),
        ({"doubleValue": "half"}, "half"),
        ({"boolValue": False}, False),
        ({"boolValue": "false"}, None),
        ({"bytesValue": "AP8="}, "AP8="),
        ({"arrayValue": {"values": [{"intValue": "1"}, {"arrayValue": {}}]}}, [1, []]),
        ({"kvlistValue": {"values": [{"key": "a", "value": {"intValue": 1}}]}}, {"a": 1}),
        ({}, None),
        (None, None),
        ("text", None),
        ({"unknownValue": 1, "stringValue": "known"}, "known"),
    ],
)
def test_every_dialect_of_a_value_is_read(value: Any, read_as: object) -> None:
    (span,) = read(a_span(attributes=[{"key": "k", "value": value}]))

    assert span.attributes == {"k": read_as}


@pytest.mark.parametrize(
    ("start", "end", "edges"),
    [
        ("1795341315109000000", "1795341315109229661", (1795341315109000000, 1795341315109229661)),
        (1795341315109000000, 1795341315109229661, (1795341315109000000, 1795341315109229661)),
        (5.0, None, (5, 5)),
        (None, None, (None, None)),
        (-5, "9", (9, 9)),
        ("soon", [], (None, None)),
        ("18446744073709551615", None, (2**64 - 1, 2**64 - 1)),
        ("99999999999999999999999", 7, (7, 7)),
    ],
)
def test_times_are_digits_or_numbers(start: Any, end: Any, edges: Any) -> None:
    (span,) = read(a_span(startTimeUnixNano=start, endTimeUnixNano=end))

    assert (span.start_ns, span.end_ns) == edges


@pytest.mark.parametrize(
    ("code", "is_error"),
    [(2, True), ("2", True), ("STATUS_CODE_ERROR", True), (0, False), (1, False), (None, False)],
)
def test_a_status_is_a_number_or_its_name(code: Any, is_error: bool) -> None:
    (span,) = read(a_span(status={"code": code, "message": "m"}))

    assert (span.status_code == 2, span.status_message) == (is_error, "m")


def test_ids_in_capitals_are_the_same_ids() -> None:
    (span,) = read(a_span(traceId=TRACE_ID.upper(), spanId=SPAN_ID.upper(), parentSpanId="AB" * 8))

    assert (span.trace_id, span.span_id, span.parent_id) == (TRACE_ID, SPAN_ID, "ab" * 8)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "span",
        {},
        a_span(traceId="0" * 32),
        a_span(traceId=TRACE_ID[:-1]),
        a_span(traceId="x" * 32),
        a_span(spanId=None),
        a_span(spanId=7),
    ],
)
def test_a_span_without_ids_costs_only_itself(bad: Any) -> None:
    spans = read(bad, a_span(name="good"))

    assert [each.name for each in spans] == ["good"]


def test_a_span_of_ids_alone_is_a_span() -> None:
    (span,) = read(a_span())

    assert (span.name, span.parent_id, span.attributes, span.events) == ("", None, {}, ())


def test_events_without_number_cost_nobody_the_time_to_read_them() -> None:
    (span,) = read(a_span(events=[{"name": "tick"}] * (MOST_EVENTS + 1)))

    assert len(span.events) == MOST_EVENTS


def test_fields_of_the_wrong_type_cost_only_themselves() -> None:
    (span,) = read(
        a_span(
            name=7,
            parentSpanId=[],
            status="bad",
            events=[None, {"name": "exception", "attributes": {"not": "a list"}}],
            attributes=[{"value": {"intValue": 1}}, "x", {"key": "k", "value": {"intValue": 1}}],
        )
    )

    assert span.name == ""
    assert span.attributes == {"k": 1}
    assert [each.name for each in span.events] == ["exception"]


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b'{"resourceSpans": 7}', b'{"resourceSpans": [{"scopeSpans": 1}]}'],
)
def test_a_body_of_another_shape_says_nothing(data: bytes) -> None:
    assert list(read_otlp_json(data)) == []
