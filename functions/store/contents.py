"""What stands in the partition of a session, read once for the rollup and for readers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from functions.model.fold.session import reading_order
from functions.model.publication import Publication
from functions.model.session import Marks
from functions.model.turn import Turn
from functions.store import keys
from functions.store.item import Item, number, with_prefix
from functions.store.publications import publication_from_item
from functions.store.retention import is_shown
from functions.store.rows import item_to_marks, item_to_turn, item_to_turn_head


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionContents:
    """The turns of a session, in reading order, and what its readers left on it."""

    turns: tuple[Turn, ...]
    whole: bool
    """Whether each turn is as whole as its row has it."""

    marks: Marks
    publications: tuple[Publication, ...]

    @property
    def public_count(self) -> int:
        """How many of its publications were not taken back."""
        return sum(each.revoked_ms is None for each in self.publications)

    def own_id(self, known_as: str) -> str:
        """Return the session's id as its turns have it, else the one that it is `known_as`."""
        return next((each.session_id for each in self.turns if each.session_id), known_as)


def standing(rows: Iterable[Item]) -> list[Item]:
    """Return the rows of a session's partition that still say something.

    That is: no tombstone, nothing expired, and nothing of before the session was last deleted.
    Turns are not in question: each has a tombstone of its own.
    """
    found = list(rows)
    own: Item = next((row for row in found if row["SK"]["S"] == keys.SESSION), {})
    shown = [row for row in found if is_shown(row)]
    return [row for row in shown if not _is_of_before(row, own)] if "deleted" in own else shown


def _is_of_before(row: Item, tombstone: Item) -> bool:
    sk, deleted_ms = row["SK"]["S"], number(tombstone, "deleted")
    if sk.startswith(keys.CHUNK_PREFIX):
        return number(row, "arrived") <= deleted_ms
    if sk.startswith(keys.SCORE_PREFIX):
        return number(row, "generation") < number(tombstone, "fence")
    if sk.startswith(keys.PUBLICATION_PREFIX):
        return number(row, "created_ms") <= deleted_ms
    return sk == keys.MARKS and number(row, "written") <= deleted_ms


def read_contents(items: Sequence[Item], wanted: range | None = None) -> SessionContents:
    """Return what the rows of a session's partition hold, but its scores.

    Where there are more turns than `wanted` numbers (from 1), the others are no more than an index
    carries: all that is known of 10,000 turns is more than a function holds.
    """
    rows = with_prefix(items, keys.TURN_PREFIX)
    whole = wanted is None or len(rows) <= len(wanted)
    turns = map(item_to_turn, rows) if whole else _some_whole(rows, wanted or range(0))
    marks = (item_to_marks(each) for each in with_prefix(items, keys.MARKS))
    found = with_prefix(items, keys.PUBLICATION_PREFIX)
    return SessionContents(
        turns=tuple(sorted(turns, key=reading_order)),
        whole=whole,
        marks=next(marks, Marks()),
        publications=tuple(publication_from_item(each) for each in found),
    )


def _some_whole(rows: Iterable[Item], wanted: range) -> Iterator[Turn]:
    heads = sorted(
        ((item_to_turn_head(row), row) for row in rows), key=lambda pair: reading_order(pair[0])
    )
    for place, (head, row) in enumerate(heads, 1):
        yield item_to_turn(row) if place in wanted else head
