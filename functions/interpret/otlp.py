"""OTLP's protobuf form: `ExportTraceServiceRequest` to spans."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from functions.interpret.jsontext import finite
from functions.interpret.span import MOST_EVENTS, Origin, Span, SpanEvent
from functions.model.json import Json

_TRACE_ID_BYTES = 16
_SPAN_ID_BYTES = 8


def read_protobuf(data: bytes) -> Iterator[Span]:
    """Return the spans of a request; one without valid ids is left out."""
    try:
        request = ExportTraceServiceRequest.FromString(data)
    except DecodeError:
        return  # ingest refuses these, so there is nobody left to tell
    for resource_spans in request.resource_spans:
        resource = _attributes(resource_spans.resource.attributes)
        for scope_spans in resource_spans.scope_spans:
            origin = _origin(resource, scope_spans.scope)
            for span in scope_spans.spans:
                if _is_id(span.trace_id, _TRACE_ID_BYTES) and _is_id(span.span_id, _SPAN_ID_BYTES):
                    yield _span(span, origin)


def clamped(start_ns: int, end_ns: int) -> tuple[int | None, int | None]:
    """Return both edges where one is known (0 is not); an end before the start is the start."""
    start = start_ns or end_ns or None
    end = end_ns or start_ns or None
    return start, max(start or 0, end or 0) or None


def _span(span: Any, origin: Origin) -> Span:
    start_ns, end_ns = clamped(span.start_time_unix_nano, span.end_time_unix_nano)
    parent = span.parent_span_id
    return Span(
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=parent.hex() if _is_id(parent, _SPAN_ID_BYTES) else None,
        name=span.name,
        start_ns=start_ns,
        end_ns=end_ns,
        status_code=span.status.code,
        status_message=span.status.message,
        attributes=_attributes(span.attributes),
        events=tuple(
            SpanEvent(name=event.name, attributes=_attributes(event.attributes))
            for event in span.events[:MOST_EVENTS]
        ),
        origin=origin,
    )


def _origin(resource: dict[str, Json], scope: Any) -> Origin:
    return Origin(
        resource=resource,
        scope_name=scope.name,
        scope_version=scope.version,
        scope_attributes=_attributes(scope.attributes),
    )


def _is_id(raw: bytes, length: int) -> bool:
    return len(raw) == length and any(raw)


def _attributes(pairs: Iterable[Any]) -> dict[str, Json]:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: Any) -> Json:
    kind = value.WhichOneof("value")
    if kind == "string_value":
        return str(value.string_value)
    if kind == "double_value":
        return finite(value.double_value)
    if kind == "array_value":
        return [_value(each) for each in value.array_value.values]
    if kind == "kvlist_value":
        return _attributes(value.kvlist_value.values)
    if kind == "bytes_value":
        return b64encode(value.bytes_value).decode()
    return getattr(value, kind) if kind in ("int_value", "bool_value") else None
