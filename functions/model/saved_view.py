"""A list of sessions that somebody has given a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """Filters and an order, kept under a name."""

    view_id: str
    name: str
    query: str
    """The query string of the list's address."""

    created_ms: int = 0
    created_by: str = ""
