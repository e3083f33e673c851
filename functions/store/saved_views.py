"""Saved views ↔ rows: `PK` = `P#<p>#VIEW`, `SK` = the id; they never expire."""

from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

from functions.model.errors import NotFoundError
from functions.model.saved_view import SavedView
from functions.store.database import Database, database
from functions.store.item import Item, Place, key, number
from functions.store.keys import key_id, view_pk

MOST_VIEWS = 50
"""Of a project."""


class SavedViewTable:
    """The saved views of all projects."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def list(self, project: str) -> tuple[SavedView, ...]:
        """Return the views of a project by name."""
        items = islice(self._rows.query(view_pk(project)), MOST_VIEWS)
        views = [item_to_saved_view(each) for each in items]
        return tuple(sorted(views, key=lambda each: (each.name.casefold(), each.view_id)))

    def put(self, project: str, view: SavedView) -> None:
        """Store a view, in place of the one of that id."""
        self._rows.put(saved_view_item(project, view))

    def rename(self, project: str, view_id: str, name: str) -> None:
        """Let a view have another name.

        Raises:
            NotFoundError: there is none of that id.

        """
        change, values = "SET #name = :name", {":name": {"S": name}}
        place = _place(project, view_id)
        if self._rows.update(place, change, values, "attribute_exists(PK)") is None:
            raise NotFoundError("saved view")

    def delete(self, project: str, view_id: str) -> None:
        """Forget a view."""
        pk, sk = _place(project, view_id)
        self._rows.delete((pk, sk), "PK = :pk", {":pk": {"S": pk}})


def saved_view_item(project: str, view: SavedView) -> Item:
    """Return the row of a view."""
    return {
        **key(*_place(project, view.view_id)),
        "name": {"S": view.name},
        "query": {"S": view.query},
        "created_ms": {"N": str(view.created_ms)},
        "created_by": {"S": view.created_by},
    }


def item_to_saved_view(item: Mapping[str, Any]) -> SavedView:
    """Return the view of a row."""
    return SavedView(
        view_id=item["SK"]["S"],
        name=item["name"]["S"],
        query=item["query"]["S"],
        created_ms=number(item, "created_ms"),
        created_by=item["created_by"]["S"],
    )


def _place(project: str, view_id: str) -> Place:
    return view_pk(project), key_id(view_id)


@cache
def saved_view_table() -> SavedViewTable:
    """Return the saved views in TABLE_NAME; one per warm Lambda."""
    return SavedViewTable(database())
