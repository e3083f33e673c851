"""`GET /v3/scores`: a list by cursor, latest first; values are typed, fields come in groups."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from functions.model.score import DataType, Score
from web.api.auth import ProjectId, authorized
from web.api.listing.listing import Listing
from web.api.listing.pager import Pages
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.scores.body import environment_of, kind_of, source_of
from web.api.scores.columns import NATURAL, score_filter
from web.api.scores.cursor_query import ScoreQueryV3
from web.api.scores.numbered import HAS_A_VALUE, Lists, reader, score_walk
from web.api.wire import Timestamp, Wire, wire_object, wire_time

router = APIRouter(route_class=JsonRoute, tags=["scores"], dependencies=[Depends(authorized)])

_PARAMETERS = tuple(each.alias or name for name, each in ScoreQueryV3.model_fields.items())


class Subject(Wire):
    """What a score is about; `traceId` beside an observation."""

    kind: str
    id: str
    trace_id: str | None = None


class ScoreV3(Wire):
    """A score; a field of a group that was not asked for is left out."""

    id: str
    project_id: str
    name: str
    value: bool | float | str
    data_type: str
    source: str
    timestamp: Timestamp
    environment: str
    created_at: Timestamp
    updated_at: Timestamp
    comment: str | None = None
    config_id: str | None = None
    metadata: dict[str, Any] | None = None
    subject: Subject | None = None
    author_user_id: str | None = None
    queue_id: str | None = None


class ScoreCursor(Wire):
    """Where a list goes on; `cursor` is left out on the last page."""

    limit: int
    cursor: str | None = None


class ScoresV3(Wire):
    """A page of scores; it may be short, even empty, and yet not the last."""

    data: list[ScoreV3]
    meta: ScoreCursor


@router.get(
    "/v3/scores", dependencies=[Depends(only(*_PARAMETERS))], response_model_exclude_unset=True
)
def list_typed_scores(
    asked: Annotated[ScoreQueryV3, Query()], project: ProjectId, lists: Lists, pages: Pages
) -> ScoresV3:
    """Return the scores after a cursor."""
    groups = asked.groups
    wanted = score_filter(None, asked.conditions(), [HAS_A_VALUE], asked.value_test())
    walk = score_walk(
        lists,
        project,
        wanted,
        ids=asked.values("id"),
        traces=asked.values("traceId"),
        sessions=asked.values("sessionId"),
    )
    listing = Listing(
        project=project,
        name="scores.v3",
        walks=(walk,),
        read=reader(lists, project, turns=False),
        wanted=wanted,
        natural=NATURAL,
    )
    found = pages.following(listing, asked.cursor, asked.limit)
    said: dict[str, Any] = {"limit": asked.limit}
    if found.cursor is not None:
        said["cursor"] = found.cursor
    bodies = (_body(project, each.score, groups) for each in found.values)
    return ScoresV3(data=[each for each in bodies if each], meta=ScoreCursor(**said))


def _body(project: str, score: Score, groups: frozenset[str]) -> ScoreV3 | None:
    kind = kind_of(score)
    if kind is None:
        return None
    return ScoreV3(
        id=score.score_id,
        project_id=project,
        name=score.name or "",
        value=_value(kind, score),
        data_type=kind,
        source=source_of(score),
        timestamp=wire_time(score.timestamp_ns),
        environment=environment_of(score),
        created_at=wire_time(score.timestamp_ns),
        updated_at=wire_time(score.updated_ns or score.timestamp_ns),
        **_grouped(score, groups),
    )


def _grouped(score: Score, groups: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "details" in groups:
        found |= {"comment": score.comment, "config_id": score.config_id}
        found["metadata"] = wire_object(score.metadata)
    if "subject" in groups:
        found["subject"] = _subject(score)
    if "annotation" in groups:
        found |= {"author_user_id": score.author, "queue_id": score.queue_id}
    return found


def _value(kind: DataType, score: Score) -> bool | float | str:
    if kind is DataType.NUMERIC:
        return score.value or 0.0
    return bool(score.value) if kind is DataType.BOOLEAN else score.text or ""


def _subject(score: Score) -> Subject:
    if score.session_id:
        return Subject(kind="session", id=score.session_id)
    if score.observation_id:
        return Subject(kind="observation", id=score.observation_id, trace_id=score.trace_id)
    return Subject(kind="trace", id=score.trace_id or "")
