"""OTLP/JSON → chunks: the spans of each trace as they were written, with resource and scope."""

import re
from collections import defaultdict
from collections.abc import Iterator

from functions.ingest.export import Export
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

    """
    request = parse_json(body)
    if not isinstance(request, dict):
        raise MalformedError("body: a JSON object")
    parts: dict[str, list[Json]] = defaultdict(list)
    rejected: list[str] = []
    count = 0
    for number, resource_spans in enumerate(_objects(request, "resourceSpans", "")):
        by_trace: dict[str, list[Json]] = defaultdict(list)
        where = f"resourceSpans[{number}]."
        for place, scope_spans in enumerate(_objects(resource_spans, "scopeSpans", where)):
            spans = _objects(scope_spans, "spans", f"{where}scopeSpans[{place}].")
            count += len(spans)
            split_spans = _by_trace(spans, f"{where}scopeSpans[{place}].", rejected)
            for trace_id, own in split_spans.items():
                by_trace[trace_id].append({**scope_spans, "spans": own})
        for trace_id, scopes in by_trace.items():
            parts[trace_id].append({**resource_spans, "scopeSpans": scopes})
    if count > EVENTS:
        raise TooLargeError(f"resourceSpans: over {EVENTS} spans in one request")
    return Export(
        chunks=tuple(_chunks(parts, arrived_ms)), span_count=count, rejected=tuple(rejected)
    )


def _chunks(parts: dict[str, list[Json]], arrived_ms: int) -> Iterator[tuple[str, Chunk]]:
    for trace_id, resource_spans in parts.items():
        data = dump_json({"resourceSpans": resource_spans})
        yield trace_id, Chunk(format=Format.OTLP_JSON, data=data, arrived_ms=arrived_ms)


def _by_trace(spans: list[Object], where: str, rejected: list[str]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = defaultdict(list)
    for index, span in enumerate(spans):
        reason = _fault(span)
        if reason:
            rejected.append(f"{where}spans[{index}].{reason}")
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


def _objects(parent: Object, name: str, where: str) -> list[Object]:
    """Return a list of objects; null and absent are an empty one.

    Raises:
        MalformedError: it is something else, so that nothing in it can be told apart.

    """
    value = parent.get(name) or []
    if not isinstance(value, list):
        raise MalformedError(f"{where}{name}: a list")
    objects = [each for each in value if isinstance(each, dict)]
    if len(objects) != len(value):
        raise MalformedError(f"{where}{name}: a list of objects")
    return objects
