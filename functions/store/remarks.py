"""What was said about a session or one of its traces: the scores and comments beside it.

In a partition both stand between `COMMENT#` and `SESSION`, as does the row that says what of it was
deleted, the head of a trace or the session's own: one Query finds all three.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from functions.model.comment import Comment
from functions.model.judgement import Target
from functions.model.score import Score
from functions.store import keys
from functions.store.comments import item_to_comment
from functions.store.database import Database, database
from functions.store.item import Item, number, with_prefix
from functions.store.many import side_by_side
from functions.store.retention import is_shown
from functions.store.score_rows import item_to_score
from functions.store.walk import between, walk

MOST_AT_ONCE = 5_000
"""Rows that whoever shows them looks at."""

_HEADS = (keys.HEAD, keys.SESSION)
_NS_IN_MS = 1_000_000
_MOST_COMMENTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """Scores by their time and comments by theirs."""

    scores: tuple[Score, ...] = ()
    comments: tuple[Comment, ...] = ()


class RemarkTable:
    """The remarks of all projects."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def of_traces(self, project: str, trace_ids: Sequence[str]) -> list[Remarks]:
        """Return what was said about traces and their observations, in that order.

        One Query each, side by side.
        """
        pks = [keys.trace_pk(project, each) for each in trace_ids]
        return list(side_by_side().map(self._read, pks))

    def of(self, project: str, target: Target) -> Remarks:
        """Return what was said about a session, or about a trace and all that is in it.

        Of very much, the first `MOST_AT_ONCE` rows of its partition.
        """
        return self._read(keys.target_pk(project, target), MOST_AT_ONCE)

    def comments_since(
        self, project: str, since_ns: int
    ) -> Mapping[str, tuple[Comment, ...]] | None:
        """Return all comments of a project from then on, by their partition.

        One Query of an index; None where there are so many that it is not worth it.
        """
        bounds = between((since_ns, None))
        pk = keys.index_pk(project, "COMMENTS")
        found = walk(self._rows, pk, item_to_comment, bounds=bounds)(_MOST_COMMENTS, None)
        if found.end is not None:
            return None
        by_place: defaultdict[str, tuple[Comment, ...]] = defaultdict(tuple)
        for row in reversed(found.rows):
            by_place[row.position[0]] += (row.value,)
        return by_place

    def comments_on_session(self, project: str, session_id: str) -> tuple[Comment, ...]:
        """Return what was written about a session itself."""
        pk = keys.session_pk(project, session_id)
        return _comments(list(self._rows.query(pk, keys.COMMENT_PREFIX)))

    def _read(self, pk: str, most: int | None = None) -> Remarks:
        rows = self._rows.query(pk, keys.COMMENT_PREFIX, until=keys.SESSION)
        items = list(islice(rows, most))
        head: Item = next((row for row in items if row["SK"]["S"] in _HEADS), {})
        scores = [row for row in with_prefix(items, keys.SCORE_PREFIX) if is_shown(row)]
        fence = number(head, "fence")
        shown = (row for row in scores if number(row, "generation") >= fence)
        return Remarks(
            scores=tuple(sorted(map(item_to_score, shown), key=_score_order)),
            comments=_comments(items, number(head, "deleted")),
        )


def _comments(items: Sequence[Item], deleted_ms: int = 0) -> tuple[Comment, ...]:
    found = map(item_to_comment, with_prefix(items, keys.COMMENT_PREFIX))
    standing = (each for each in found if each.created_ns // _NS_IN_MS > deleted_ms)
    return tuple(sorted(standing, key=lambda each: (each.created_ns, each.comment_id)))


def _score_order(score: Score) -> tuple[int, str]:
    return score.timestamp_ns or 0, score.score_id


@cache
def remark_table() -> RemarkTable:
    """Return the remarks in TABLE_NAME; one per warm Lambda."""
    return RemarkTable(database())
