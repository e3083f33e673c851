"""OTLP/protobuf → chunks: the spans of each trace, byte for byte, with resource and scope."""

from collections import defaultdict
from collections.abc import Iterator

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from functions.ingest.export import Export, Size
from functions.ingest.limits import EVENTS
from functions.ingest.weight import weigh_protobuf
from functions.ingest.wire_format import message_field
from functions.model.chunk import Chunk, Format
from functions.model.errors import MalformedError, TooLargeError

_TRACE_ID_BYTES = 16
_SPAN_ID_BYTES = 8

# Field numbers of opentelemetry/proto/trace/v1/trace.proto, unchanged since 1.0.
_RESOURCE_SPANS = 1
_RESOURCE, _SCOPE_SPANS, _RESOURCE_SCHEMA = 1, 2, 3
_SCOPE, _SPANS, _SCOPE_SCHEMA = 1, 2, 3


def split(body: bytes, arrived_ms: int) -> Export:
    """Split an `ExportTraceServiceRequest` by trace.

    Raises:
        MalformedError: it cannot be parsed, or is nested too deeply.
        TooLargeError: it has too many spans, or is too large once it is split.

    """
    weigh_protobuf(body)
    try:
        request = ExportTraceServiceRequest.FromString(body)
    except DecodeError:
        raise MalformedError("body: not an ExportTraceServiceRequest") from None
    span_count = _span_count(request)
    parts: dict[bytes, list[bytes]] = defaultdict(list)
    rejected: list[str] = []
    size = Size()
    for number, resource_spans in enumerate(request.resource_spans):
        where = f"resourceSpans[{number}]"
        for trace_id, content in _resource_parts(resource_spans, where, rejected, size):
            parts[trace_id].append(content)
    chunks = tuple(_chunks(parts, arrived_ms))
    return Export(chunks=chunks, span_count=span_count, rejected=tuple(rejected))


def _chunks(parts: dict[bytes, list[bytes]], arrived_ms: int) -> Iterator[tuple[str, Chunk]]:
    for trace_id, part in parts.items():
        data = b"".join(part)
        yield (
            trace_id.hex(),
            Chunk(format=Format.OTLP_PROTOBUF, data=data, arrived_ms=arrived_ms),
        )


def _span_count(request: ExportTraceServiceRequest) -> int:
    """Return the number of spans, if neither they nor the scopes and resources are too many.

    Raises:
        TooLargeError: they are.

    """
    resources = request.resource_spans
    _hold_to_limit(len(resources))
    _hold_to_limit(sum(len(each.scope_spans) for each in resources))
    spans = sum(len(scope.spans) for each in resources for scope in each.scope_spans)
    _hold_to_limit(spans)
    return spans


def _hold_to_limit(count: int) -> None:
    if count > EVENTS:
        raise TooLargeError(f"resourceSpans: over {EVENTS} spans in one request")


def _resource_parts(
    resource_spans: ResourceSpans, where: str, rejected: list[str], size: Size
) -> Iterator[tuple[bytes, bytes]]:
    """Yield, for each trace, a `ResourceSpans` field with its spans alone."""
    by_trace: dict[bytes, list[bytes]] = defaultdict(list)
    for place, scope_spans in enumerate(resource_spans.scope_spans):
        inside = f"{where}.scopeSpans[{place}]"
        for trace_id, content in _scope_parts(scope_spans, inside, rejected):
            size.add(content)
            by_trace[trace_id].append(content)
    head, tail = _resource_ends(resource_spans)
    for trace_id, scopes in by_trace.items():
        size.add(head)
        size.add(tail)
        yield trace_id, message_field(_RESOURCE_SPANS, b"".join((head, *scopes, tail)))


def _scope_parts(
    scope_spans: ScopeSpans, where: str, rejected: list[str]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield, for each trace, a `ScopeSpans` field with its spans alone."""
    by_trace: dict[bytes, list[bytes]] = defaultdict(list)
    for index, span in enumerate(scope_spans.spans):
        reason = _fault(span)
        if reason:
            rejected.append(f"{where}.spans[{index}].{reason}")
        else:
            by_trace[span.trace_id].append(message_field(_SPANS, span.SerializeToString()))
    head = message_field(_SCOPE, scope_spans.scope.SerializeToString())
    tail = message_field(_SCOPE_SCHEMA, scope_spans.schema_url.encode())
    for trace_id, spans in by_trace.items():
        content = b"".join((head, *spans, tail if scope_spans.schema_url else b""))
        yield trace_id, message_field(_SCOPE_SPANS, content)


def _resource_ends(resource_spans: ResourceSpans) -> tuple[bytes, bytes]:
    """Return what stands before and after the scopes, in the part of every trace."""
    head = message_field(_RESOURCE, resource_spans.resource.SerializeToString())
    tail = message_field(_RESOURCE_SCHEMA, resource_spans.schema_url.encode())
    return head, tail if resource_spans.schema_url else b""


def _fault(span: Span) -> str | None:
    if len(span.trace_id) != _TRACE_ID_BYTES or not any(span.trace_id):
        return "traceId: 16 bytes that are not all zero"
    if len(span.span_id) != _SPAN_ID_BYTES or not any(span.span_id):
        return "spanId: 8 bytes that are not all zero"
    if span.parent_span_id and len(span.parent_span_id) != _SPAN_ID_BYTES:
        return "parentSpanId: 8 bytes or none"
    return None
