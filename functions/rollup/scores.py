"""Folded scores → rows beside their target, and the pointers that say whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from functions.model.score import Score
from functions.rollup.store import Store
from functions.store.derived import is_same
from functions.store.item import Item, Place, number
from functions.store.score_rows import ScoreClaim, score_item, score_pointer

_MOST_ANONYMOUS = 500
"""Scores of one target that came with the public key alone: each costs every fold a read, and any
visitor of a web page may send as many as would end the function."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChanges:
    """What is to be written so that the score rows of a partition are what they should be."""

    put: tuple[Item, ...] = ()
    bury: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.put or self.bury)

    def write(self, store: Store, generation: int) -> None:
        """Write them as part of the fold that won this generation."""
        for item in self.put:
            store.rows.put_row(item, generation)
        for place in self.bury:
            store.rows.bury(place, generation)


def owned_scores(store: Store, project: str, pk: str, scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores that belong to this partition: those whose first target it was.

    One that was deleted before it was known stands only by what was said of it since.
    """
    claims = ((each, _claim(store, project, pk, each)) for each in _bounded(scores))
    return tuple(
        score
        for score, held in claims
        if held.owner == pk and (score.updated_ns or 0) > held.deleted_ns
    )


def score_changes(
    project: str,
    pk: str,
    scores: Iterable[Score],
    stored: Iterable[Mapping[str, Any]],
    *,
    fence: int = 0,
) -> ScoreChanges:
    """Compare the scores that stand with the rows that are stored.

    A row of before the `fence` is about to be buried by a deletion, so one that says the same is
    put once more.
    """
    rows = {item["SK"]["S"]: item for item in stored}
    put = []
    for score in scores:
        item = score_item(project, pk, score)
        row = rows.pop(item["SK"]["S"], {})
        if number(row, "generation") < fence or not is_same(item, row):
            put.append(item)
    return ScoreChanges(
        put=tuple(put), bury=tuple((pk, sk) for sk, item in rows.items() if "gone" not in item)
    )


def _bounded(scores: Iterable[Score]) -> list[Score]:
    """Return scores without what goes beyond the earliest of those that visitors sent."""
    said = list(scores)
    anonymous = [each for each in said if each.anonymous]
    if len(anonymous) <= _MOST_ANONYMOUS:
        return said
    earliest = sorted(anonymous, key=lambda each: (each.timestamp_ns or 0, each.score_id))
    kept = {each.score_id for each in earliest[:_MOST_ANONYMOUS]}
    return [each for each in said if not each.anonymous or each.score_id in kept]


def _claim(store: Store, project: str, pk: str, score: Score) -> ScoreClaim:
    claim = ScoreClaim(bool(score.anonymous), score.timestamp_ns or 0, pk)
    return store.rows.claim_score(score_pointer(project, score.score_id), claim)
