"""OTLP's protobuf form."""

from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue, KeyValueList
from opentelemetry.proto.trace.v1.trace_pb2 import Span as ProtobufSpan

from functions.interpret.otlp import clamped, read_protobuf
from functions.interpret.span import MOST_EVENTS, Span

TRACE_ID = bytes.fromhex("0af7651916cd43dd8448eb211c80319c")
SPAN_ID = bytes.fromhex("b7ad6b7169203331")


def a_request(*spans: ProtobufSpan) -> ExportTraceServiceRequest:
    request = ExportTraceServiceRequest()
    resource_spans = request.resource_spans.add()
    resource_spans.resource.attributes.append(
        KeyValue(key="service.name", value=AnyValue(string_value="shop"))
    )
    scope_spans = resource_spans.scope_spans.add()
    scope_spans.scope.name = "shop.chat"
    scope_spans.scope.version = "1.4.2"
    scope_spans.spans.extend(spans)
    return request


def a_span(**fields: Any) -> ProtobufSpan:
    return ProtobufSpan(**{"trace_id": TRACE_ID, "span_id": SPAN_ID} | fields)


def read(*spans: ProtobufSpan) -> list[Span]:
    return list(read_protobuf(a_request(*spans).SerializeToString()))


def test_ids_are_lower_case_hexadecimal() -> None:
    (span,) = read(a_span(parent_span_id=b"\xab" * 8))

    assert span.trace_id == "0af7651916cd43dd8448eb211c80319c"
    assert span.span_id == "b7ad6b7169203331"
    assert span.parent_id == "ab" * 8


@pytest.mark.parametrize("parent", [b"", b"\0" * 8, b"\1" * 7])
def test_a_parent_that_is_no_id_is_no_parent(parent: bytes) -> None:
    (span,) = read(a_span(parent_span_id=parent))

    assert span.parent_id is None


@pytest.mark.parametrize(
    "bad",
    [
        {"trace_id": b""},
        {"trace_id": b"\0" * 16},
        {"trace_id": b"\1" * 15},
        {"span_id": b""},
        {"span_id": b"\0" * 8},
    ],
)
def test_a_span_without_ids_costs_only_itself(bad: dict[str, bytes]) -> None:
    spans = read(a_span(**bad), a_span(name="good"))

    assert [each.name for each in spans] == ["good"]


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (AnyValue(string_value="ü 🚲"), "ü 🚲"),
        (AnyValue(bool_value=False), False),
        (AnyValue(int_value=-(2**63)), -(2**63)),
        (AnyValue(double_value=0.5), 0.5),
        (AnyValue(double_value=float("nan")), "NaN"),
        (AnyValue(double_value=float("-inf")), "-Infinity"),
        (AnyValue(bytes_value=b"\0\xff"), "AP8="),
        (AnyValue(), None),
        (
            AnyValue(
                array_value=ArrayValue(
                    values=[AnyValue(int_value=1), AnyValue(array_value=ArrayValue())]
                )
            ),
            [1, []],
        ),
        (
            AnyValue(
                kvlist_value=KeyValueList(
                    values=[KeyValue(key="a", value=AnyValue(bool_value=True))]
                )
            ),
            {"a": True},
        ),
    ],
)
def test_every_kind_of_value_is_json(value: AnyValue, read_as: object) -> None:
    (span,) = read(a_span(attributes=[KeyValue(key="k", value=value)]))

    assert span.attributes == {"k": read_as}


@pytest.mark.parametrize(
    ("sent", "edges"),
    [
        ((5, 9), (5, 9)),
        ((5, 0), (5, 5)),
        ((0, 9), (9, 9)),
        ((9, 5), (9, 9)),
        ((0, 0), (None, None)),
    ],
)
def test_a_missing_edge_copies_the_other_and_time_does_not_run_backwards(
    sent: tuple[int, int], edges: tuple[int | None, int | None]
) -> None:
    assert clamped(*sent) == edges


def test_status_events_and_origin_are_read() -> None:
    event = ProtobufSpan.Event(
        name="exception",
        attributes=[KeyValue(key="exception.type", value=AnyValue(string_value="E"))],
    )
    sent = a_span(name="n", events=[event], status={"code": 2, "message": "down"})

    (span,) = read(sent)

    assert (span.name, span.status_code, span.status_message) == ("n", 2, "down")
    assert span.events[0].attributes == {"exception.type": "E"}
    assert span.origin.description == {
        "service.name": "shop",
        "scope": {"name": "shop.chat", "version": "1.4.2"},
    }


def test_events_without_number_cost_nobody_the_time_to_read_them() -> None:
    (span,) = read(a_span(events=[ProtobufSpan.Event(name="tick")] * (MOST_EVENTS + 1)))

    assert len(span.events) == MOST_EVENTS


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff", b"{}", a_request(a_span()).SerializeToString()[:-1]]
)
def test_bytes_that_are_no_request_say_nothing(data: bytes) -> None:
    assert list(read_protobuf(data)) == []
