"""Many rows at once: a hundred a request, several requests side by side."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import batched

from functions.store.database import Database
from functions.store.item import Item, Place
from functions.store.retention import is_shown

_AT_ONCE = 100
"""Rows that one BatchGetItem may ask for."""

_SIDE_BY_SIDE = 8


def read_many(rows: Database, places: Iterable[Place]) -> list[Item | None]:
    """Return rows in that order, None for one that readers do not see (any more)."""
    batches = batched(places, _AT_ONCE, strict=False)
    found = (item for batch in side_by_side().map(rows.get_many, batches) for item in batch)
    return [item if item is not None and is_shown(item) else None for item in found]


@cache
def side_by_side() -> ThreadPoolExecutor:
    """Return the threads that read side by side, each with a connection that stays warm.

    What runs in them must not wait for others of them.
    """
    return ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="lists")
