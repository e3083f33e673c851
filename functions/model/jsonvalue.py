"""JSON in texts, parsed so that what comes out can be stored, encoded and walked.

Everything that leaves here is strict JSON (no NaN, no number of more than 64 bits), is UTF-8
encodable, and is nested no deeper than MAX_DEPTH.
"""

from json import JSONDecoder
from math import isfinite

from functions.model.json import Json
from functions.model.text import scrub_text

MAX_DEPTH = 100
_INTEGER_DIGITS = 20
_INTEGERS = range(-(2**63), 2**64)


def parsed(value: str) -> Json:
    """Return the JSON in a text, or the text where it is none or nested too deeply."""
    try:
        found = decode(value)
    except (ValueError, RecursionError):
        return value
    if value.count("[") + value.count("{") > MAX_DEPTH and containers_at(found, MAX_DEPTH):
        return value
    return scrub(found) if "\\u" in value else found


def structure(value: Json) -> Json:
    """Return the list or object that a text holds, and any other value as it is."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return parsed(value)
    return value


def decode(value: str) -> Json:
    """Return the JSON in a text, however deep; raises ValueError where it is none."""
    found: Json = _decode(value)
    return found


def scrub(value: Json) -> Json:
    """Replace surrogates in every text and key."""
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, list):
        return [scrub(each) for each in value]
    if isinstance(value, dict):
        return {scrub_text(key): scrub(each) for key, each in value.items()}
    return value


def containers_at(value: Json, depth: int) -> list[list[Json] | dict[str, Json]]:
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
