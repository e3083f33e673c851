"""Media that stand in payloads as base64, replaced by the tokens of `functions.model.media`.

A pure step between reading a chunk and folding it, so that nobody above ever meets the base64.
Known are data URIs anywhere in a text, and base64 that is a whole value: beside its content type
(Anthropic, Gemini, OpenAI's audio, the AI SDK, OTel's blobs, Pydantic AI, MCP), or with the
beginning of a file (bytes in attributes, lists of images).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from functions.interpret import base64_text
from functions.interpret.fragments import read_fragments
from functions.interpret.jsontext import encode
from functions.model.chunk import Chunk, Format
from functions.model.fragment import Fragment, ObservationFragment, TraceFragment
from functions.model.json import Json
from functions.model.jsonvalue import structure
from functions.model.media import InlineMedia, MediaToken
from functions.model.media_type import ANY_BYTES, known_type
from functions.model.observation import Observation

_DEEPEST = 10
"""Levels of lists, objects and JSON in texts that are looked into."""

_MOST_NAMED = 1_000
"""Ids that a trace may name; to look after one costs each of its folds a read."""

_URI_MARK = ";base64,"
_URI = re.compile(
    r"data:([\w.+-]{1,64}/[\w.+-]{1,64})(?:;[\w.+=-]{1,64}){0,4};base64,([A-Za-z0-9+/_-]++={0,2})",
    re.ASCII | re.IGNORECASE,
)
_LONG_BYTES = re.compile(rb":[\x80-\xff]{1,4}[\x01-\x7f]")
"""Tag and length of a protobuf `bytes_value` of 128 bytes or more; some texts and ids look so."""

_VALUE = re.compile(rb"[\n\x12][\x80-\xff]{1,4}[\x01-\x7f]\Z")
"""Tag and length of the `AnyValue` around it; hardly anything looks like both."""

_MOST_GUESSES = 10_000
"""Of what looks like the first; to read a chunk that holds more costs less than to ask them all."""

_NAMED = re.compile(rb"@@@langfuseMedia:type=[^|@]{1,130}\|id=([A-Za-z0-9_-]{22})\|")

_TYPE_KEYS = ("media_type", "mediaType", "mime_type", "mimeType", "content_type", "contentType")
_DATA_KEYS = frozenset({"data", "image", "content", "bytes", "base64", "file_data", "blob"})
_OF_OBSERVATIONS = (
    "input", "output", "metadata", "attributes", "model_parameters", "status_message",
)  # fmt: skip
_OF_TRACES = ("input", "output", "metadata")


@dataclass(slots=True)
class MediaFound:
    """What a trace's chunks hold of media; filled while they are read."""

    inline: dict[str, InlineMedia] = field(default_factory=dict)
    """By media id, as found first."""

    named: set[str] = field(default_factory=set)
    """Ids in tokens that senders wrote."""


def read_without_media(chunk: Chunk, found: MediaFound | None = None) -> Iterator[Fragment]:
    """Return the fragments of a chunk with tokens instead of base64; adds to `found`."""
    if found is not None and b"@@@langfuseMedia:" in chunk.data:
        names = {each.decode() for each in _NAMED.findall(chunk.data)}
        found.named.update(sorted(names)[: _MOST_NAMED - len(found.named)])
    fragments = read_fragments(chunk)
    if not may_hold_media(chunk):
        return fragments
    inline = found.inline if found is not None else None
    return (_Replacement(inline).of_fragment(each) for each in fragments)


def may_hold_media(chunk: Chunk) -> bool:
    """Tell, at a fraction of the cost of reading it, whether a chunk can hold base64 or bytes."""
    if b";base64," in chunk.data or base64_text.has_run(chunk.data):
        return True
    return chunk.format is Format.OTLP_PROTOBUF and any(
        number > _MOST_GUESSES or _VALUE.search(chunk.data, max(0, at - 6), at)
        for number, at in enumerate(each.start() for each in _LONG_BYTES.finditer(chunk.data))
    )


