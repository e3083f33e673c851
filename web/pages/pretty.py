"""JSON for the eye: indented, or on one line where one line is all there is."""

import json
from collections.abc import Mapping

from functions.model.json import Json
from web.pages.media_view import named_media

_TIMES = 8
_ANY = 4_000
"""So many spaces a value may be indented by, or as many times its length on one line."""


def printed(value: Json) -> str:
    """Return a text as it is, anything else as indented JSON.

    What is nested so deeply that it would be mostly indentation stays on one line: of 4 kB
    somebody may make 4 MB that way.
    """
    if isinstance(value, str):
        return value
    try:
        spaces = _indentation(value)
        if spaces > _ANY and spaces > _TIMES * len(flat := json.dumps(value, ensure_ascii=False)):
            return flat
        return json.dumps(value, ensure_ascii=False, indent=2)
    except RecursionError:
        return "(nested too deeply to be shown)"


def _indentation(value: Json) -> int:
    """Return about how many spaces a value is indented by."""
    spaces = depth = 0
    level = [value] if isinstance(value, list | dict) else []
    while level:
        depth += 1
        spaces += 2 * depth * sum(len(each) + 1 for each in level)
        level = [
            child
            for each in level
            for child in (each.values() if isinstance(each, dict) else each)
            if isinstance(child, list | dict)
        ]
    return spaces


def indented(text: str) -> str:
    """Return a text that holds a JSON list or object indented, any other as it is."""
    parsed = parsed_json(text)
    return text if parsed is None else printed(parsed)


def parsed_json(text: str) -> Json:
    """Return the list or object that a text holds, None if it is no such text or was cut."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        parsed: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed


def one_line(text: str, length: int = 160) -> str:
    """Return arguments as `order=4821, reason=late`, any other text on one line."""
    text = named_media(text)
    parsed = parsed_json(text)
    if isinstance(parsed, dict):
        text = ", ".join(f"{key}={_short(value)}" for key, value in _first(parsed))
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _first(value: Mapping[str, Json]) -> list[tuple[str, Json]]:
    return list(value.items())[:12]


def _short(value: Json) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
