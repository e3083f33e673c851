"""`GET /traces` and `GET /traces/{id}`."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from functions.model.errors import NotFoundError, TooLargeError
from functions.model.turn import Turn
from functions.store.table import SessionTable
from web.api.auth import ProjectId, Sessions, authorized
from web.api.fields import Fields, asked_fields
from web.api.fit import Budget
from web.api.listing.pager import Pages
from web.api.paging import AskedCursor, AskedPage, CursorMeta, Meta, only
from web.api.route import JsonRoute
from web.api.traces.body import GROUPS, TraceDetail, TraceItem, is_enough, trace_detail, trace_item
from web.api.traces.body import turn_item as item_of_turn
from web.api.traces.query import MANY, PARAMETERS, AskedTraces
from web.api.traces.reader import read_each, read_trace
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["traces"], dependencies=[Depends(authorized)])

type AskedFields = Annotated[Fields, Depends(asked_fields(*GROUPS))]


class Traces(Wire):
    """A page of traces, latest first."""

    data: list[TraceItem]
    meta: Meta


class FollowedTraces(Wire):
    """A page of traces by cursor."""

    data: list[TraceItem]
    meta: CursorMeta


@router.get(
    "/traces",
    dependencies=[Depends(only("page", "limit", "cursor", "id", "fields", *PARAMETERS, many=MANY))],
)
def list_traces(
    project: ProjectId,
    table: Sessions,
    pages: Pages,
    listing: AskedTraces,
    asked: AskedPage,
    cursor: AskedCursor,
    fields: AskedFields,
    trace_id: Annotated[str | None, Query(alias="id")] = None,
) -> Traces | FollowedTraces | TraceDetail:
    """Return a page of traces; with `id`, that trace."""
    if trace_id is not None:
        return read_one(project, table, trace_id, fields)
    if cursor is not None:
        found = pages.following(listing, cursor, asked.limit)
        return FollowedTraces(
            data=_items(table, project, found.values, fields),
            meta=CursorMeta(limit=asked.limit, cursor=found.cursor, looked=found.looked),
        )
    turns, total = pages.numbered(listing, asked)
    return Traces(data=_items(table, project, turns, fields), meta=asked.meta(total))


@router.get("/traces/{trace_id:path}", dependencies=[Depends(only("fields"))])
def read_one(
    project: ProjectId, table: Sessions, trace_id: str, fields: AskedFields
) -> TraceDetail:
    """Return a trace with everything that is known of it."""
    trace = read_trace(table, project, trace_id)
    if trace is None:
        raise NotFoundError(f"Trace {trace_id} not found within authorized project")
    return trace_detail(project, trace, fields)


def _items(
    table: SessionTable, project: str, turns: Iterable[Turn], fields: Fields
) -> list[TraceItem]:
    """Return traces as they stand in a list, from their turns alone where these know enough."""

    def item(turn: Turn) -> TraceItem | None:
        if is_enough(turn, fields):
            return item_of_turn(project, turn, fields)
        try:
            trace = read_trace(table, project, turn.trace_id)
        except TooLargeError:
            return item_of_turn(project, turn, fields)
        return None if trace is None else trace_item(project, trace, fields)

    budget = Budget()
    found = (each for each in read_each(turns, item) if each is not None)
    return [budget.held(each, each.html_path) for each in found]
