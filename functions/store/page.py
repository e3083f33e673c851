"""One page of a list, and the cursor that leads to the next."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.model.errors import MalformedError

_KEYS = ("PK", "SK", "GSI1PK", "GSI1SK")
_LONGEST = (2048, 1024, 2048, 1024, 1024, 1024)
"""Bytes; DynamoDB refuses a longer key, and what it refuses is a fault of ours."""

_MOST_TEXT = 10_000
_NOT_OURS = "cursor: not one that this list gave out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[T]:
    """Some items of a list in its order; `cursor` is None on the last page."""

    items: tuple[T, ...]
    cursor: str | None


def write_position(position: tuple[str, ...] | None) -> str | None:
    """Return a position in a list as text for a URL."""
    if position is None:
        return None
    text = json.dumps(position, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_position(cursor: str) -> tuple[str, ...]:
    """Return the position that a text stands for: two to four keys that DynamoDB could know.

    Where a row stands for several things, two parts more say which of them it is.

    Whether they are of this list is for its walk to say.

    Raises:
        MalformedError: it stands for none.

    """
    try:
        values = json.loads(urlsafe_b64decode(cursor[:_MOST_TEXT] + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise MalformedError(_NOT_OURS) from None
    if not _is_position(values):
        raise MalformedError(_NOT_OURS)
    return tuple(values)


def write_cursor(key: Mapping[str, Any] | None) -> str | None:
    """Return where a list goes on, as text for a URL."""
    return None if key is None else write_position(tuple(key[name]["S"] for name in _KEYS))


def read_cursor(cursor: str, index_pk: str) -> dict[str, dict[str, str]]:
    """Return the key that a cursor of this list stands for.

    Raises:
        MalformedError: it is no cursor, or one of another list (or another project's).

    """
    values = read_position(cursor)
    if len(values) != len(_KEYS) or values[2] != index_pk:
        raise MalformedError(_NOT_OURS)
    return {name: {"S": value} for name, value in zip(_KEYS, values, strict=True)}


def _is_position(values: object) -> bool:
    """Tell whether these are the parts of a key that DynamoDB could have given out."""
    if not isinstance(values, list) or not 2 <= len(values) <= len(_LONGEST):
        return False
    return all(
        isinstance(each, str) and 0 < _size(each) <= longest
        for each, longest in zip(values, _LONGEST, strict=False)
    )


def _size(text: str) -> int:
    """Return the bytes of a text, 0 of one that no key can hold."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        return 0
