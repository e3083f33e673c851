"""Media in payloads: every shape in which clients send base64, and what only looks like some."""

import json
import random
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from functions.interpret.media import MediaFound, may_hold_media
from functions.interpret.trace import build_trace
from functions.model.chunk import Chunk, Format
from functions.model.json import Json
from functions.model.media import MediaToken, media_id, read_token
from functions.model.trace import Trace
from tests.contract.recordings import recorded_requests

PNG = b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(3000)
BASE64 = b64encode(PNG).decode()
URI = f"data:image/png;base64,{BASE64}"


def a_chunk(**body: Any) -> Chunk:
    """Return a chunk of one generation with these fields."""
    event = {
        "id": "e-1",
        "type": "generation-create",
        "timestamp": "2026-10-05T09:00:00Z",
        "body": {"id": "o-1", "traceId": "t-1", **body},
    }
    return Chunk(format=Format.LANGFUSE, data=json.dumps([event]).encode())


def read(value: Json, field: str = "input") -> tuple[Json, MediaFound]:
    """Return a value as a trace has it, and the media in it."""
    found = MediaFound()
    trace = build_trace("t-1", [a_chunk(**{field: value})], found)
    said: Json = getattr(trace.observations[0], field)
    return said, found


def token(content_type: str = "image/png", data: bytes = PNG) -> str:
    return str(MediaToken(content_type=content_type, media_id=media_id(sha256(data).digest())))


