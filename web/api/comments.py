"""`/comments`: what people and programs wrote about traces, observations and sessions."""

import time
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, Depends, Query
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from functions.model.comment import Comment, ObjectType
from functions.model.errors import NotFoundError
from functions.store.comments import CommentTable, comment_table
from functions.store.keys import session_pk, trace_pk
from functions.store.score_lists import ScoreLists, score_lists
from functions.store.table import SessionTable
from functions.store.walk import Row, Walk
from web.api.auth import ProjectId, Sessions, authorized
from web.api.errors import Failure, InvalidParameterError
from web.api.listing.column import Column, Columns, Kind, known
from web.api.listing.condition import Condition
from web.api.listing.filter import Filter
from web.api.listing.listing import Listing, Order
from web.api.listing.pager import Pages
from web.api.listing.plain import equal, period
from web.api.observations.by_id import find_observation
from web.api.paging import Meta, Paging, only
from web.api.route import JsonRoute
from web.api.scores.query import Text, Time
from web.api.traces.reader import read_trace
from web.api.wire import Timestamp, Wire, wire_time

router = APIRouter(route_class=JsonRoute, tags=["comments"], dependencies=[Depends(authorized)])

type Comments = Annotated[CommentTable, Depends(comment_table)]
type Turns = Annotated[ScoreLists, Depends(score_lists)]
type Kinds = Literal["TRACE", "OBSERVATION", "SESSION", "PROMPT"]
type Content = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)
]

_CREATED: Column[Row[Comment]] = Column(Kind.TIME, lambda row, _key: known(row.value.created_ns))
_COLUMNS: Columns[Row[Comment]] = {
    "objectType": Column(Kind.STRING, lambda row, _key: known(row.value.object_type)),
    "objectId": Column(Kind.STRING, lambda row, _key: known(row.value.object_id)),
    "authorUserId": Column(Kind.STRING, lambda row, _key: known(row.value.author)),
    "timestamp": _CREATED,
}
_UNKNOWN = "Comment not found within authorized project"


class NewComment(Wire):
    """A comment to be; `projectId` is asked for by the protocol, but the keys decide."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    project_id: str
    object_type: Kinds
    object_id: Annotated[str, Field(min_length=1, max_length=2_000)]
    content: Content
    author_user_id: Annotated[str, Field(max_length=1_000)] | None = None


class CommentId(Wire):
    """The id of a comment that is stored."""

    id: str


class CommentBody(Wire):
    """A comment."""

    id: str
    project_id: str
    created_at: Timestamp
    updated_at: Timestamp
    object_type: str
    object_id: str
    content: str
    author_user_id: str | None


class CommentList(Wire):
    """A page of comments, latest first."""

    data: list[CommentBody]
    meta: Meta


class CommentQuery(Wire):
    """The parameters of the list; `objectId` goes with `objectType`."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    object_type: Kinds | None = None
    object_id: Text = None
    author_user_id: Text = None
    from_timestamp: Time = None
    to_timestamp: Time = None

    def conditions(self) -> list[Condition]:
        """Return the parameters as conditions."""
        if self.object_id and not self.object_type:
            raise InvalidParameterError("objectType", "needed with objectId")
        said = self.model_dump(by_alias=True)
        names = ("objectType", "objectId", "authorUserId")
        return [
            *(each for name in names for each in equal(name, said[name])),
            *period("timestamp", self.from_timestamp, self.to_timestamp),
        ]


_PARAMETERS = tuple(each.alias or name for name, each in CommentQuery.model_fields.items())


@router.post(
    "/comments",
    dependencies=[Depends(only())],
    responses={HTTPStatus.NOT_FOUND: {"model": Failure}},
)
def create_comment(
    said: NewComment, project: ProjectId, comments: Comments, table: Sessions, turns: Turns
) -> CommentId:
    """Comment on something that is there."""
    pk = _partition(said, project, comments, table, turns)
    comment = Comment(
        comment_id=uuid4().hex,
        object_type=ObjectType(said.object_type),
        object_id=said.object_id,
        content=said.content,
        author=said.author_user_id,
        created_ns=time.time_ns(),
    )
    comments.put(project, pk, comment)
    return CommentId(id=comment.comment_id)


@router.get("/comments", dependencies=[Depends(only(*_PARAMETERS))])
def list_comments(
    asked: Annotated[CommentQuery, Query()], project: ProjectId, comments: Comments, pages: Pages
) -> CommentList:
    """Return a page of comments."""
    paging = Paging(page=asked.page, limit=asked.limit)
    wanted = Filter(tuple(asked.conditions()), _COLUMNS)
    listing = Listing(
        project=project,
        name=f"comments?{asked.model_dump_json(exclude={'page', 'limit'})}",
        walks=(_walk(asked, project, comments, wanted),),
        read=comments.read_many,
        wanted=wanted,
        natural=Order(column=_CREATED),
    )
    found, total = pages.numbered(listing, paging)
    return CommentList(data=[_body(project, each) for each in found], meta=paging.meta(total))


@router.get("/comments/{comment_id:path}", dependencies=[Depends(only())])
def read_comment(comment_id: str, project: ProjectId, comments: Comments) -> CommentBody:
    """Return a comment."""
    try:
        return _body(project, comments.read(project, comment_id))
    except NotFoundError:
        raise NotFoundError(_UNKNOWN) from None


def _walk(
    asked: CommentQuery, project: str, comments: CommentTable, wanted: Filter[Row[Comment]]
) -> Walk[Comment]:
    """Return the shortest walk; which trace holds an observation is not asked for."""
    if asked.object_id and asked.object_type == "TRACE":
        return comments.of_object(project, trace_pk(project, asked.object_id))
    if asked.object_id and asked.object_type == "SESSION":
        return comments.of_object(project, session_pk(project, asked.object_id))
    return comments.all(project, wanted.period_ns("timestamp"))


def _partition(
    said: NewComment, project: str, comments: CommentTable, table: SessionTable, turns: ScoreLists
) -> str:
    """Return where a comment on something belongs.

    Raises:
        NotFoundError: there is no such thing.

    """
    match said.object_type:
        case "OBSERVATION":
            trace, _ = find_observation(table, project, said.object_id)
            return trace_pk(project, trace.trace_id)
        case "TRACE" if _has_trace(said.object_id, project, table, turns):
            return trace_pk(project, said.object_id)
        case "SESSION" if comments.has_session(project, said.object_id):
            return session_pk(project, said.object_id)
    raise NotFoundError(f"{said.object_type.capitalize()} not found within authorized project")


def _has_trace(trace_id: str, project: str, table: SessionTable, turns: ScoreLists) -> bool:
    """Tell whether there is a trace: by its turn, else, where it has none yet, by its chunks."""
    if turns.turns(project, [trace_id]):
        return True
    return read_trace(table, project, trace_id) is not None


def _body(project: str, comment: Comment) -> CommentBody:
    created = wire_time(comment.created_ns)
    return CommentBody(
        id=comment.comment_id,
        project_id=project,
        created_at=created,
        updated_at=created,
        object_type=comment.object_type,
        object_id=comment.object_id,
        content=comment.content,
        author_user_id=comment.author,
    )
