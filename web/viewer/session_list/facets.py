"""How many of the sessions that a list looked at have which user, tag, environment or mark.

A facet counts the sessions that all other conditions want, so that its numbers say what one would
see next: those of the chosen environment beside those of the others.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from functions.store.walk import Position
from web.api.listing.column import Value
from web.api.listing.decision import holds
from web.api.listing.filter import Filter
from web.api.sessions.columns import SESSION_COLUMNS, SessionRow
from web.pages.session_list.found import Counts

FACETS = {
    "environment": "environment",
    "user": "userId",
    "tag": "tags",
    "score": "scoreNames",
    "error": "error",
    "starred": "bookmarked",
    "public": "published",
}
"""The parameters of a list's address that are counted, and the columns that they are about."""

_NARROWS = frozenset({"tag", "score"})
"""Of which a session must have all that are asked for: others do not widen a list."""


@dataclass(slots=True)
class Facets:
    """Counts while a list is looked at."""

    wanted: Filter[SessionRow]
    counts: Counts = field(default_factory=lambda: {name: Counter() for name in FACETS})
    _counted: set[Position] = field(default_factory=set)

    def __len__(self) -> int:
        """Return how many sessions were counted, or found to be others than wanted."""
        return len(self._counted)

    def see(self, rows: Sequence[SessionRow]) -> None:
        """Count rows, each once."""
        for row in rows:
            if row.position not in self._counted:
                self._counted.add(row.position)
                self._count(row)

    def _count(self, row: SessionRow) -> None:
        failed = self._failed(row)
        if len(failed) > 1:
            return
        for name, column in FACETS.items():
            if not failed or (failed == {column} and name not in _NARROWS):
                self.counts[name].update(_values(row, column))

    def _failed(self, row: SessionRow) -> set[str]:
        """Return the columns whose conditions a row does not meet, or not that one knows of."""
        columns = self.wanted.columns
        return {
            each.column
            for each in self.wanted.conditions
            if not holds(
                each,
                columns[each.column].read(row, each.key or ""),
                folds_case=each.operator in columns[each.column].folds_case,
            )
        }


def _values(row: SessionRow, column: str) -> Iterable[Value]:
    return set(SESSION_COLUMNS[column].read(row, "").values)
