"""Removing for good what a tombstone hides, from one partition at a time.

Every removal is conditional: what arrived, or was folded, after the deletion stays. A chunk goes
last of what stands for it, so that whoever comes back after a crash finds the rest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from functions.model.deletion import Erased
from functions.store import keys
from functions.store.comments import comment_pointer, item_to_comment
from functions.store.database import Database, database
from functions.store.derived import DerivedRows, derived_rows
from functions.store.item import Item, Place, number
from functions.store.payloads import PayloadArchive, payload_archive
from functions.store.score_rows import score_pointer

_NS_IN_MS = 1_000_000

type ReadScoreIds = Callable[[Item], Iterable[str]]
"""What names the scores that a chunk's row speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a deletion covers of a partition."""

    pk: str
    until_ms: int
    """Arrived or written up to then."""

    fence: int
    """Folded in an earlier generation."""

    @property
    def project(self) -> str:
        """The project of the partition."""
        return keys.split_pk(self.pk)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What an erasure removed, and whether it found something that came later."""

    erased: Erased
    begun_anew: bool


class Erasure:
    """Removes rows and objects."""

    def __init__(self, rows: Database, derived: DerivedRows, archive: PayloadArchive) -> None:
        self._rows = rows
        self._derived = derived
        self._archive = archive

    def erase(self, scope: Scope, read_score_ids: ReadScoreIds) -> Remains:
        """Remove what a deletion covers of a partition, but for what the head itself lists."""
        count, begun_anew = 0, False
        for item in self._rows.query(scope.pk):
            if item["SK"]["S"].startswith(keys.CHUNK_PREFIX):
                later = number(item, "arrived") > scope.until_ms
                begun_anew = begun_anew or later
                count += 0 if later else self._erase_chunk(scope, item, read_score_ids)
            else:
                count += self._erase_other(scope, item)
        objects = self._archive.delete_chunks(scope.project, scope.pk, scope.until_ms)
        self._derived.drop_due(scope.pk, scope.until_ms)
        return Remains(erased=Erased(rows=count, objects=objects), begun_anew=begun_anew)

    def _erase_chunk(self, scope: Scope, item: Item, read_score_ids: ReadScoreIds) -> int:
        pointers = sum(self._drop_pointer(scope, each) for each in read_score_ids(item))
        values = {":until": {"N": str(scope.until_ms)}}
        return pointers + self._rows.delete(_place(item), "arrived <= :until", values)

    def _erase_other(self, scope: Scope, item: Item) -> int:
        sk = item["SK"]["S"]
        if sk.startswith(keys.SCORE_PREFIX):
            return self._erase_score(scope, item)
        if sk.startswith(keys.COMMENT_PREFIX):
            return self._erase_comment(scope, item)
        if sk == keys.MARKS:
            values = {":until": {"N": str(scope.until_ms)}}
            return int(self._rows.delete(_place(item), "#written <= :until", values))
        return 0

    def _erase_score(self, scope: Scope, item: Item) -> int:
        """Bury a folded score; a late rollup could bring back a row that is not there."""
        if "gone" in item or number(item, "generation") >= scope.fence:
            return 0
        score_id = item["SK"]["S"].removeprefix(keys.SCORE_PREFIX)
        pointers = self._drop_pointer(scope, score_id)
        return pointers + self._derived.bury(_place(item), scope.fence)

    def _erase_comment(self, scope: Scope, item: Item) -> int:
        comment = item_to_comment(item)
        if comment.created_ns // _NS_IN_MS > scope.until_ms:
            return 0
        mine = {":pk": {"S": scope.pk}}
        pointer = comment_pointer(scope.project, comment.comment_id)
        count = self._rows.delete(pointer, "#owner = :pk", mine)
        return count + self._rows.delete(_place(item), "PK = :pk", mine)

    def _drop_pointer(self, scope: Scope, score_id: str) -> int:
        """Forget whose a score is, if it is this partition's."""
        pointer = score_pointer(scope.project, score_id)
        return int(self._derived.release_score(pointer, scope.pk))


def _place(item: Item) -> Place:
    return item["PK"]["S"], item["SK"]["S"]


@cache
def erasure() -> Erasure:
    """Return the erasure of TABLE_NAME and PAYLOAD_BUCKET; one per warm Lambda."""
    return Erasure(database(), derived_rows(), payload_archive())
