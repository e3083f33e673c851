"""`GET /observations/{id}`, and where an observation is found of which only the id is known."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.observation import Observation
from functions.model.trace import Trace
from functions.store.fingerprints import LOOKED_AT
from functions.store.table import SessionTable
from web.api.auth import ProjectId, Sessions, authorized
from web.api.observations.body import ObservationBody, observation_body
from web.api.paging import only
from web.api.route import JsonRoute

router = APIRouter(route_class=JsonRoute, tags=["observations"], dependencies=[Depends(authorized)])

_UNKNOWN = "Observation not found within authorized project"
_NOT_AMONG_THE_NEWEST = (
    f"{_UNKNOWN}: it is in none of the newest {LOOKED_AT:,} traces; name its traceId if it is older"
)


@router.get("/observations/{observation_id:path}", dependencies=[Depends(only("traceId"))])
def read_observation(
    observation_id: str,
    project: ProjectId,
    table: Sessions,
    trace_id: Annotated[str | None, Query(alias="traceId")] = None,
) -> ObservationBody:
    """Return an observation, of the newest 20,000 traces or of the one that `traceId` names."""
    trace, step = find_observation(table, project, observation_id, trace_id)
    return observation_body(project, trace, step)


def find_observation(
    table: SessionTable, project: str, observation_id: str, trace_id: str | None = None
) -> tuple[Trace, Observation]:
    """Return an observation with its trace; without `trace_id` of the newest 20,000 traces.

    Raises:
        NotFoundError: it is not there; the message says where was looked.

    """
    candidates = [trace_id] if trace_id else table.traces_naming(project, observation_id)
    for candidate in candidates:
        try:
            found = _look_into(table, project, candidate, observation_id)
        except TooLargeError:
            if trace_id:
                raise
            continue
        if found:
            return found
    raise NotFoundError(_UNKNOWN if trace_id else _NOT_AMONG_THE_NEWEST)


def _look_into(
    table: SessionTable, project: str, trace_id: str, observation_id: str
) -> tuple[Trace, Observation] | None:
    try:
        trace = build_trace(trace_id, table.read_chunks(project, trace_id))
    except NotFoundError:
        return None
    found = (each for each in trace.observations if each.observation_id == observation_id)
    step = next(found, None)
    return (trace, step) if step else None
