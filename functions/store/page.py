"""One page of a list, and the cursor that leads to the next."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.model.errors import MalformedError

_KEYS = ("PK", "SK", "GSI1PK", "GSI1SK")
_LONGEST = (2048, 1024, 2048, 1024)
"""Bytes; DynamoDB refuses a longer key, and what it refuses is a fault of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[T]:
    """Some items of a list in its order; `cursor` is None on the last page."""

    items: tuple[T, ...]
    cursor: str | None


def write_cursor(key: Mapping[str, Any] | None) -> str | None:
    """Return where a list goes on, as text for a URL."""
    if key is None:
        return None
    text = json.dumps([key[name]["S"] for name in _KEYS], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, index_pk: str) -> dict[str, dict[str, str]]:
    """Return the key that a cursor of this list stands for.

    Raises:
        MalformedError: it is no cursor, or one of another list (or another project's).

    """
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise MalformedError("cursor: not one that this list gave out") from None
    if not _is_key(values) or values[2] != index_pk:
        raise MalformedError("cursor: not one that this list gave out")
    return {name: {"S": value} for name, value in zip(_KEYS, values, strict=True)}


def _is_key(values: object) -> bool:
    """Tell whether these are the parts of a key that DynamoDB could have given out."""
    if not isinstance(values, list) or len(values) != len(_KEYS):
        return False
    return all(
        isinstance(each, str) and 0 < _size(each) <= longest
        for each, longest in zip(values, _LONGEST, strict=True)
    )


def _size(text: str) -> int:
    """Return the bytes of a text, 0 of one that no key can hold."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        return 0
