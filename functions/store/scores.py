"""Scores by their id, whatever they judge."""

from collections.abc import Callable
from functools import cache

from functions.model.chunk import Chunk
from functions.model.errors import NotFoundError
from functions.model.judgement import Target
from functions.store.chunks import chunk_to_item
from functions.store.codec import pack
from functions.store.database import Database, database
from functions.store.item import Place, number
from functions.store.keys import (
    HEAD,
    SESSION,
    score_sk,
    split_pk,
    target_pk,
)
from functions.store.retention import expiry, is_shown
from functions.store.score_rows import (
    ScoreClaim,
    StoredScore,
    item_to_claim,
    item_to_stored_score,
    score_pointer,
    unclaimed_item,
)


class ScoreTable:
    """The scores of all projects."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def read(self, project: str, score_id: str) -> StoredScore:
        """Return a score, strongly consistent: its pointer, its row, and whether that is deleted.

        Raises:
            NotFoundError: there is none of that id, or none any more.

        """
        claim = item_to_claim(self._rows.get(score_pointer(project, score_id)) or {})
        stored = self._stored(claim, score_id, self._fence(claim.owner)) if claim else None
        if stored is None:
            raise NotFoundError("score")
        return stored

    def give(self, project: str, target: Target, chunk: Chunk) -> None:
        """Say beside what a score judges what it is from now on; its row follows by the rollup."""
        self._rows.put(chunk_to_item(target_pk(project, target), chunk, pack(chunk.data)))

    def delete(
        self, project: str, score_id: str, now_ns: int, deletion: Callable[[int], Chunk]
    ) -> None:
        """Say beside what a score judges that it is deleted: by the chunk for a time.

        The time is `now_ns`, or later where what is known of the score is dated later. Of a score
        that nobody knows yet, what was said up to now will be void when it comes.
        """
        pointer = score_pointer(project, score_id)
        while (claim := self._claim_or_void(pointer, now_ns)) is None:
            pass  # somebody claimed it this very moment
        if not claim.owner:
            return
        stored = self._stored(claim, score_id)
        said_ns = (stored.score.updated_ns or 0) if stored else 0
        chunk = deletion(max(now_ns, said_ns + 1))
        self._rows.put(chunk_to_item(claim.owner, chunk, pack(chunk.data)))

    def _claim_or_void(self, pointer: Place, now_ns: int) -> ScoreClaim | None:
        """Return who holds a score, nobody (no owner) once that is noted, None to ask again."""
        item = self._rows.get(pointer) or {}
        claim = item_to_claim(item)
        if claim is not None:
            return claim
        seen = number(item, "generation")
        row = unclaimed_item(pointer, now_ns, seen + 1) | {"expires": {"N": str(expiry())}}
        condition = "generation = :seen" if seen else "attribute_not_exists(PK)"
        values = {":seen": {"N": str(seen)}} if seen else None
        noted = self._rows.put(row, condition, values)
        return ScoreClaim(False, 0, "", now_ns) if noted else None

    def _stored(self, claim: ScoreClaim, score_id: str, fence: int = 0) -> StoredScore | None:
        item = self._rows.get((claim.owner, score_sk(score_id)))
        if item is None or not is_shown(item) or number(item, "generation") < fence:
            return None
        return item_to_stored_score(item)

    def _fence(self, owner: str) -> int:
        """Return the generation before which all that a score judges is deleted."""
        sk = HEAD if split_pk(owner)[1] == "TRACE" else SESSION
        return number(self._rows.get((owner, sk)) or {}, "fence")


@cache
def score_table() -> ScoreTable:
    """Return the scores in TABLE_NAME; one per warm Lambda."""
    return ScoreTable(database())