@pytest.mark.parametrize(
    ("content", "content_type", "path"),
    [
        (URI, "image/png", ()),
        (
            {"type": "image", "source": {"type": "base64", "media_type": "image/png",
                                         "data": BASE64}},
            "image/png", ("source", "data"),
        ),
        (
            {"type": "document", "source": {"type": "base64", "media_type": "application/pdf",
                                            "data": BASE64}},
            "application/pdf", ("source", "data"),
        ),
        ({"type": "image_url", "image_url": {"url": URI}}, "image/png", ("image_url", "url")),
        ({"type": "input_image", "image_url": URI}, "image/png", ("image_url",)),
        (
            {"type": "input_audio", "input_audio": {"data": BASE64, "format": "wav"}},
            "audio/wav", ("input_audio", "data"),
        ),
        (
            {"type": "file", "file": {"filename": "a.pdf",
                                      "file_data": f"data:application/pdf;base64,{BASE64}"}},
            "application/pdf", ("file", "file_data"),
        ),
        ({"inlineData": {"mimeType": "image/webp", "data": BASE64}}, "image/webp",
         ("inlineData", "data")),
        ({"inline_data": {"mime_type": "image/webp", "data": BASE64}}, "image/webp",
         ("inline_data", "data")),
        ({"type": "file", "mediaType": "video/mp4", "data": BASE64}, "video/mp4", ("data",)),
        ({"type": "image", "mimeType": "image/gif", "image": BASE64}, "image/gif", ("image",)),
        ({"type": "image", "image": BASE64}, "image/png", ("image",)),
        (
            {"type": "blob", "modality": "image", "mime_type": "image/jpeg", "content": BASE64},
            "image/jpeg", ("content",),
        ),
        (
            {"kind": "binary", "media_type": "audio/mpeg", "data":
             urlsafe_b64encode(PNG).decode()},
            "audio/mpeg", ("data",),
        ),
        ({"images": [BASE64]}, "image/png", ("images", 0)),
        ({"b64_json": BASE64}, "image/png", ("b64_json",)),
        (json.dumps([{"inlineData": {"mimeType": "image/png", "data": BASE64}}]), "image/png",
         (0, "inlineData", "data")),
        ({"text": json.dumps({"url": URI})}, "image/png", ("text", "url")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["input", "output", "metadata"])
def test_base64_of_every_convention_becomes_a_token(
    field: str, content: Json, content_type: str, path: tuple[str | int, ...]
) -> None:
    message: Json = {"role": "user", "content": [{"type": "text", "text": "Look"}, content]}
    said, found = read(message, field)
    assert BASE64[:60] not in json.dumps(said)
    held: Any = said
    for step in ("content", 1, *path):
        held = json.loads(held) if isinstance(held, str) else held
        held = held[step]
    assert held == token(content_type)
    assert [each.content_type for each in found.inline.values()] == [content_type]
    assert [each.data for each in found.inline.values()] == [PNG]


def test_a_data_uri_is_found_in_the_middle_of_a_text() -> None:
    said, found = read(f"![chart]({URI}) and <img src='{URI}'>, see?")
    assert said == f"![chart]({token()}) and <img src='{token()}'>, see?"
    assert len(found.inline) == 1


def test_bytes_in_an_attribute_are_media_if_a_file_begins_like_them() -> None:
    span = Span(
        trace_id=b"\x01" * 16,
        span_id=b"\x02" * 8,
        attributes=[KeyValue(key="picture", value=AnyValue(bytes_value=PNG))],
    )
    request = ExportTraceServiceRequest(
        resource_spans=[ResourceSpans(scope_spans=[ScopeSpans(spans=[span])])]
    )
    chunk = Chunk(format=Format.OTLP_PROTOBUF, data=request.SerializeToString())
    found = MediaFound()
    trace = build_trace("t", [chunk], found)
    assert trace.observations[0].attributes["picture"] == token()
    assert len(found.inline) == 1


def test_the_pictures_that_version_3_leaves_in_positional_arguments_are_found() -> None:
    request = recorded_requests("py-langfuse-3.15.0-observe")[2]
    found = MediaFound()
    trace = build_trace("t", [Chunk(format=Format.OTLP_PROTOBUF, data=request.body)], found)
    assert "base64," not in str(trace)
    assert [(each.content_type, len(each.data)) for each in found.inline.values()] == [
        ("image/png", 12420)
    ]


@pytest.mark.parametrize(
    "value",
    [
        "x" * 200_000,
        "0123456789abcdef" * 20,
        "data:image/png;base64,",
        "data:image/png;base64,A",
        "data:image/png;base64,!!!!",
        {"type": "image", "source": {"type": "base64", "media_type": "image/png",
                                     "data": "no base64 at all, " * 9}},
        {"mimeType": "text/plain", "data": "too short"},
        "words " * 4000,
        "/home/somebody/" + "a/very/long/path/" * 30,
    ],
)  # fmt: skip
def test_what_only_looks_like_media_stays_as_it_is(value: Json) -> None:
    said, found = read(value)
    assert said == value
    assert not found.inline


def test_bytes_of_no_known_file_are_media_where_nobody_could_read_them() -> None:
    blob = random.Random(2).randbytes(90_000)
    said, _ = read({"embedding": b64encode(blob).decode()})
    assert said == {"embedding": token("application/octet-stream", blob)}


@pytest.mark.parametrize(
    ("said_type", "taken"),
    [("text/html", "text/html"), ("image/svg+xml", "image/svg+xml"),
     ("x/y-z", "application/octet-stream"), ("image/PNG", "image/png")],
)  # fmt: skip
def test_a_type_that_nobody_knows_is_any_bytes(said_type: str, taken: str) -> None:
    said, found = read(f"data:{said_type};base64,{BASE64}")
    assert said == token(taken)
    assert [each.content_type for each in found.inline.values()] == [taken]


def test_ten_levels_are_looked_into_and_no_more() -> None:
    def nested(levels: int) -> Json:
        value: Json = URI
        for _ in range(levels):
            value = [value]
        return value

    assert read(nested(10))[1].inline
    assert not read(nested(11))[1].inline


def test_tokens_of_clients_are_named_and_left_alone() -> None:
    said, found = read({"picture": token()})
    assert said == {"picture": token()}
    assert found.named == {read_token(token()).media_id}  # type: ignore[union-attr]
    assert not found.inline


def test_ten_thousand_pictures_in_one_trace_are_told_apart() -> None:
    pictures = [f"data:image/png;base64,{b64encode(f'{n:06}'.encode()).decode()}"
                for n in range(10_000)]  # fmt: skip
    _, found = read(list[Json](pictures))
    assert len(found.inline) == 10_000


def test_an_ordinary_chunk_is_not_even_looked_into() -> None:
    chunk = a_chunk(input={"question": "Where is my parcel? " * 50}, output="It is on its way.")
    assert not may_hold_media(chunk)


def test_what_looks_like_bytes_again_and_again_is_read_rather_than_asked_each_time() -> None:
    def chunk(times: int) -> Chunk:
        return Chunk(format=Format.OTLP_PROTOBUF, data=b":\x80\x01" * times)

    assert not may_hold_media(chunk(10_000))
    assert may_hold_media(chunk(20_000))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text()
    | st.sampled_from([URI, BASE64, BASE64[:-1], URI[:-1], json.dumps({"url": URI}), "[" + URI,
                       "data:;base64,", "data:image/png;base64,%%%", "image/png"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["data", "media_type", "mimeType", "format", "source", "type", "content"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


def _build(value: Json) -> Trace:
    return build_trace("t-1", [a_chunk(input=value)])


@given(JSON)
def test_whatever_is_sent_no_picture_stays_and_nothing_raises(value: Json) -> None:
    assert URI not in json.dumps(_build(value).observations[0].input)


@given(JSON)
def test_reading_twice_gives_the_same(value: Json) -> None:
    assert _build(value) == _build(value)
