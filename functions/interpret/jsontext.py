"""What a sender's text and JSON hold, made safe to store, to encode and to walk.

What leaves here is what `functions.model.jsonvalue` promises.
"""

from json import JSONEncoder
from math import isfinite

from functions.model.json import Json
from functions.model.jsonvalue import MAX_DEPTH, containers_at, decode, parsed, scrub
from functions.model.text import scrub_text

_BODY_DEPTH = MAX_DEPTH + 10
_compact = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_json(data: bytes) -> Json:
    """Return the JSON of a request body, or None if it is none; what is too deep is emptied."""
    try:
        value = decode(_text(data))
    except (ValueError, RecursionError):
        return None
    for container in containers_at(value, _BODY_DEPTH):
        container.clear()
    return scrub(value) if b"\\ud" in data or b"\\uD" in data else value


def typed(value: Json) -> Json:
    """Return what a text stands for where senders can only send text, as in metadata.

    A number is one only if it is written as JSON would write it: "00123" and "3.10" stay text.
    """
    if not isinstance(value, str):
        return value
    if value[:1] in ("{", "[", '"') or value in ("true", "false", "null"):
        return parsed(value)
    if value[-1:].isdigit() and value.isascii() and (value[0] == "-" or value[0].isdigit()):
        number = parsed(value)
        return number if encode(number) == value else value
    return value


def encode(value: Json) -> str:
    """Return compact JSON."""
    return _compact(value)


def text(value: Json) -> str | None:
    """Return a text as it is, anything else as JSON, and None for nothing."""
    if value is None or isinstance(value, str):
        return value or None
    return encode(value)


def finite(value: float) -> Json:
    """Return a number, or its name where JSON has no number for it."""
    return (
        value
        if isfinite(value)
        else {"inf": "Infinity", "-inf": "-Infinity"}.get(str(value), "NaN")
    )


def _text(data: bytes) -> str:
    """Return UTF-8 as text, and surrogates, which ingest writes as they came, replaced."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        return scrub_text(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
