"""Anything at all may be in a chunk."""

from collections.abc import Iterable
from dataclasses import asdict
from json import dumps
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from functions.interpret.fragments import read_fragments
from functions.model.chunk import Chunk, Credential, Format
from functions.model.fragment import Fragment, ObservationFragment
from tests.unit.interpret.conventions.keys import KEYS, SCOPES

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
SPAN_ID = "b7ad6b7169203331"
EVENTS = (
    "exception",
    "gen_ai.choice",
    "gen_ai.user.message",
    "gen_ai.content.prompt",
    "gen_ai.client.inference.operation.details",
    "LLMChatEndEvent",
    "RetrievalEndEvent",
)
EVENT_TYPES = (
    "trace-create",
    "span-create",
    "generation-update",
    "observation-create",
    "score-create",
    "score-delete",
    "sdk-log",
)
BODY_KEYS = [
    "id",
    "traceId",
    "sessionId",
    "userId",
    "name",
    "timestamp",
    "environment",
    "release",
    "version",
    "tags",
    "public",
    "input",
    "output",
    "metadata",
    "parentObservationId",
    "startTime",
    "endTime",
    "completionStartTime",
    "level",
    "statusMessage",
    "model",
    "modelParameters",
    "usage",
    "usageDetails",
    "costDetails",
    "promptName",
    "promptVersion",
    "observationId",
    "value",
    "dataType",
    "comment",
    "source",
    "configId",
    "queueId",
    "type",
]

texts = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    ["", " ", "[", "{", "null", "NaN", "1e999", '"', "\x00", "\ud800", "9" * 30, "-", "a,b", "2"]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
json = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
values = json | json.map(dumps)


def any_value(value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {}
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": value}
        case float():
            return {"doubleValue": value}
        case str():
            return {"stringValue": value}
        case list():
            return {"arrayValue": {"values": [any_value(each) for each in value]}}
        case _:
            return {"kvlistValue": {"values": key_values(value)}}


def key_values(attributes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": any_value(value)} for key, value in attributes.items()]


def read(data: bytes, form: Format) -> list[Fragment]:
    return list(read_fragments(Chunk(format=form, data=data, credential=Credential.PUBLIC)))


def assert_is_storable(fragments: Iterable[Fragment]) -> None:
    """Check that a fragment is strict JSON in UTF-8."""
    for fragment in fragments:
        assert dumps(asdict(fragment), allow_nan=False, ensure_ascii=False).encode()


@settings(max_examples=200)
@given(
    st.dictionaries(st.sampled_from(KEYS), values, max_size=12),
    st.dictionaries(st.sampled_from(EVENTS), st.dictionaries(texts, values, max_size=3)),
    st.sampled_from(SCOPES),
    st.dictionaries(st.sampled_from(KEYS), values, max_size=3),
)
def test_any_attribute_may_hold_anything(
    attributes: dict[str, Any],
    events: dict[str, dict[str, Any]],
    scope: str,
    resource: dict[str, Any],
) -> None:
    span = {
        "traceId": TRACE_ID,
        "spanId": SPAN_ID,
        "attributes": key_values(attributes),
        "startTimeUnixNano": "5",
        "events": [{"name": n, "attributes": key_values(a)} for n, a in events.items()],
    }
    resource_spans = {
        "resource": {"attributes": key_values(resource)},
        "scopeSpans": [{"scope": {"name": scope}, "spans": [span]}],
    }

    fragments = read(dumps({"resourceSpans": [resource_spans]}).encode(), Format.OTLP_JSON)

    assert isinstance(fragments[-1], ObservationFragment)
    assert_is_storable(fragments)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=12), st.sampled_from(SCOPES))
def test_a_span_says_little_more_than_was_written(attributes: dict[str, Any], scope: str) -> None:
    span = {"traceId": TRACE_ID, "spanId": SPAN_ID, "attributes": key_values(attributes)}
    scoped = {"scope": {"name": scope}, "spans": [span]}
    data = dumps({"resourceSpans": [{"scopeSpans": [scoped]}]}).encode()

    said = sum(len(dumps(asdict(each))) for each in read(data, Format.OTLP_JSON))

    assert said < 4 * len(data) + 4_000


@settings(max_examples=40)
@given(json, json, st.dictionaries(st.sampled_from(["name", "status", "events"]), json))
def test_otlp_json_may_have_any_shape(body: Any, spans: Any, span: dict[str, Any]) -> None:
    odd = {"traceId": TRACE_ID, "spanId": SPAN_ID} | span
    for request in (
        body,
        {"resourceSpans": spans},
        {"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]},
        {"resourceSpans": [{"resource": body, "scopeSpans": [{"scope": body, "spans": [odd]}]}]},
    ):
        assert_is_storable(read(dumps(request).encode(), Format.OTLP_JSON))


@settings(max_examples=80)
@given(
    st.sampled_from(EVENT_TYPES),
    st.dictionaries(st.sampled_from(BODY_KEYS), values, max_size=10),
    st.dictionaries(st.sampled_from(["id", "timestamp"]), json),
)
def test_any_field_of_an_event_may_hold_anything(
    kind: str, body: dict[str, Any], envelope: dict[str, Any]
) -> None:
    odd = {"id": "e", "type": kind, "body": {"id": "o"} | body} | envelope
    good = {"id": "g", "type": "trace-create", "body": {"id": "good"}}

    fragments = read(dumps([odd, good]).encode(), Format.LANGFUSE)

    assert getattr(fragments[-1], "trace_id", None) == "good"
    assert_is_storable(fragments)


@settings(max_examples=40)
@given(json)
def test_a_list_of_events_may_be_anything(events: Any) -> None:
    for batch in (events, [events]):
        assert_is_storable(read(dumps(batch).encode(), Format.LANGFUSE))


@pytest.mark.parametrize("form", Format)
@settings(max_examples=30)
@given(data=st.binary(max_size=200))
def test_a_chunk_may_be_any_bytes(form: Format, data: bytes) -> None:
    assert_is_storable(read(data, form))


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_request_says_what_is_left_of_it(data: st.DataObject) -> None:
    whole = bytearray(a_request())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))

    assert_is_storable(read(bytes(whole), Format.OTLP_PROTOBUF))


@settings(max_examples=20)
@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=6))
def test_the_same_chunk_says_the_same_every_time(attributes: dict[str, Any]) -> None:
    span = {"traceId": TRACE_ID, "spanId": SPAN_ID, "attributes": key_values(attributes)}
    data = dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()

    assert repr(read(data, Format.OTLP_JSON)) == repr(read(data, Format.OTLP_JSON))


def test_a_field_nested_ten_thousand_levels_costs_only_itself() -> None:
    deep = "[" * 10_000 + "]" * 10_000
    batch = [{"id": "e", "type": "trace-create", "body": {"id": "t", "name": "n", "input": deep}}]

    (fragment,) = read(dumps(batch).encode(), Format.LANGFUSE)

    assert getattr(fragment, "name", None) == "n"
    assert_is_storable([fragment])


def a_request() -> bytes:
    request = ExportTraceServiceRequest()
    span = request.resource_spans.add().scope_spans.add().spans.add()
    span.trace_id = bytes.fromhex(TRACE_ID)
    span.span_id = bytes.fromhex(SPAN_ID)
    span.name = "chat"
    for key in ("session.id", "gen_ai.input.messages", "gen_ai.usage.input_tokens"):
        attribute = span.attributes.add()
        attribute.key = key
        attribute.value.string_value = '[{"role": "user", "content": "Grüße"}]'
    span.events.add().name = "exception"
    return request.SerializeToString()
