"""How long things are kept: one setting, counted from the last write."""

import time
from os import environ

from functions.store.item import Item

_DAY_S = 86_400
_CHUNKS_LONGER_DAYS = 7
"""A chunk outlives what is derived from it, so that no fold ever misses a part."""

_TOMBSTONE_DAYS = 30
"""Longer than any request, stream record or job of before a deletion can still be on its way."""


def expiry(now_s: float | None = None) -> int:
    """Return when a derived row written now expires, Unix seconds."""
    return int(now_s or time.time()) + _days() * _DAY_S


def chunk_expiry(now_s: float | None = None) -> int:
    """Return when a chunk written now expires, Unix seconds."""
    return expiry(now_s) + _CHUNKS_LONGER_DAYS * _DAY_S


def tombstone_expiry(deleted_ms: int) -> int:
    """Return until when a deletion is remembered, Unix seconds."""
    return deleted_ms // 1000 + _TOMBSTONE_DAYS * _DAY_S


def is_frozen(chunk_expires: int, now_s: float | None = None) -> bool:
    """Tell whether a chunk is past the age at which its trace may still be folded again."""
    return chunk_expires - _CHUNKS_LONGER_DAYS * _DAY_S <= (now_s or time.time())


def is_shown(item: Item) -> bool:
    """Tell whether readers may see a row: neither a tombstone nor expired (TTL lags by days)."""
    if "gone" in item:
        return False
    return "expires" not in item or int(item["expires"]["N"]) > time.time()


def _days() -> int:
    return int(environ.get("RETENTION_DAYS", "90"))
