"""`GET /p/{project}/traces`: the traces that belong to no session, or all of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request

from functions.model.errors import MalformedError
from functions.model.turn import Turn
from functions.store.lists import Lists
from functions.store.table import SessionTable
from web.api.listing.condition import Condition, NullCondition, StringCondition
from web.api.listing.filter import Filter
from web.api.listing.listing import Listing, Order
from web.api.listing.pager import Pages
from web.api.listing.plain import all_of, any_of, at_least, at_most, period
from web.api.traces.columns import TRACE_COLUMNS, TurnRow
from web.api.traces.query import ProjectLists
from web.api.traces.reader import read_uncut_turns
from web.pages.language import chosen_zone, say
from web.pages.links import traces_url
from web.pages.render import traces_page
from web.pages.session_list.filters import periods_of
from web.pages.session_list.query import PERIODS, WrongQueryError, moment_of
from web.pages.trace_list import (
    ROWS,
    TraceFilters,
    TraceListContext,
    parse_trace_filters,
    trace_rows,
)
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId
from web.viewer.tables import Table

router = APIRouter()


@router.api_route("/p/{project}/traces", methods=["GET", "HEAD"])
def read_traces(
    request: Request,
    project: ProjectId,
    table: Table,
    lists: ProjectLists,
    pages: Pages,
    cursor: Annotated[str, Query(max_length=8_000)] = "",
) -> Page:
    """Show a page of the list, latest start first."""
    said = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    try:
        filters = parse_trace_filters(said)
        found = pages.following(_listing(project, filters, table, lists), cursor or None, ROWS)
    except MalformedError as error:
        reason = str(error) if isinstance(error, WrongQueryError) else say("list.wrong.cursor")
        page = traces_page(_context(project, TraceFilters(), problem=reason))
        return Page(page, HTTPStatus.BAD_REQUEST)
    shown = len(found.values)
    if not shown:
        table.read_project(project)
    context = replace(
        _context(project, filters),
        rows=trace_rows(found.values, project),
        looked=say("traces.of_looked", shown=shown, n=found.looked)
        if shown or found.looked > 1  # an empty walk counts as one
        else "",
        first_url=traces_url(project, filters.text) if cursor else "",
        next_url=traces_url(project, filters.text, found.cursor) if found.cursor else "",
        goes_on=found.cursor is not None and shown < ROWS,
    )
    return Page(traces_page(context))


def conditions_of(filters: TraceFilters, now: datetime | None = None) -> Iterator[Condition]:
    """Yield what traces have to be like."""
    query = filters.query
    if not filters.every:
        yield NullCondition(column="sessionId", operator="is null")
    if filters.name:
        yield StringCondition(column="name", operator="contains", value=filters.name)
    yield from any_of("userId", query.values("user"))
    yield from all_of("tags", query.values("tag"))
    yield from any_of("environment", query.values("environment"))
    if query.value("error"):
        failed = query.value("error") == "yes"
        yield from at_least("errorCount", 1) if failed else at_most("errorCount", 0)
    since, until = moment_of(query.value("since")), moment_of(query.value("until"))
    last = PERIODS.get(query.value("last"))
    if last is not None:
        begin = (now or datetime.now(UTC)) - last
        since = max(begin, since) if since else begin
    yield from period("timestamp", since, until)


def _listing(
    project: str, filters: TraceFilters, table: SessionTable, lists: Lists
) -> Listing[Turn]:
    wanted: Filter[TurnRow] = Filter(tuple(conditions_of(filters)), TRACE_COLUMNS)
    user, times = wanted.value("userId"), wanted.period_ns("timestamp")
    walk = lists.turns_of_user(project, user, times) if user else lists.turns(project, times)
    return Listing(
        project=project,
        name=f"traces?{filters.text}",
        walks=(walk,),
        read=lists.read_turns,
        read_uncut=partial(read_uncut_turns, table, project),
        wanted=wanted,
        natural=Order(column=TRACE_COLUMNS["timestamp"]),
    )


def _context(project: str, filters: TraceFilters, *, problem: str = "") -> TraceListContext:
    zone = chosen_zone()
    return TraceListContext(
        shell=shell(say("traces.title"), project),
        filters=filters,
        problem=problem,
        periods=periods_of(filters.query),
        zone=zone.key if zone else "UTC",
        base=traces_url(project),
    )
