"""Splitting by trace: what is put together again is what was sent."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from functions.ingest import otlp_json, otlp_protobuf
from functions.ingest.export import Export
from functions.ingest.limits import EVENTS
from functions.ingest.wire_format import message_field
from functions.model.errors import MalformedError, TooLargeError

TRACES = [bytes([number]) * 16 for number in (1, 2, 3)]
TEXT = st.text(max_size=5)


@st.composite
def a_protobuf_export(draw: st.DrawFn) -> ExportTraceServiceRequest:
    request = ExportTraceServiceRequest()
    for _ in range(draw(st.integers(0, 3))):
        resource = request.resource_spans.add(schema_url=draw(TEXT))
        resource.resource.attributes.add(key=draw(TEXT)).value.string_value = draw(TEXT)
        for _ in range(draw(st.integers(0, 3))):
            scope = resource.scope_spans.add(schema_url=draw(TEXT))
            scope.scope.name = draw(TEXT)
            for _ in range(draw(st.integers(0, 4))):
                scope.spans.add(
                    trace_id=draw(st.sampled_from(TRACES)),
                    span_id=draw(st.binary(min_size=8, max_size=8).filter(any)),
                    name=draw(TEXT),
                ).attributes.add(key=draw(TEXT)).value.int_value = draw(st.integers(0, 9))
    return request


def _said(request: ExportTraceServiceRequest) -> Counter[tuple[bytes, ...]]:
    """Return every span with the resource and the scope it stands under."""
    return Counter(
        (
            resource.resource.SerializeToString(),
            resource.schema_url.encode(),
            scope.scope.SerializeToString(),
            scope.schema_url.encode(),
            span.SerializeToString(),
        )
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    )


def _parsed(export: Export) -> dict[str, ExportTraceServiceRequest]:
    return {
        trace_id: ExportTraceServiceRequest.FromString(chunk.data)
        for trace_id, chunk in export.chunks
    }


@given(a_protobuf_export())
def test_the_parts_of_a_protobuf_export_together_say_what_it_said(
    request: ExportTraceServiceRequest,
) -> None:
    export = otlp_protobuf.split(request.SerializeToString(), 0)

    parts = _parsed(export)
    assert sum((_said(part) for part in parts.values()), Counter()) == _said(request)
    assert export.span_count == _said(request).total()
    assert not export.rejected


@given(a_protobuf_export())
def test_a_part_of_a_protobuf_export_holds_one_trace(request: ExportTraceServiceRequest) -> None:
    for trace_id, part in _parsed(otlp_protobuf.split(request.SerializeToString(), 0)).items():
        assert {
            span.trace_id.hex()
            for resource in part.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        } == {trace_id}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
EXTRA = st.dictionaries(TEXT.map("x{}".format), JSON_VALUES, max_size=2)


@st.composite
def a_json_export(draw: st.DrawFn) -> dict[str, Any]:
    def some(make: Any) -> list[Any]:
        return [make() for _ in range(draw(st.integers(0, 3)))]

    def span() -> dict[str, Any]:
        own = {"traceId": draw(st.sampled_from(TRACES)).hex(), "spanId": "0" * 15 + "1"}
        return own | draw(EXTRA)

    def scope() -> dict[str, Any]:
        return {"scope": draw(EXTRA), "spans": some(span)} | draw(EXTRA)

    def resource() -> dict[str, Any]:
        return {"resource": draw(EXTRA), "scopeSpans": some(scope)} | draw(EXTRA)

    return {"resourceSpans": some(resource)}


def _json_said(request: dict[str, Any]) -> Counter[str]:
    return Counter(
        json.dumps(
            [
                {**resource, "scopeSpans": None},
                {**scope, "spans": None},
                span,
            ],
            sort_keys=True,
        )
        for resource in request["resourceSpans"]
        for scope in resource["scopeSpans"]
        for span in scope["spans"]
    )


@given(a_json_export())
def test_the_parts_of_a_json_export_together_say_what_it_said(request: dict[str, Any]) -> None:
    export = otlp_json.split(json.dumps(request).encode(), 0)

    parts = [json.loads(chunk.data) for _, chunk in export.chunks]
    assert sum((_json_said(part) for part in parts), Counter()) == _json_said(request)
    assert export.span_count == _json_said(request).total()


def test_a_trace_id_in_capitals_is_the_same_trace() -> None:
    spans = [{"traceId": digits * 32, "spanId": "1" * 16} for digits in ("a", "A")]

    export = otlp_json.split(_json_export(*spans), 0)

    assert [trace_id for trace_id, _ in export.chunks] == ["a" * 32]


def test_a_field_that_this_version_does_not_know_is_kept() -> None:
    known = Span(trace_id=TRACES[0], span_id=b"\1" * 8, name="n").SerializeToString()
    unknown = message_field(777, b"from a later version of the protocol")
    body = message_field(1, message_field(2, message_field(2, known + unknown)))

    export = otlp_protobuf.split(body, 0)

    assert unknown in export.chunks[0][1].data


def test_the_same_request_makes_the_same_chunks() -> None:
    request = _protobuf_export(*(_span(trace) for trace in TRACES))

    first, second = (otlp_protobuf.split(request, arrived) for arrived in (1, 2))

    assert [chunk.chunk_id for _, chunk in first.chunks] == [
        chunk.chunk_id for _, chunk in second.chunks
    ]


@pytest.mark.parametrize(
    ("ids", "field"),
    [
        ({"trace_id": b""}, "traceId"),
        ({"trace_id": bytes(16)}, "traceId"),
        ({"trace_id": b"\1" * 15}, "traceId"),
        ({"span_id": b""}, "spanId"),
        ({"span_id": bytes(8)}, "spanId"),
        ({"parent_span_id": b"\1"}, "parentSpanId"),
    ],
)
def test_a_protobuf_span_without_usable_ids_is_refused_alone(
    ids: dict[str, bytes], field: str
) -> None:
    fine, bad = _span(TRACES[0]), _span(TRACES[1])
    for name, value in ids.items():
        setattr(bad, name, value)

    export = otlp_protobuf.split(_protobuf_export(fine, bad, fine), 0)

    assert [trace_id for trace_id, _ in export.chunks] == [TRACES[0].hex()]
    (reason,) = export.rejected
    assert reason.startswith(f"resourceSpans[0].scopeSpans[0].spans[1].{field}: ")


@pytest.mark.parametrize(
    ("bad", "place"),
    [
        ({}, "traceId"),
        ({"traceId": None, "spanId": "1" * 16}, "traceId"),
        ({"traceId": "0" * 32, "spanId": "1" * 16}, "traceId"),
        ({"traceId": "g" * 32, "spanId": "1" * 16}, "traceId"),
        ({"traceId": "1" * 32}, "spanId"),
        ({"traceId": "1" * 32, "spanId": 7}, "spanId"),
        ({"traceId": "1" * 32, "spanId": "1" * 16, "attributes": {"a": 1}}, "attributes"),
        ({"traceId": "1" * 32, "spanId": "1" * 16, "events": "x"}, "events"),
    ],
)
def test_a_json_span_that_is_unusable_is_refused_alone(bad: dict[str, Any], place: str) -> None:
    fine = {"traceId": "2" * 32, "spanId": "1" * 16}

    export = otlp_json.split(_json_export(fine, bad, fine), 0)

    assert [trace_id for trace_id, _ in export.chunks] == ["2" * 32]
    (reason,) = export.rejected
    assert reason.startswith(f"resourceSpans[0].scopeSpans[0].spans[1].{place}: ")


@pytest.mark.parametrize(
    ("neighbour", "place"),
    [
        (None, "resourceSpans[1]: "),
        ([], "resourceSpans[1]: "),
        ({"scopeSpans": "x"}, "resourceSpans[1].scopeSpans: "),
        ({"scopeSpans": [7]}, "resourceSpans[1].scopeSpans[0]: "),
        ({"scopeSpans": [{"spans": {"a": 1}}]}, "resourceSpans[1].scopeSpans[0].spans: "),
        ({"scopeSpans": [{"spans": [None]}]}, "resourceSpans[1].scopeSpans[0].spans[0]: "),
    ],
)
def test_what_is_no_span_at_all_takes_no_neighbour_with_it(neighbour: Any, place: str) -> None:
    request = json.loads(_json_export({"traceId": "2" * 32, "spanId": "1" * 16}))
    request["resourceSpans"].append(neighbour)

    export = otlp_json.split(json.dumps(request).encode(), 0)

    assert [trace_id for trace_id, _ in export.chunks] == ["2" * 32]
    assert [reason.startswith(place) for reason in export.rejected] == [True]


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"x"', b'{"resourceSpans": "x"}'])
def test_json_that_is_no_export_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedError):
        otlp_json.split(body, 0)


def test_one_span_too_many_is_too_large() -> None:
    span = _span(TRACES[0])
    most = _protobuf_export(*[span] * EVENTS)

    assert otlp_protobuf.split(most, 0).span_count == EVENTS
    with pytest.raises(TooLargeError, match=r"^resourceSpans: "):
        otlp_protobuf.split(most + _protobuf_export(span), 0)


def test_one_json_span_too_many_is_too_large() -> None:
    span = {"traceId": "2" * 32, "spanId": "1" * 16}

    assert otlp_json.split(_json_export(*[span] * EVENTS), 0).span_count == EVENTS
    with pytest.raises(TooLargeError, match=r"^resourceSpans: "):
        otlp_json.split(_json_export(*[span] * EVENTS, span), 0)


def test_a_large_resource_cannot_be_multiplied_by_many_traces() -> None:
    """1,000 traces of one span would each carry it: 100 MB of a request of 200 kB."""
    request = ExportTraceServiceRequest()
    resource = request.resource_spans.add()
    resource.resource.attributes.add(key="k").value.string_value = "x" * 100_000
    scope = resource.scope_spans.add()
    scope.spans.extend(_span(number.to_bytes(16)) for number in range(1, 1001))

    with pytest.raises(TooLargeError, match=r"when split by trace$"):
        otlp_protobuf.split(request.SerializeToString(), 0)


def test_a_large_json_resource_cannot_be_multiplied_by_many_traces() -> None:
    spans = [{"traceId": f"{number:032x}", "spanId": "1" * 16} for number in range(1, 1001)]
    request = json.loads(_json_export(*spans))
    request["resourceSpans"][0]["resource"] = {"attributes": [{"key": "x" * 100_000}]}

    with pytest.raises(TooLargeError, match=r"when split by trace$"):
        otlp_json.split(json.dumps(request).encode(), 0)


def _span(trace_id: bytes) -> Span:
    return Span(trace_id=trace_id, span_id=b"\1" * 8)


def _protobuf_export(*spans: Span) -> bytes:
    request = ExportTraceServiceRequest()
    request.resource_spans.add().scope_spans.add().spans.extend(spans)
    return request.SerializeToString()


def _json_export(*spans: dict[str, Any]) -> bytes:
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
