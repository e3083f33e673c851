"""One score by its id: `GET` of v1 and v2, `DELETE`."""

import time
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends

from functions.interpret.score import deletion
from functions.interpret.trace import build_scores
from functions.model.errors import NotFoundError
from functions.model.score import DataType, Score
from functions.store.keys import CHUNK_PREFIX, key_id, session_pk
from functions.store.retention import is_shown
from functions.store.score_rows import StoredScore
from functions.store.scores import ScoreTable, score_table
from functions.store.table import SessionTable
from web.api.auth import ProjectId, Sessions, authorized
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.scores.body import ScoreBody, score_body
from web.api.wire import Wire

router = APIRouter(
    route_class=JsonRoute, tags=["scores"], dependencies=[Depends(authorized), Depends(only())]
)

type Scores = Annotated[ScoreTable, Depends(score_table)]


class Message(Wire):
    """What was done, for a person."""

    message: str


@router.get("/v2/scores/{score_id:path}")
def read_score(score_id: str, project: ProjectId, scores: Scores, table: Sessions) -> ScoreBody:
    """Return a score of a trace, an observation or a session."""
    try:
        stored = scores.read(project, score_id)
    except NotFoundError:
        raise _unknown() from None
    body = score_body(project, in_full(table, project, stored))
    if body is None:
        raise _unknown()
    return body


@router.get("/scores/{score_id:path}")
def read_trace_score(
    score_id: str, project: ProjectId, scores: Scores, table: Sessions
) -> ScoreBody:
    """Return a score of a trace or an observation; v1 knows neither sessions nor corrections."""
    body = read_score(score_id, project, scores, table)
    if body.trace_id is None or body.data_type == DataType.CORRECTION:
        raise _unknown()
    return body


@router.delete("/scores/{score_id:path}", status_code=HTTPStatus.ACCEPTED)
def delete_score(score_id: str, project: ProjectId, scores: Scores) -> Message:
    """Delete a score; one that nobody knows is no error. Sent again later, it stands again."""
    now_ns = time.time_ns()
    scores.delete(
        project, score_id, now_ns, lambda at_ns: deletion(score_id, at_ns, now_ns // 1_000_000)
    )
    return Message(message="Score deletion queued successfully")


def in_full(table: SessionTable, project: str, stored: StoredScore) -> Score:
    """Return a score whole, from what was said of its target where its row has no room for it."""
    score = stored.score
    if stored.whole:
        return score
    if score.session_id:
        rows = table.partition(session_pk(project, score.session_id), CHUNK_PREFIX)
        chunks = tuple(table.chunks(row for row in rows if is_shown(row)))
    else:
        chunks = table.read_chunks(project, score.trace_id or "")
    wanted = key_id(score.score_id)
    found = (each for each in build_scores(chunks) if key_id(each.score_id) == wanted)
    return next(found, score)


def _unknown() -> NotFoundError:
    return NotFoundError("Score not found within authorized project")
