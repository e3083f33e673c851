"""`GET /health` and `GET /ready`: is there anybody, does the table answer, does anything arrive."""

import time
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from functions.model.errors import StoreUnavailableError
from functions.store.table import SessionTable
from web.api.auth import Sessions, authorized
from web.api.errors import note
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.version import VERSION
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["health"])

_RECENT_NS = 180 * 10**9
_NEWEST = 10


class Health(Wire):
    """All is well; anything else is not a 200."""

    status: str
    version: str


@router.head("/health", include_in_schema=False)
@router.get(
    "/health", dependencies=[Depends(only("failIfDatabaseUnavailable", "failIfNoRecentEvents"))]
)
def read_health(
    table: Sessions,
    request: Request,
    *,
    _always: Annotated[
        bool, Query(alias="failIfDatabaseUnavailable", description="So it is, asked or not.")
    ] = True,
    fail_if_no_recent_events: Annotated[
        bool,
        Query(
            alias="failIfNoRecentEvents",
            description="Whether no trace that began or ended in the last three minutes is a "
            "failure. Asked of one project, so it needs its keys.",
        ),
    ] = False,
) -> Health:
    """Tell that requests can be answered; needs no key."""
    _ask(table)
    if fail_if_no_recent_events and not _is_busy(
        table, authorized(request.headers.get("authorization"), table)
    ):
        raise StoreUnavailableError("No traces within the last 3 minutes")
    return Health(status="OK", version=VERSION)


@router.head("/ready", include_in_schema=False)
@router.get("/ready", dependencies=[Depends(only())])
def read_ready(table: Sessions) -> Health:
    """Tell that requests can be answered; needs no key."""
    _ask(table)
    return Health(status="OK", version=VERSION)


def _ask(table: SessionTable) -> None:
    try:
        table.ping()
    except Exception as error:  # noqa: BLE001 - whatever it is, the table does not answer
        note(error)
        raise StoreUnavailableError("The table does not answer") from None


def _is_busy(table: SessionTable, project: str) -> bool:
    now = time.time_ns()
    turns = table.list_turns(project, limit=_NEWEST).items
    return any((each.end_ns or each.start_ns or 0) >= now - _RECENT_NS for each in turns)
