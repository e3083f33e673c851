"""How much of a trace its turn may carry, and how a text is cut."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from functions.model.json import Json, JsonObject, Scalar
from functions.model.turn import Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one turn; sizes in bytes of UTF-8."""

    text: int
    """Of the user's message and of the answer."""

    line: int
    """Of a tool's arguments, its result, an error message."""

    word: int
    """Of a name, an id, a tag."""

    first_tools: int
    last_tools: int
    lines: int
    """Errors and scores, each."""

    values: int
    """Tags, models, metadata keys, each."""

    fingerprints: int


TIERS = (
    Limits(
        text=4096,
        line=4096,
        word=256,
        first_tools=100,
        last_tools=20,
        lines=20,
        values=20,
        fingerprints=1000,
    ),
    Limits(
        text=4096,
        line=512,
        word=256,
        first_tools=100,
        last_tools=20,
        lines=20,
        values=20,
        fingerprints=1000,
    ),
    Limits(
        text=2048,
        line=96,
        word=128,
        first_tools=60,
        last_tools=20,
        lines=10,
        values=20,
        fingerprints=1000,
    ),
    Limits(
        text=1024,
        line=64,
        word=64,
        first_tools=20,
        last_tools=10,
        lines=5,
        values=10,
        fingerprints=500,
    ),
    Limits(
        text=512,
        line=32,
        word=32,
        first_tools=10,
        last_tools=5,
        lines=3,
        values=5,
        fingerprints=100,
    ),
)
"""From roomy to tight: a turn uses the first that fits its row; the last always does."""


_ENDLESS = sys.maxsize
NO_LIMITS = Limits(
    text=_ENDLESS,
    line=_ENDLESS,
    word=_ENDLESS,
    first_tools=_ENDLESS,
    last_tools=0,
    lines=_ENDLESS,
    values=_ENDLESS,
    fingerprints=0,
)
"""For whoever has to know more of a trace than a row may hold."""

_WORDS = frozenset(each.word for each in TIERS)
_VALUES = frozenset(each.values for each in TIERS)


def may_be_cut(text: str) -> bool:
    """Tell whether a word of a turn may be the beginning of a longer one."""
    size = len(text.encode())
    return any(word - 4 < size <= word for word in _WORDS)


def may_lack(count: int) -> bool:
    """Tell whether of so many values of a turn some more may have been left out."""
    return count in _VALUES


def excerpt(text: str, size: int) -> Excerpt | None:
    """Return the first `size` bytes of a text with its full size, or None for no text."""
    if not text:
        return None
    raw = text.encode()
    if len(raw) <= size:
        return Excerpt(text=text, size_bytes=len(raw))
    digest = sha256(raw).hexdigest()[:32]
    return Excerpt(text=_head(raw, size), size_bytes=len(raw), digest=digest)


def json_excerpt(value: Json, size: int) -> Excerpt | None:
    """Return the beginning of a value: a text as it is, anything else as compact JSON."""
    if value is None or isinstance(value, str):
        return excerpt(value or "", size)
    return excerpt(json.dumps(value, ensure_ascii=False, separators=(",", ":")), size)


def cut(text: str, size: int) -> str:
    """Return the first `size` bytes of a text, with an ellipsis where something is missing."""
    raw = text.encode()
    return text if len(raw) <= size else _head(raw, size - 3) + "…"


def cut_or_none(text: str | None, size: int) -> str | None:
    """Return `cut`, or None where there is no text."""
    return cut(text, size) if text else None


def cut_each(texts: Iterable[str], limits: Limits) -> tuple[str, ...]:
    """Return the first values of a set, each cut."""
    return tuple(cut(each, limits.word) for each in list(texts)[: limits.values])


def cut_object(value: JsonObject, limits: Limits) -> dict[str, Scalar]:
    """Return the first keys of an object; a value that is long or nested becomes cut JSON text."""
    return {
        cut(key, limits.word): _cut_value(value[key], limits.word)
        for key in sorted(value)[: limits.values]
    }


def _cut_value(value: Json, size: int) -> Scalar:
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    found = json_excerpt(value, size)
    return found.text if found else None


def _head(raw: bytes, size: int) -> str:
    return raw[:size].decode(errors="ignore")
