"""`GET /v2/observations`: page by cursor, of every observation the fields that are asked for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from functions.store.lists import Lists, lists
from web.api.auth import ProjectId, Sessions, authorized
from web.api.errors import InvalidParameterError
from web.api.listing.condition import Condition
from web.api.listing.pager import Pages
from web.api.observations.fields import ObservationFields, observation_fields, parse_groups
from web.api.observations.query import (
    PLAIN,
    check_search,
    newest_conditions,
    observation_listing,
    plain_conditions,
    wanted_steps,
)
from web.api.observations.reader import TraceReader
from web.api.observations.row import latest_first
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["observations"], dependencies=[Depends(authorized)])

_PARAMETERS = (
    *PLAIN,
    "fields",
    "expandMetadata",
    "limit",
    "cursor",
    "parseIoAsJson",
    "sessionId",
    "isRootObservation",
    "filter",
)


class ObservationCursor(Wire):
    """Where a list goes on; nothing on its last page."""

    cursor: str | None = None


class ObservationFieldsPage(Wire):
    """Some observations: the latest trace first, a page by its observations' start.

    A page may be short, or empty, and yet lead on: a request looks at so many observations and no
    more.
    """

    data: list[ObservationFields]
    meta: ObservationCursor


def _groups(
    fields: Annotated[
        str | None,
        Query(
            description="Groups of fields, with commas: core, basic, time, io, metadata, model, "
            "usage, prompt, metrics, trace_context. Core and basic where nothing is asked."
        ),
    ] = None,
) -> frozenset[str]:
    return parse_groups(fields)


def _expanded(
    expand: Annotated[
        str | None,
        Query(
            alias="expandMetadata",
            description="Keys of metadata, with commas, whose values are not cut at 200 "
            "characters.",
        ),
    ] = None,
) -> frozenset[str]:
    return frozenset((expand or "").split(","))


def _as_sent(parse: Annotated[bool, Query(alias="parseIoAsJson")] = False) -> None:
    if parse:
        raise InvalidParameterError(
            "parseIoAsJson", "inputs and outputs are given as text; leave it out"
        )


@router.get(
    "/v2/observations",
    dependencies=[Depends(only(*_PARAMETERS)), Depends(_as_sent)],
    response_model_exclude_unset=True,
)
def list_observations(
    request: Request,
    project: ProjectId,
    table: Sessions,
    all_lists: Annotated[Lists, Depends(lists)],
    pages: Pages,
    plain: Annotated[list[Condition], Depends(plain_conditions)],
    newest: Annotated[list[Condition], Depends(newest_conditions)],
    groups: Annotated[frozenset[str], Depends(_groups)],
    expanded: Annotated[frozenset[str], Depends(_expanded)],
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: str | None = None,
    text: Annotated[str | None, Query(alias="filter")] = None,
) -> ObservationFieldsPage:
    """Return the next observations after a cursor, or the first."""
    reader = TraceReader(table, project)
    wanted = wanted_steps(text, plain + newest)
    check_search(wanted)
    listing = observation_listing(all_lists, reader, project, wanted, request)
    found = pages.following(listing, cursor, limit)
    fields = [
        observation_fields(project, each, groups, expanded) for each in latest_first(found.values)
    ]
    meta = ObservationCursor() if found.cursor is None else ObservationCursor(cursor=found.cursor)
    return ObservationFieldsPage(data=fields, meta=meta)
