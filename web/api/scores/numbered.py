"""`GET /scores` and `GET /v2/scores`: numbered lists, latest first."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from functions.model.score import DataType
from functions.model.turn import Turn
from functions.store.keys import session_pk, trace_pk
from functions.store.score_lists import ScoreLists, score_lists
from functions.store.score_rows import StoredScore
from functions.store.walk import Walk
from web.api.auth import ProjectId, authorized
from web.api.listing.condition import Condition, NullCondition
from web.api.listing.filter import Filter
from web.api.listing.listing import Listing
from web.api.listing.pager import Pages
from web.api.listing.plain import any_of
from web.api.paging import Meta, only
from web.api.route import JsonRoute
from web.api.scores.body import ScoreBody, score_body
from web.api.scores.columns import NATURAL, ScoreRow, asks_for_turns, score_filter
from web.api.scores.query import ScoreQuery
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["scores"], dependencies=[Depends(authorized)])

type Lists = Annotated[ScoreLists, Depends(score_lists)]

_PARAMETERS = tuple(each.alias or name for name, each in ScoreQuery.model_fields.items())
HAS_A_VALUE: Condition = NullCondition(column="dataType", operator="is not null")
_OF_V1: list[Condition] = [
    NullCondition(column="traceId", operator="is not null"),
    *any_of("dataType", (DataType.NUMERIC, DataType.BOOLEAN, DataType.CATEGORICAL)),
]
"""What the clients of v1 can parse: they know no scores of sessions and no words."""


class TraceOfScore(Wire):
    """What is known of the trace that a score is about."""

    user_id: str | None = None
    tags: list[str] = Field(default_factory=list)
    environment: str | None = None
    session_id: str | None = None


class ListedScore(ScoreBody):
    """A score in a list; `trace` is null where its fields were not asked for or there is none."""

    trace: TraceOfScore | None


class ScoreList(Wire):
    """A page of scores, latest first."""

    data: list[ListedScore]
    meta: Meta


@router.get("/v2/scores", dependencies=[Depends(only(*_PARAMETERS))])
def list_scores(
    asked: Annotated[ScoreQuery, Query()], project: ProjectId, lists: Lists, pages: Pages
) -> ScoreList:
    """Return a page of scores of traces, observations and sessions."""
    return _page("v2", asked, project, lists, pages, [HAS_A_VALUE])


@router.get("/scores", dependencies=[Depends(only(*_PARAMETERS))])
def list_trace_scores(
    asked: Annotated[ScoreQuery, Query()], project: ProjectId, lists: Lists, pages: Pages
) -> ScoreList:
    """Return a page of scores of traces and observations that are numbers or categories."""
    return _page("v1", asked, project, lists, pages, _OF_V1)


def _page(
    version: str,
    asked: ScoreQuery,
    project: str,
    lists: ScoreLists,
    pages: Pages,
    always: list[Condition],
) -> ScoreList:
    with_trace = asked.with_trace
    wanted = score_filter(asked.filter, asked.conditions(), always, asked.value_test())
    query = asked.model_dump_json(exclude={"page", "limit", "fields"})
    listing = Listing(
        project=project,
        name=f"scores.{version}?{query}",
        walks=(score_walk(lists, project, wanted, ids=asked.ids),),
        read=reader(lists, project, turns=with_trace or asks_for_turns(wanted)),
        wanted=wanted,
        natural=NATURAL,
    )
    found, total = pages.numbered(listing, asked.paging)
    bodies = (_listed(project, each, with_trace=with_trace) for each in found)
    return ScoreList(data=[each for each in bodies if each], meta=asked.paging.meta(total))


def reader(lists: ScoreLists, project: str, *, turns: bool) -> Any:
    """Return how the rows of a list are read whole."""
    return lambda positions: lists.read(project, positions, turns=turns)


def score_walk(
    lists: ScoreLists,
    project: str,
    wanted: Filter[ScoreRow],
    *,
    ids: list[str],
    traces: list[str] | None = None,
    sessions: list[str] | None = None,
) -> Walk[StoredScore]:
    """Return the shortest walk that passes every score that may be wanted."""
    if ids:
        return lists.of_ids(project, ids)
    traces = traces or _only(wanted.value("traceId"))
    if traces:
        return lists.of_targets(project, [trace_pk(project, each) for each in traces])
    sessions = sessions or _only(wanted.value("sessionId"))
    if sessions:
        return lists.of_targets(project, [session_pk(project, each) for each in sessions])
    return lists.all(project, wanted.period_ns("timestamp"))


def _only(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _listed(project: str, stored: StoredScore, *, with_trace: bool) -> ListedScore | None:
    body = score_body(project, stored.score)
    if body is None:
        return None
    about_trace = with_trace and stored.score.trace_id is not None
    return ListedScore(**body.model_dump(), trace=_trace(stored.turn) if about_trace else None)


def _trace(turn: Turn | None) -> TraceOfScore:
    if turn is None:
        return TraceOfScore()
    return TraceOfScore(
        user_id=turn.user_id,
        tags=list(turn.tags),
        environment=turn.environment,
        session_id=turn.session_id,
    )