class _Replacement:
    """Puts tokens into one fragment; what holds no media is returned as it is, uncopied."""

    def __init__(self, inline: dict[str, InlineMedia] | None) -> None:
        self._inline = inline

    def of_fragment(self, fragment: Fragment) -> Fragment:
        if isinstance(fragment, TraceFragment):
            return self._replaced(fragment, _OF_TRACES)
        if isinstance(fragment, ObservationFragment):
            said = self._replaced(fragment.said, _OF_OBSERVATIONS)
            return fragment if said is fragment.said else replace(fragment, said=said)
        return fragment

    def _replaced[Holder: (TraceFragment, Observation)](
        self, holder: Holder, names: tuple[str, ...]
    ) -> Holder:
        changes: dict[str, Any] = {}
        for name in names:
            value = getattr(holder, name)
            found = self._value(value, _DEEPEST)
            if found is not value:
                changes[name] = found
        return replace(holder, **changes) if changes else holder

    def _value(self, value: Json | Mapping[str, Json], depth: int) -> Json:
        if isinstance(value, str):
            return self._text(value, depth)
        if isinstance(value, Mapping) and depth:
            return self._object(value, depth)
        if isinstance(value, list) and depth:
            found = [self._value(each, depth - 1) for each in value]
            changed = any(new is not old for new, old in zip(found, value, strict=True))
            return found if changed else value
        return value  # type: ignore[return-value]  # a mapping too deep to be looked into

    def _object(self, value: Mapping[str, Json], depth: int) -> Json:
        declared = _declared_type(value)
        found: dict[str, Json] = {}
        for key, each in value.items():
            if declared and key in _DATA_KEYS and isinstance(each, str):
                found[key] = self._declared(each, declared, depth)
            else:
                found[key] = self._value(each, depth - 1)
        changed = any(found[key] is not each for key, each in value.items())
        return found if changed else value  # type: ignore[return-value]

    def _declared(self, text: str, content_type: str, depth: int) -> str:
        if base64_text.is_base64(text):
            return self._token(text, content_type) or text
        return self._text(text, depth)

    def _text(self, text: str, depth: int) -> str:
        if len(text) < base64_text.LEAST and _URI_MARK not in text:
            return text
        if text[:1] in ("{", "[") and depth:
            return self._json(text, depth)
        if _URI_MARK in text:
            return _URI.sub(self._of_uri, text)
        return self._whole(text)

    def _json(self, text: str, depth: int) -> str:
        parsed = structure(text)
        if isinstance(parsed, str):
            return _URI.sub(self._of_uri, text) if _URI_MARK in text else text
        found = self._value(parsed, depth - 1)
        return text if found is parsed else encode(found)

    def _whole(self, text: str) -> str:
        """Replace a text that is base64 from end to end, if it is a file or nobody's words."""
        if not base64_text.is_base64(text):
            return text
        content_type = base64_text.file_type(text)
        if content_type is None and base64_text.is_opaque(text):
            content_type = ANY_BYTES
        return (self._token(text, content_type) if content_type else None) or text

    def _of_uri(self, found: re.Match[str]) -> str:
        return self._token(found[2], found[1]) or found[0]

    def _token(self, text: str, content_type: str) -> str | None:
        data = base64_text.decode(text)
        if not data:
            return None
        media = InlineMedia(
            content_type=known_type(content_type), data=data, digest=sha256(data).digest()
        )
        if self._inline is not None:
            self._inline.setdefault(media.media_id, media)
        return str(MediaToken(content_type=media.content_type, media_id=media.media_id))


def _declared_type(value: Mapping[str, Json]) -> str | None:
    """Return the content type that an object names for the base64 in it."""
    for key in _TYPE_KEYS:
        named = value.get(key)
        if isinstance(named, str) and named:
            return named
    named = value.get("format")
    return f"audio/{named}" if isinstance(named, str) and named and "data" in value else None
