"""What a sender's text and JSON hold, made safe to store, to encode and to walk.

Everything that leaves here is strict JSON (no NaN, no number of more than 64 bits), is UTF-8
encodable, and is nested no deeper than MAX_DEPTH.
"""

from json import JSONDecoder, JSONEncoder
from math import isfinite

from functions.model.json import Json
from functions.model.text import scrub_text

MAX_DEPTH = 100
_BODY_DEPTH = MAX_DEPTH + 10
_INTEGER_DIGITS = 20
_INTEGERS = range(-(2**63), 2**64)
_compact = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_json(data: bytes) -> Json:
    """Return the JSON of a request body, or None if it is none; what is too deep is emptied."""
    try:
        value: Json = _decode(_text(data))
    except (ValueError, RecursionError):
        return None
    for container in _containers_at(value, _BODY_DEPTH):
        container.clear()
    return scrub(value) if b"\\ud" in data or b"\\uD" in data else value


def structure(value: Json) -> Json:
    """Return the list or object that a text holds, and any other value as it is."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _parsed(value)
    return value


def typed(value: Json) -> Json:
    """Return what a text stands for where senders can only send text, as in metadata.

    A number is one only if it is written as JSON would write it: "00123" and "3.10" stay text.
    """
    if not isinstance(value, str):
        return value
    if value[:1] in ("{", "[", '"') or value in ("true", "false", "null"):
        return _parsed(value)
    if value[-1:].isdigit() and value.isascii() and (value[0] == "-" or value[0].isdigit()):
        number = _parsed(value)
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


def scrub(value: Json) -> Json:
    """Replace surrogates in every text and key."""
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, list):
        return [scrub(each) for each in value]
    if isinstance(value, dict):
        return {scrub_text(key): scrub(each) for key, each in value.items()}
    return value


def finite(value: float) -> Json:
    """Return a number, or its name where JSON has no number for it."""
    return (
        value
        if isfinite(value)
        else {"inf": "Infinity", "-inf": "-Infinity"}.get(str(value), "NaN")
    )


def _parsed(value: str) -> Json:
    """Return the JSON in a text, or the text where it is none or nested too deeply."""
    try:
        parsed: Json = _decode(value)
    except (ValueError, RecursionError):
        return value
    if value.count("[") + value.count("{") > MAX_DEPTH and _containers_at(parsed, MAX_DEPTH):
        return value
    return scrub(parsed) if "\\u" in value else parsed


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


def _containers_at(value: Json, depth: int) -> list[list[Json] | dict[str, Json]]:
    """Return the lists and objects that lie `depth` levels down."""
    level = [value] if isinstance(value, list | dict) else []
    while level and depth:
        level = [
            child
            for each in level
            for child in (each.values() if isinstance(each, dict) else each)
            if isinstance(child, list | dict)
        ]
        depth -= 1
    return level


def _integer(digits: str) -> int | str:
    if len(digits) > _INTEGER_DIGITS:
        return digits
    number = int(digits)
    return number if number in _INTEGERS else digits


def _float(digits: str) -> float | str:
    number = float(digits)
    return number if isfinite(number) else digits


_decode = JSONDecoder(parse_int=_integer, parse_float=_float, parse_constant=str).decode
