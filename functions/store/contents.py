"""What stands in the partition of a session, read once for the rollup and for readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.model.fold.session import reading_order
from functions.model.publication import Publication
from functions.model.session import Marks
from functions.model.turn import Turn
from functions.store import keys
from functions.store.item import Item, with_prefix
from functions.store.publications import publication_from_item
from functions.store.rows import item_to_marks, item_to_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionContents:
    """The turns of a session, in reading order, and what its readers left on it."""

    turns: tuple[Turn, ...]
    marks: Marks
    publications: tuple[Publication, ...]

    @property
    def public_count(self) -> int:
        """How many of its publications were not taken back."""
        return sum(each.revoked_ms is None for each in self.publications)

    def own_id(self, known_as: str) -> str:
        """Return the session's id as its turns have it, else the one that it is `known_as`."""
        return next((each.session_id for each in self.turns if each.session_id), known_as)


def read_contents(items: Sequence[Item]) -> SessionContents:
    """Return what the rows of a session's partition hold, but its scores."""
    turns = (item_to_turn(each) for each in with_prefix(items, keys.TURN_PREFIX))
    marks = (item_to_marks(each) for each in with_prefix(items, keys.MARKS))
    found = with_prefix(items, keys.PUBLICATION_PREFIX)
    return SessionContents(
        turns=tuple(sorted(turns, key=reading_order)),
        marks=next(marks, Marks()),
        publications=tuple(publication_from_item(each) for each in found),
    )
