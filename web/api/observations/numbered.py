"""`GET /observations`: page by number, every observation in full."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from functions.store.lists import Lists, lists
from web.api.auth import ProjectId, Sessions, authorized
from web.api.listing.condition import Condition
from web.api.listing.pager import Pages
from web.api.observations.body import ObservationBody, observation_body
from web.api.observations.query import (
    PLAIN,
    observation_listing,
    plain_conditions,
    wanted_steps,
)
from web.api.observations.reader import TraceReader
from web.api.observations.row import latest_first
from web.api.paging import AskedPage, Meta, only
from web.api.route import JsonRoute
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["observations"], dependencies=[Depends(authorized)])


class ObservationPage(Wire):
    """A page of observations: the latest trace first, a page by its observations' start."""

    data: list[ObservationBody]
    meta: Meta


@router.get("/observations", dependencies=[Depends(only("page", "limit", "filter", *PLAIN))])
def list_observations(
    request: Request,
    project: ProjectId,
    table: Sessions,
    all_lists: Annotated[Lists, Depends(lists)],
    pages: Pages,
    asked: AskedPage,
    plain: Annotated[list[Condition], Depends(plain_conditions)],
    text: Annotated[str | None, Query(alias="filter")] = None,
) -> ObservationPage:
    """Return a page of observations."""
    reader = TraceReader(table, project)
    wanted = wanted_steps(text, plain)
    listing = observation_listing(all_lists, reader, project, wanted, request)
    found, total = pages.numbered(listing, asked)
    bodies = [observation_body(project, each.trace, each.step) for each in latest_first(found)]
    return ObservationPage(data=bodies, meta=asked.meta(total))
