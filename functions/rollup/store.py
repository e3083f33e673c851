"""What a rollup reads and writes through."""

from dataclasses import dataclass
from functools import cache

from functions.store.derived import DerivedRows, derived_rows
from functions.store.media import MediaTable, media_table
from functions.store.table import SessionTable, session_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Reads of what was said, writes of what follows from it."""

    table: SessionTable
    rows: DerivedRows
    media: MediaTable


@cache
def store() -> Store:
    """Return the store of TABLE_NAME; one per warm Lambda."""
    return Store(table=session_table(), rows=derived_rows(), media=media_table())
