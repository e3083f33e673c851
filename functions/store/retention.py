"""How long things are kept: one setting, counted from the last write."""

import time
from os import environ

_DAY_S = 86_400
_CHUNKS_LONGER_DAYS = 7
"""A chunk outlives what is derived from it, so that no fold ever misses a part."""


def expiry(now_s: float | None = None) -> int:
    """Return when a derived row written now expires, Unix seconds."""
    return int(now_s or time.time()) + _days() * _DAY_S


def chunk_expiry(now_s: float | None = None) -> int:
    """Return when a chunk written now expires, Unix seconds."""
    return expiry(now_s) + _CHUNKS_LONGER_DAYS * _DAY_S


def is_frozen(chunk_expires: int, now_s: float | None = None) -> bool:
    """Tell whether a chunk is past the age at which its trace may still be folded again."""
    return chunk_expires - _CHUNKS_LONGER_DAYS * _DAY_S <= (now_s or time.time())


def _days() -> int:
    return int(environ.get("RETENTION_DAYS", "90"))
