"""OTLP's JSON form, in the dialects of its exporters, to spans.

Ids are hexadecimal; integers are numbers (JavaScript) or digits (Python); fields may be missing.
"""

from collections.abc import Iterator
from itertools import islice
from re import Pattern
from re import compile as pattern

from functions.interpret.jsontext import finite, read_json
from functions.interpret.otlp import clamped
from functions.interpret.span import MOST_EVENTS, STATUS_ERROR, Origin, Span, SpanEvent
from functions.model.json import Json

_TRACE_ID = pattern(r"(?!0{32})[0-9a-fA-F]{32}")
_SPAN_ID = pattern(r"(?!0{16})[0-9a-fA-F]{16}")
_INTEGER = pattern(r"-?[0-9]{1,20}")
_INTEGERS = range(-(2**63), 2**64)


def read_otlp_json(data: bytes) -> Iterator[Span]:
    """Return the spans of a request; one without valid ids is left out."""
    for resource_spans in _objects(_object(read_json(data)).get("resourceSpans")):
        resource = _attributes(_object(resource_spans.get("resource")).get("attributes"))
        for scope_spans in _objects(resource_spans.get("scopeSpans")):
            origin = _origin(resource, _object(scope_spans.get("scope")))
            for span in _objects(scope_spans.get("spans")):
                trace_id = _id(span.get("traceId"), _TRACE_ID)
                span_id = _id(span.get("spanId"), _SPAN_ID)
                if trace_id and span_id:
                    yield _span(span, trace_id, span_id, origin)


def _span(span: dict[str, Json], trace_id: str, span_id: str, origin: Origin) -> Span:
    start_ns, end_ns = clamped(
        _time(span.get("startTimeUnixNano")), _time(span.get("endTimeUnixNano"))
    )
    status = _object(span.get("status"))
    return Span(
        trace_id=trace_id,
        span_id=span_id,
        parent_id=_id(span.get("parentSpanId"), _SPAN_ID),
        name=_text(span.get("name")),
        start_ns=start_ns,
        end_ns=end_ns,
        status_code=_status_code(status.get("code")),
        status_message=_text(status.get("message")),
        attributes=_attributes(span.get("attributes")),
        events=tuple(
            SpanEvent(
                name=_text(event.get("name")), attributes=_attributes(event.get("attributes"))
            )
            for event in islice(_objects(span.get("events")), MOST_EVENTS)
        ),
        origin=origin,
    )


def _origin(resource: dict[str, Json], scope: dict[str, Json]) -> Origin:
    return Origin(
        resource=resource,
        scope_name=_text(scope.get("name")),
        scope_version=_text(scope.get("version")),
        scope_attributes=_attributes(scope.get("attributes")),
    )


def _attributes(pairs: Json) -> dict[str, Json]:
    return {
        key: _value(_object(pair.get("value")))
        for pair in _objects(pairs)
        if isinstance(key := pair.get("key"), str)
    }


def _value(value: dict[str, Json]) -> Json:
    """Return what an `AnyValue` holds; bytes stay base64, as in the protobuf form."""
    for kind, held in value.items():
        match kind, held:
            case ("stringValue" | "bytesValue", str()) | ("boolValue", bool()):
                return held
            case "intValue", _:
                return _integer(held)
            case "doubleValue", int() | float() | str():
                return _double(held)
            case "arrayValue", dict():
                return [_value(each) for each in _objects(held.get("values"))]
            case "kvlistValue", dict():
                return _attributes(held.get("values"))
            case _:
                continue
    return None


def _integer(value: Json) -> int | None:
    if isinstance(value, str):
        value = int(value) if _INTEGER.fullmatch(value) else None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if value in _INTEGERS else None


def _double(value: float | str) -> Json:
    try:
        return finite(float(value))
    except ValueError:
        return value


def _time(value: Json) -> int:
    """Return nanoseconds, or 0 (OTLP's word for unknown)."""
    return max(0, _integer(value) or 0)


def _status_code(value: Json) -> int:
    return STATUS_ERROR if value in ("STATUS_CODE_ERROR", STATUS_ERROR, str(STATUS_ERROR)) else 0


def _id(value: Json, form: Pattern[str]) -> str | None:
    return value.lower() if isinstance(value, str) and form.fullmatch(value) else None


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _objects(values: Json) -> list[dict[str, Json]]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
