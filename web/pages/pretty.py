"""JSON for the eye: indented, keys and literals set apart; one line where one line is all."""

import json
import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from functions.model.json import Json

_COLOURED = 40_000
"""Beyond so many characters a value is printed plain: each colour is a node of the page."""

_TOKENS = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*")(?=\s*:)|(?P<text>"(?:[^"\\]|\\.)*")'
    r"|(?P<literal>\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)"
)


def printed(value: Json) -> str:
    """Return a text as it is, anything else as indented JSON."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False, indent=2)
    except RecursionError:
        return "(nested too deeply to be shown)"


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
    parsed = parsed_json(text)
    if isinstance(parsed, dict):
        text = ", ".join(f"{key}={_short(value)}" for key, value in _first(parsed))
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def coloured(text: str) -> Markup:
    """Return JSON text with keys and literals marked up, all of it escaped."""
    if len(text) > _COLOURED:
        return escape(text)
    done: list[Markup] = []
    end = 0
    for found in _TOKENS.finditer(text):
        done.append(escape(text[end : found.start()]))
        done.append(_token(found))
        end = found.end()
    return Markup("").join([*done, escape(text[end:])])


def _token(found: re.Match[str]) -> Markup:
    kind = found.lastgroup
    if kind == "text":
        return escape(found.group())
    return Markup('<span class="{}">{}</span>').format("k" if kind == "key" else "n", found.group())


def _first(value: Mapping[str, Json]) -> list[tuple[str, Json]]:
    return list(value.items())[:12]


def _short(value: Json) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
