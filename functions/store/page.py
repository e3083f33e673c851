"""One page of a list, and the cursor that leads to the next."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from functions.model.errors import MalformedError

_LONGEST = (2048, 1024, 2048, 1024, 1024, 1024)
"""Bytes; DynamoDB refuses a longer key, and what it refuses is a fault of ours."""

_MOST_TEXT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[T]:
    """Some items of a list in its order; `cursor` is None on the last page."""

    items: tuple[T, ...]
    cursor: str | None


def not_ours() -> MalformedError:
    """Return what is raised of a cursor that no walk of this list has ended with."""
    return MalformedError("cursor: not one that this list gave out")


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
        raise not_ours() from None
    if not _is_position(values):
        raise not_ours()
    return tuple(values)


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
