"""OTLP/JSON → chunks: the spans of each trace as they were written, with resource and scope."""

import re
from collections import defaultdict
from collections.abc import Iterator

from functions.ingest.export import Export, Size
from functions.ingest.limits import EVENTS
from functions.ingest.text import dump_json, parse_json
from functions.model.chunk import Chunk, Format
from functions.model.errors import MalformedError, TooLargeError
from functions.model.json import Json

_TRACE_ID = re.compile(r"(?!0{32})[0-9a-fA-F]{32}")
_SPAN_ID = re.compile(r"(?!0{16})[0-9a-fA-F]{16}")

type Object = dict[str, Json]


def split(body: bytes, arrived_ms: int) -> Export:
    """Split an `ExportTraceServiceRequest` in JSON by trace.

    Raises:
        MalformedError: it is not JSON of that form.
        TooLargeError: it has too many spans, or is too large once it is split.

    """
    request = parse_json(body)
    if not isinstance(request, dict):
        raise MalformedError("body: a JSON object")
    if not isinstance(request.get("resourceSpans") or [], list):
        raise MalformedError("resourceSpans: a list")
    parts: dict[str, list[Json]] = defaultdict(list)
    rejected: list[str] = []
    count = 0
    for where, resource_spans in _objects(request, "resourceSpans", "", rejected):
        count += _span_count(resource_spans)
        for trace_id, part in _resource_parts(resource_spans, where, rejected):
            parts[trace_id].append(part)
    if max(count, len(rejected)) > EVENTS:
        raise TooLargeError(f"resourceSpans: over {EVENTS} spans in one request")
    chunks = tuple(_chunks(parts, arrived_ms))
    return Export(chunks=chunks, span_count=count, rejected=tuple(rejected))


def _span_count(resource_spans: Object) -> int:
    """Return how many entries stand in lists of spans, usable or not."""
    scopes = _objects(resource_spans, "scopeSpans", "", [])
    lists = (scope_spans.get("spans") for _, scope_spans in scopes)
    return sum(len(spans) for spans in lists if isinstance(spans, list))


def _resource_parts(
    resource_spans: Object, where: str, rejected: list[str]
) -> Iterator[tuple[str, Object]]:
    """Yield, for each trace, the resource with its spans alone."""
    by_trace: dict[str, list[Json]] = defaultdict(list)
    for place, scope_spans in _objects(resource_spans, "scopeSpans", where, rejected):
        for trace_id, own in _by_trace(scope_spans, place, rejected).items():
            by_trace[trace_id].append({**scope_spans, "spans": own})
    for trace_id, scopes in by_trace.items():
        yield trace_id, {**resource_spans, "scopeSpans": scopes}


def _chunks(parts: dict[str, list[Json]], arrived_ms: int) -> Iterator[tuple[str, Chunk]]:
    size = Size()
    for trace_id, resource_spans in parts.items():
        data = dump_json({"resourceSpans": resource_spans})
        size.add(data)
        yield trace_id, Chunk(format=Format.OTLP_JSON, data=data, arrived_ms=arrived_ms)


def _by_trace(scope_spans: Object, where: str, rejected: list[str]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = defaultdict(list)
    for place, span in _objects(scope_spans, "spans", where, rejected):
        reason = _fault(span)
        if reason:
            rejected.append(f"{place}{reason}")
        else:
            found[str(span["traceId"]).lower()].append(span)
    return found


def _fault(span: Object) -> str | None:
    if not _matches(_TRACE_ID, span.get("traceId")):
        return "traceId: 32 hexadecimal digits that are not all zero"
    if not _matches(_SPAN_ID, span.get("spanId")):
        return "spanId: 16 hexadecimal digits that are not all zero"
    for name in ("attributes", "events", "links"):
        if not isinstance(span.get(name) or [], list):
            return f"{name}: a list"
    return None


def _matches(pattern: re.Pattern[str], value: Json) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _objects(
    parent: Object, name: str, where: str, rejected: list[str]
) -> Iterator[tuple[str, Object]]:
    """Yield the objects of a list, each with the path to what is in it; null is an empty list.

    What is none is rejected alone: its neighbours are not to be lost.
    """
    value = parent.get(name) or []
    if not isinstance(value, list):
        rejected.append(f"{where}{name}: a list")
        return
    for index, each in enumerate(value):
        if isinstance(each, dict):
            yield f"{where}{name}[{index}].", each
        else:
            rejected.append(f"{where}{name}[{index}]: an object")
