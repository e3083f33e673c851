"""Answers that fit: what is larger than a function may return has its longest fields cut.

Lambda returns 6 MB at most: a text as JSON text, what is gzipped as base64. A cut field becomes the
beginning of its JSON, with the size of the whole and the page where all of it stands.
"""

import gzip
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel
from starlette.responses import Response

from functions.interpret.jsontext import encode, text
from functions.model.fold.limits import cut
from web.api.errors import TooLongError

MOST_AS_TEXT = 6_000_000
MOST_GZIPPED = 4_400_000
HELD = 48_000_000
"""Bytes of values that one answer holds in memory before anything is known of its whole size."""

_SURELY_FITS = 2_000_000
_LENGTHS = (1_000_000, 300_000, 100_000, 30_000, 10_000, 3_000, 1_000)
_SHORT = 10_000
_VALUES = ("input", "output", "metadata")


def fitted(response: Response, *, takes_gzip: bool) -> Response:
    """Return an answer that a function may return: itself, or with its longest fields cut.

    Raises:
        TooLongError: it is too large without any long field.

    """
    body = bytes(response.body)
    if len(body) <= _SURELY_FITS or fits(body, takes_gzip=takes_gzip):
        return response
    value = json.loads(body)
    for length in _LENGTHS:
        value = _shortened(value, length, "")
        body = encode(value).encode(errors="replace")
        if fits(body, takes_gzip=takes_gzip):
            return Response(body, response.status_code, media_type="application/json")
    raise TooLongError


class Budget:
    """How much of values one answer still holds: the first whole, the rest cut."""

    def __init__(self, size: int = HELD) -> None:
        self._left = size

    def held[B: BaseModel](self, body: B, link: str) -> B:
        """Return a body whose input, output and metadata are counted, or cut where too much was."""
        values = {name: getattr(body, name) for name in _VALUES}
        size = sum(_size(each) for each in values.values())
        if size <= max(self._left, _SHORT):
            self._left -= size
            return body
        return body.model_copy(
            update={name: _cut(each, _SHORT, link) for name, each in values.items()}
        )


def fits(body: bytes, *, takes_gzip: bool) -> bool:
    """Tell whether a function may return a body of text."""
    if takes_gzip:
        return len(gzip.compress(body, 5)) <= MOST_GZIPPED
    return len(json.dumps(body.decode(errors="replace"))) <= MOST_AS_TEXT


def _shortened(value: Any, length: int, link: str) -> Any:
    if isinstance(value, list):
        return [_shortened(each, length, link) for each in value]
    if isinstance(value, dict):
        return dict(_fields(value, length, _link(value) or link))
    return _cut(value, length, link)


def _fields(value: dict[str, Any], length: int, link: str) -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if name in _VALUES:
            yield name, _cut(each, length, link)
        else:
            yield name, _shortened(each, length, link)


def _cut(value: Any, length: int, link: str) -> Any:
    size = _size(value)
    if size <= length:
        return value
    beginning = cut(text(value) or "", length // 2)
    where = f", whole at {link}" if link else ""
    return f"{beginning} [cut: {size} bytes{where}]"


def _size(value: Any) -> int:
    return len(encode(value).encode(errors="replace")) if value is not None else 0


def _link(value: dict[str, Any]) -> str:
    """Return the page of the trace that an object is or belongs to, if it is one."""
    project, trace_id = value.get("projectId"), value.get("traceId") or value.get("id")
    if not isinstance(project, str) or not isinstance(trace_id, str) or "traces" in value:
        return ""
    return f"/project/{quote(project, safe='')}/traces/{quote(trace_id, safe='')}"
