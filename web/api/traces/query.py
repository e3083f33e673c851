"""Which traces a list asks for, and by which way they are found."""

from functools import partial
from typing import Annotated

from fastapi import Depends, Query

from functions.model.turn import Turn
from functions.store.lists import Lists, lists
from functions.store.walk import Walk
from web.api.auth import ProjectId, Sessions
from web.api.listing.filter import Filter, parse_filter
from web.api.listing.listing import Listing, Order
from web.api.listing.plain import all_of, any_of, equal, period
from web.api.moment import Moment
from web.api.order import parse_order
from web.api.paging import ListName
from web.api.traces.columns import TRACE_COLUMNS, TurnRow
from web.api.traces.reader import read_uncut_turns

ORDERS = (
    "timestamp",
    "id",
    "name",
    "userId",
    "release",
    "version",
    "public",
    "bookmarked",
    "sessionId",
)
PARAMETERS = (
    "userId",
    "name",
    "sessionId",
    "fromTimestamp",
    "toTimestamp",
    "orderBy",
    "version",
    "release",
    "filter",
)
MANY = ("tags", "environment")

type ProjectLists = Annotated[Lists, Depends(lists)]


def asked_filter(
    user: Annotated[str | None, Query(alias="userId")] = None,
    name: Annotated[str | None, Query()] = None,
    session: Annotated[str | None, Query(alias="sessionId")] = None,
    since: Annotated[Moment | None, Query(alias="fromTimestamp")] = None,
    until: Annotated[Moment | None, Query(alias="toTimestamp")] = None,
    tags: Annotated[list[str] | None, Query(description="All of them must match.")] = None,
    version: Annotated[str | None, Query()] = None,
    release: Annotated[str | None, Query()] = None,
    environment: Annotated[list[str] | None, Query(description="One of them must match.")] = None,
    conditions: Annotated[str | None, Query(alias="filter")] = None,
) -> Filter[TurnRow]:
    """Return what traces have to be like; `filter` goes before parameters of the same columns."""
    return parse_filter(conditions, TRACE_COLUMNS).beside(
        [
            *equal("userId", user),
            *equal("name", name),
            *equal("sessionId", session),
            *period("timestamp", since, until),
            *all_of("tags", tags),
            *equal("version", version),
            *equal("release", release),
            *any_of("environment", environment),
        ]
    )


def trace_listing(
    project: ProjectId,
    table: Sessions,
    found: ProjectLists,
    name: ListName,
    wanted: Annotated[Filter[TurnRow], Depends(asked_filter)],
    order: Annotated[str | None, Query(alias="orderBy")] = None,
) -> Listing[Turn]:
    """Return the list of traces that was asked for."""
    return Listing(
        project=project,
        name=name,
        walks=(_walk(project, found, wanted),),
        read=found.read_turns,
        read_uncut=partial(read_uncut_turns, table, project),
        wanted=wanted,
        natural=Order(column=TRACE_COLUMNS["timestamp"]),
        order=parse_order(order, TRACE_COLUMNS, ORDERS),
    )


type AskedTraces = Annotated[Listing[Turn], Depends(trace_listing)]


def _walk(project: str, found: Lists, wanted: Filter[TurnRow]) -> Walk[Turn]:
    """Return the narrowest way: one session's turns, one user's, or all within a time."""
    session, user = wanted.value("sessionId"), wanted.value("userId")
    if session:
        return found.turns_of_session(project, session)
    if user:
        return found.turns_of_user(project, user, wanted.period_ns("timestamp"))
    return found.turns(project, wanted.period_ns("timestamp"))
