"""Comments ↔ rows in the partition of their object (an observation's in that of its trace).

`SK` = `COMMENT#<id>`, a pointer says whose an id is, and the index carries each whole: it is a few
kilobytes at the most, and written by hand.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from functions.model.comment import Comment
from functions.model.errors import NotFoundError
from functions.store import keys
from functions.store.database import Database, database
from functions.store.item import Item, Place, key
from functions.store.many import read_many
from functions.store.retention import is_shown
from functions.store.rows import decode, encode
from functions.store.walk import Depth, Period, Position, Row, Walk, between, sorted_walk, walk


class CommentTable:
    """The comments of all projects."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def put(self, project: str, pk: str, comment: Comment) -> None:
        """Store a comment in the partition of its object.

        The pointer first: one that leads nowhere yet is not found, a row without one never ends.
        """
        pointer = comment_pointer(project, comment.comment_id)
        self._rows.put({**key(*pointer), "owner": {"S": pk}})
        self._rows.put(comment_item(project, pk, comment))

    def read(self, project: str, comment_id: str) -> Comment:
        """Return a comment, strongly consistent: its pointer, then its row.

        Raises:
            NotFoundError: there is none of that id.

        """
        pointer = self._rows.get(comment_pointer(project, comment_id))
        item = pointer and self._rows.get((pointer["owner"]["S"], keys.comment_sk(comment_id)))
        if not item:
            raise NotFoundError("comment")
        return item_to_comment(item)

    def delete(self, project: str, pk: str, comment_id: str) -> None:
        """Remove a comment from the partition of its object.

        The pointer last: while a row is there, its id leads to it.
        """
        listed = {":list": {"S": keys.index_pk(project, "COMMENTS")}}
        self._rows.delete((pk, keys.comment_sk(comment_id)), "#GSI1PK = :list", listed)
        pointer = comment_pointer(project, comment_id)
        self._rows.delete(pointer, "#owner = :pk", {":pk": {"S": pk}})

    def has_session(self, project: str, session_id: str) -> bool:
        """Tell whether there is a session of that id."""
        pk = keys.session_pk(project, session_id)
        item = self._rows.get((pk, keys.SESSION))
        if item is not None and is_shown(item):
            return True
        return any(
            is_shown(each) for each in self._rows.query(pk, keys.TURN_PREFIX, "expires, gone")
        )

    def all(self, project: str, period: Period) -> Walk[Comment]:
        """Return the walk over all comments of a project, latest first."""
        pk = keys.index_pk(project, "COMMENTS")
        return walk(self._rows, pk, item_to_comment, bounds=between(period))

    def of_object(self, project: str, pk: str) -> Walk[Comment]:
        """Return the walk over the comments in one partition; all of them are read each time."""

        def load() -> list[Item]:
            return list(self._rows.query(pk, keys.COMMENT_PREFIX))

        return sorted_walk(keys.index_pk(project, "COMMENTS"), load, item_to_comment)

    def read_many(self, positions: Sequence[Position]) -> list[Row[Comment] | None]:
        """Return comments, in that order; None for one that is gone."""
        items = read_many(self._rows, ((each[0], each[1]) for each in positions))
        return [
            Row(value=item_to_comment(item), position=at, depth=Depth.WHOLE) if item else None
            for at, item in zip(positions, items, strict=True)
        ]


def comment_item(project: str, pk: str, comment: Comment) -> Item:
    """Return the row of a comment; it never expires."""
    return {
        **key(pk, keys.comment_sk(comment.comment_id)),
        "head": {"B": encode(comment)},
        "GSI1PK": {"S": keys.index_pk(project, "COMMENTS")},
        "GSI1SK": {"S": f"{keys.millisecond(comment.created_ns)}#{comment.comment_id}"},
    }


def comment_pointer(project: str, comment_id: str) -> Place:
    """Return the place of the row that says whose a comment is."""
    return keys.pointer_pk(project, "COMMENT", comment_id), keys.POINTER


def item_to_comment(item: Mapping[str, Any]) -> Comment:
    """Return the comment of a row."""
    return decode(item["head"]["B"], Comment)


@cache
def comment_table() -> CommentTable:
    """Return the comments in TABLE_NAME; one per warm Lambda."""
    return CommentTable(database())
