"""The times in a recorded request: read, and moved by one offset."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

type Json = Any

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moments(Protocol):
    """Knows where a kind of body has times; all are in nanoseconds since 1970."""

    def read(self, body: bytes) -> Iterator[int]:
        """Return every time in the body."""

    def moved(self, body: bytes, offset: int) -> bytes:
        """Return the body with every time later by the offset."""


def moments_of(content_type: str, path: str) -> Moments:
    """Return what knows the times of a request."""
    if "/traces" not in path:
        return _LangfuseJson()
    return _OtlpProtobuf() if "protobuf" in content_type else _OtlpJson()


class _OtlpProtobuf:
    def read(self, body: bytes) -> Iterator[int]:
        for span in _spans(body)[1]:
            yield from (span.start_time_unix_nano, span.end_time_unix_nano)
            yield from (event.time_unix_nano for event in span.events)

    def moved(self, body: bytes, offset: int) -> bytes:
        request, spans = _spans(body)
        for span in spans:
            span.start_time_unix_nano += offset
            span.end_time_unix_nano += offset
            for event in span.events:
                event.time_unix_nano += offset
        return bytes(request.SerializeToString())


def _spans(body: bytes) -> tuple[Any, list[Any]]:
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    request = ExportTraceServiceRequest.FromString(body)
    scopes = (scope for resource in request.resource_spans for scope in resource.scope_spans)
    return request, [span for scope in scopes for span in scope.spans]


class _OtlpJson:
    """OTLP's JSON: the fields are named `…UnixNano`, as a string or a number."""

    def read(self, body: bytes) -> Iterator[int]:
        found: list[int] = []

        def note(name: str, value: Json) -> Json:
            if _nano(name):
                found.append(int(value))
            return value

        _walk(json.loads(body), note)
        return iter(found)

    def moved(self, body: bytes, offset: int) -> bytes:
        def move(name: str, value: Json) -> Json:
            return type(value)(int(value) + offset) if _nano(name) else value

        return json.dumps(_walk(json.loads(body), move)).encode()


class _LangfuseJson:
    """Langfuse's batch: ISO times in the envelopes and at the top of the bodies."""

    def read(self, body: bytes) -> Iterator[int]:
        found: list[int] = []

        def note(text: str) -> str:
            found.append(_nanoseconds(text))
            return text

        _walk_events(json.loads(body), note)
        return iter(found)

    def moved(self, body: bytes, offset: int) -> bytes:
        def move(text: str) -> str:
            later = _EPOCH + timedelta(microseconds=(_nanoseconds(text) + offset) // 1000)
            return later.isoformat(timespec="milliseconds").replace("+00:00", "Z")

        return json.dumps(_walk_events(json.loads(body), move)).encode()


def _nano(name: str) -> bool:
    return name.endswith("UnixNano")


def _walk(value: Json, change: Callable[[str, Json], Json], name: str = "") -> Json:
    match value:
        case dict():
            return {key: _walk(each, change, key) for key, each in value.items()}
        case list():
            return [_walk(each, change) for each in value]
    return change(name, value)


def _walk_events(batch: Json, change: Callable[[str], str]) -> Json:
    """Change the times of events and their bodies, and no time in what a conversation says."""
    if "batch" not in batch:
        return _changed(batch, change)
    events = [
        _changed(event, change) | {"body": _changed(event.get("body") or {}, change)}
        for event in batch["batch"]
    ]
    return batch | {"batch": events}


def _changed(fields: Json, change: Callable[[str], str]) -> Json:
    return {name: change(value) if _is_time(value) else value for name, value in fields.items()}


def _is_time(value: Json) -> bool:
    return isinstance(value, str) and _ISO.fullmatch(value) is not None


def _nanoseconds(text: str) -> int:
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1) * 1000
