"""Which sessions a list asks for, and by which way they are found."""

from typing import Annotated

from fastapi import Depends, Query

from functions.model.session import Session
from functions.store.lists import Lists
from functions.store.walk import Walk
from web.api.auth import ProjectId
from web.api.errors import InvalidParameterError
from web.api.listing.condition import Condition
from web.api.listing.filter import Filter, parse_filter
from web.api.listing.listing import Listing, Order
from web.api.listing.plain import all_of, any_of, at_least, at_most, equal, is_so, keyed, period
from web.api.moment import Moment
from web.api.order import parse_order
from web.api.paging import ListName
from web.api.sessions.columns import SESSION_COLUMNS, SessionRow
from web.api.traces.query import ProjectLists

ORDERS = (
    "createdAt",
    "updatedAt",
    "id",
    "name",
    "totalCost",
    "totalTokens",
    "duration",
    "traceCount",
    "observationCount",
    "errorCount",
)
PARAMETERS = (
    "fromTimestamp",
    "toTimestamp",
    "userId",
    "name",
    "bookmarked",
    "error",
    "minCost",
    "maxCost",
    "orderBy",
    "filter",
)
MANY = ("environment", "tags", "metadata")


def asked_filter(
    since: Annotated[Moment | None, Query(alias="fromTimestamp")] = None,
    until: Annotated[Moment | None, Query(alias="toTimestamp")] = None,
    environment: Annotated[list[str] | None, Query(description="One of them must match.")] = None,
    user: Annotated[str | None, Query(alias="userId")] = None,
    tags: Annotated[list[str] | None, Query(description="All of them must match.")] = None,
    metadata: Annotated[
        list[str] | None, Query(description="`key=value`, said by one of its traces.")
    ] = None,
    name: Annotated[str | None, Query()] = None,
    bookmarked: Annotated[bool | None, Query()] = None,
    error: Annotated[bool | None, Query(description="Whether anything failed in it.")] = None,
    least: Annotated[float | None, Query(alias="minCost", allow_inf_nan=False)] = None,
    most: Annotated[float | None, Query(alias="maxCost", allow_inf_nan=False)] = None,
    conditions: Annotated[str | None, Query(alias="filter")] = None,
) -> Filter[SessionRow]:
    """Return what sessions have to be like; `filter` goes before parameters of the same columns."""
    return parse_filter(conditions, SESSION_COLUMNS).beside(
        [
            *period("createdAt", since, until),
            *any_of("environment", environment),
            *any_of("userId", None if user is None else [user]),
            *all_of("tags", tags),
            *(each for pair in metadata or () for each in _pair(pair)),
            *equal("name", name),
            *is_so("bookmarked", bookmarked),
            *is_so("error", error),
            *at_least("totalCost", least),
            *at_most("totalCost", most),
        ]
    )


def session_listing(
    project: ProjectId,
    found: ProjectLists,
    name: ListName,
    wanted: Annotated[Filter[SessionRow], Depends(asked_filter)],
    order: Annotated[str | None, Query(alias="orderBy")] = None,
) -> Listing[Session]:
    """Return the list of sessions that was asked for."""
    asked = parse_order(order, SESSION_COLUMNS, ORDERS)
    return Listing(
        project=project,
        name=name,
        walks=_walks(project, found, wanted, by_keys=asked is None),
        read=found.read_sessions,
        read_uncut=found.read_uncut_sessions,
        wanted=wanted,
        natural=Order(column=SESSION_COLUMNS["createdAt"]),
        order=asked,
    )


type AskedSessions = Annotated[Listing[Session], Depends(session_listing)]


def _walks(
    project: str, found: Lists, wanted: Filter[SessionRow], *, by_keys: bool
) -> tuple[Walk[Session], ...]:
    """Return the ways to all sessions.

    By creation nothing moves while somebody pages, but that index has keys alone: it is enough
    where only the time of creation is asked about. Else the one by activity goes first, whose rows
    answer most filters, and which is the whole list where it ends within what may be counted.
    """
    since, until = wanted.period_ns("createdAt")
    by_creation = found.sessions_by_creation(project, (since, until))
    if by_keys and all(each.column == "createdAt" for each in wanted.conditions):
        return (by_creation,)
    return (found.sessions_by_activity(project, (since, None)), by_creation)


def _pair(text: str) -> list[Condition]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise InvalidParameterError("metadata", "key=value")
    return keyed("metadata", key, value)
