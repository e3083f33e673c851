"""A trace or an observation as JSON: in the form of the API, with what that leaves out."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi import Path as PathValue
from fastapi.responses import Response

from functions.model.errors import NotFoundError
from web.api.fit import fitted
from web.api.observations.body import observation_body
from web.api.scores.body import score_bodies
from web.api.traces.body import GROUPS, trace_detail
from web.pages.inspect.opened import OpenedTrace
from web.pages.pretty import printed
from web.viewer.traces.reading import Opened

router = APIRouter()


@router.api_route("/p/{project}/traces/{key}/raw/{step}", methods=["GET", "HEAD"])
def read_raw(
    opened: Opened,
    step: Annotated[int, PathValue(ge=0)],
    accept_encoding: Annotated[str, Header()] = "",
) -> Response:
    """Return a trace (`step` 0) or its observation number `step`; its longest fields may be cut."""
    found = _observation(opened, step) if step else _trace(opened)
    body = printed(found).encode(errors="replace")
    answer = Response(body, media_type="application/json")
    return fitted(answer, takes_gzip="gzip" in accept_encoding)


def _trace(opened: OpenedTrace) -> dict[str, Any]:
    body = trace_detail(opened.project, opened.trace, frozenset(GROUPS))
    return body.model_dump(mode="json", by_alias=True)


def _observation(opened: OpenedTrace, number: int) -> dict[str, Any]:
    row = opened.row(number)
    if row is None:
        raise NotFoundError("observation")
    step = row.observation
    scores = tuple(e for e in opened.trace.scores if e.observation_id == step.observation_id)
    body = observation_body(opened.project, opened.trace, step)
    return {
        **body.model_dump(mode="json", by_alias=True),
        "exceptions": [asdict(each) for each in step.exceptions],
        "scores": [
            each.model_dump(mode="json", by_alias=True)
            for each in score_bodies(opened.project, scores)
        ],
    }
