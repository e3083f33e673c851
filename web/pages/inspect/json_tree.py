"""JSON as a tree that opens and closes: lists within lists, without a script.

{"order": {"id": 4821, "items": [1, 2]}}   →   order {2}
                                                 id 4821
                                                 items [2] …
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from functions.model.json import Json
from web.pages.format import size
from web.pages.inspect.canvas import Canvas
from web.pages.language import say
from web.pages.media_view import PageMedia, escaped, named_media

MOST = 600
"""Elements of one tree."""

_FIRST = 100
"""Items of one list or object that are shown."""

_OPEN = 2
"""Levels that are open at once."""

_ONE_LINE = 72
_TEXT = 2_000
"""Characters of a text in a tree."""

_PREVIEW = 160
_OF_SCALAR = 3
_OF_BRANCH = 6

_BRANCH = Markup(
    "<li><details{open}><summary>{key}<small>{shape}</small></summary>{inner}</details></li>"
)
_LEAF = Markup("<li>{key}{value}</li>")
_KEY = Markup("<b>{}</b> ")


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonTree:
    """A value as HTML, and whether that is all of it."""

    html: Markup
    whole: bool


def json_tree(value: Json, canvas: Canvas) -> JsonTree:
    """Return a value as a tree, on one line where one is enough; it takes its room."""
    writer = _Writer(value, min(MOST, canvas.elements), canvas.media)
    html = writer.written()
    canvas.take(writer.elements)
    return JsonTree(html=html, whole=writer.whole)


class _Writer:
    def __init__(self, value: Json, most: int, media: PageMedia) -> None:
        self._value = value
        self._media = media
        self._deepest, self.elements = _levels_within(value, most)
        self.whole = True

    def written(self) -> Markup:
        if not isinstance(self._value, list | dict):
            return self._scalar(self._value)
        line = _line(self._value, _ONE_LINE)
        if len(line) <= _ONE_LINE:
            self.elements = 1
            return Markup('<code class="json" translate="no">{}</code>').format(
                escaped(line, self._media)
            )
        return self._items(self._value, 0)

    def _items(self, value: list[Json] | dict[str, Json], depth: int) -> Markup:
        items = "".join(self._item(key, each, depth) for key, each in _pairs(value))
        more = len(value) - _FIRST
        if more > 0:
            self.whole = False
            items += Markup("<li><i>{}</i></li>").format(say("inspect.more_items", n=more))
        start = '<ul class="json" dir="auto" translate="no">' if not depth else "<ul>"
        return Markup(f"{start}{items}</ul>")  # noqa: S704 - every item is escaped

    def _item(self, key: str | int, value: Json, depth: int) -> str:
        name = _KEY.format(key)
        if not isinstance(value, list | dict) or not value:
            return _LEAF.format(key=name, value=self._scalar(value))
        if depth + 1 > self._deepest:
            return _LEAF.format(key=name, value=self._preview(value))
        return _BRANCH.format(
            open=Markup(" open") if depth + 1 < _OPEN else "",
            key=name,
            shape=_shape(value),
            inner=self._items(value, depth + 1),
        )

    def _preview(self, value: list[Json] | dict[str, Json]) -> Markup:
        line = named_media(_line(value, _PREVIEW))
        if len(line) > _PREVIEW:
            self.whole = False
            line = line[: _PREVIEW - 1] + "…"
        return Markup('<code translate="no">{}</code>').format(line)

    def _scalar(self, value: Json) -> Markup:
        if not isinstance(value, str):
            return Markup('<span class="n">{}</span>').format(json.dumps(value))
        if len(value) <= _ONE_LINE and "\n" not in value:
            return Markup("<span>{}</span>").format(escaped(f'"{value}"', self._media))
        shown = escaped(value[:_TEXT], self._media)
        if len(value) > _TEXT:
            self.whole = False
            all_of_it = size(len(value.encode(errors="replace")))
            shown += Markup(" <i>{}</i>").format(say("inspect.cut", size=all_of_it))
        return Markup("<p>{}</p>").format(shown)


def _levels_within(value: Json, most: int) -> tuple[int, int]:
    """Return how many levels have room in so many elements, and how many elements they are."""
    level = [value] if isinstance(value, list | dict) else []
    depth, elements = -1, 1
    while level:
        children = [child for each in level for _, child in _pairs(each)]
        branches = [child for child in children if isinstance(child, list | dict) and child]
        taken = _OF_SCALAR * len(children) + (_OF_BRANCH - _OF_SCALAR) * len(branches)
        if depth >= 0 and elements + taken > most:
            break
        depth, elements, level = depth + 1, elements + taken, branches
    return depth, elements


def _pairs(value: Json) -> Iterator[tuple[str | int, Json]]:
    """Yield the first keys or numbers of a list or object with their values."""
    items: Iterator[tuple[str | int, Json]] = iter(())
    if isinstance(value, dict):
        items = iter(value.items())
    elif isinstance(value, list):
        items = iter(enumerate(value))
    yield from islice(items, _FIRST)


def _line(value: Json, length: int) -> str:
    """Return the beginning of a value as JSON on one line, somewhat longer than `length`."""
    pieces: list[str] = []
    left = length
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(value):
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            break
    return "".join(pieces)


def _shape(value: list[Json] | dict[str, Json]) -> str:
    return f"{{{len(value)}}}" if isinstance(value, dict) else f"[{len(value)}]"
