"""The lists of scores, latest first: all of a project, or those of a few targets or ids."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from functions.model.turn import Turn
from functions.store import keys
from functions.store.database import Database, database
from functions.store.heads import item_to_head
from functions.store.item import Item, Place
from functions.store.many import read_many, side_by_side
from functions.store.rows import item_to_turn
from functions.store.score_rows import (
    StoredScore,
    item_to_claim,
    item_to_stored_score,
    score_pointer,
)
from functions.store.walk import Depth, Period, Position, Row, Walk, between, sorted_walk, walk


class ScoreLists:
    """Walks over scores; a row of one knows nothing of the turn that its score is about."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def all(self, project: str, period: Period) -> Walk[StoredScore]:
        """Return the walk over all scores of a project by their time."""
        pk = keys.index_pk(project, "SCORES")
        return walk(self._rows, pk, item_to_stored_score, bounds=between(period))

    def of_targets(self, project: str, pks: Sequence[str]) -> Walk[StoredScore]:
        """Return the walk over the scores in the partitions of a few traces or sessions.

        Every one of their scores is read each time.
        """

        def load() -> list[Item]:
            found = side_by_side().map(
                lambda pk: list(self._rows.query(pk, keys.SCORE_PREFIX)), pks
            )
            return [item for items in found for item in items]

        return self._sorted(project, load)

    def of_ids(self, project: str, score_ids: Sequence[str]) -> Walk[StoredScore]:
        """Return the walk over a few scores."""

        def load() -> list[Item]:
            pointers = self._get([score_pointer(project, each) for each in score_ids])
            claims = ((score_id, item_to_claim(pointers[score_pointer(project, score_id)]))
                      for score_id in score_ids
                      if score_pointer(project, score_id) in pointers)  # fmt: skip
            places = [(claim.owner, keys.score_sk(each)) for each, claim in claims if claim]
            return list(self._get(places).values())

        return self._sorted(project, load)

    def _sorted(self, project: str, load: Callable[[], list[Item]]) -> Walk[StoredScore]:
        pk = keys.index_pk(project, "SCORES")
        return sorted_walk(pk, load, item_to_stored_score)

    def read(
        self, project: str, positions: Sequence[Position], *, turns: bool
    ) -> list[Row[StoredScore] | None]:
        """Return scores as their rows have them, in that order; None for one that is gone.

        With `turns` each knows the turn of its trace, where there is one.
        """
        items = self._get([(each[0], each[1]) for each in positions])
        found = {place: item_to_stored_score(item) for place, item in items.items()}
        if turns:
            traces = {each.score.trace_id for each in found.values() if each.score.trace_id}
            known = self.turns(project, traces)
            found = {
                place: replace(each, turn=known.get(each.score.trace_id or ""))
                for place, each in found.items()
            }
        rows = ((each, found.get((each[0], each[1]))) for each in positions)
        return [
            Row(value=value, position=at, depth=Depth.WHOLE) if value else None
            for at, value in rows
        ]

    def turns(self, project: str, trace_ids: Iterable[str]) -> Mapping[str, Turn]:
        """Return the turns of traces: their heads say where each stands."""
        by_head = {(keys.trace_pk(project, each), keys.HEAD): each for each in trace_ids}
        heads = self._get(list(by_head))
        places = {
            place: by_head[head]
            for head, item in heads.items()
            for place in item_to_head(item).places
        }
        return {
            places[place]: item_to_turn(item) for place, item in self._get(list(places)).items()
        }

    def _get(self, places: Sequence[Place]) -> dict[Place, Item]:
        """Return those of the rows that readers may see."""
        found = read_many(self._rows, dict.fromkeys(places))
        return {_place(item): item for item in found if item}


def _place(item: Item) -> Place:
    return item["PK"]["S"], item["SK"]["S"]


@cache
def score_lists() -> ScoreLists:
    """Return the lists of the table named by TABLE_NAME; one per warm Lambda."""
    return ScoreLists(database())
