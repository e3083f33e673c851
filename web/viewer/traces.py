"""A trace with all its observations, and one of its values as text."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi import Path as PathValue
from fastapi.responses import PlainTextResponse

from functions.interpret.media import MediaFound
from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError
from functions.model.json import is_absent
from functions.model.trace import Trace
from functions.store.media import MediaTable, media_table
from functions.store.table import SessionTable, session_table
from web.pages.links import key_to_id
from web.pages.pretty import printed
from web.pages.render import trace_page
from web.pages.trace_view import trace_context, value_of
from web.replay.tree import build_trace_tree
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId

router = APIRouter()

type Table = Annotated[SessionTable, Depends(session_table)]
type Media = Annotated[MediaTable, Depends(media_table)]


@router.api_route("/p/{project}/traces/{key}", methods=["GET", "HEAD"])
def read_trace(
    project: ProjectId,
    key: str,
    table: Table,
    media: Media,
    first: Annotated[int, Query(alias="from", ge=1)] = 1,
) -> Page:
    """Show a trace."""
    found = MediaFound()
    trace = _read(table, project, key, found)
    frame = shell(trace.name or trace.trace_id, project)
    tree = build_trace_tree(trace)
    failure = table.read_failure(project, key_to_id(key)) or ""
    sizes = _media_sizes(media, project, key) if found.inline or found.named else None
    context = trace_context(
        trace, tree, shell=frame, key=key, first=first, failure=failure, media_sizes=sizes
    )
    return Page(trace_page(context))


@router.api_route("/p/{project}/traces/{key}/values/{step}/{name}", methods=["GET", "HEAD"])
def read_value(
    project: ProjectId, key: str, step: Annotated[int, PathValue(ge=0)], name: str, table: Table
) -> PlainTextResponse:
    """Return one value whole, as text that no browser takes for anything else."""
    trace = _read(table, project, key)
    value = value_of(trace, build_trace_tree(trace), step, name)
    if is_absent(value):
        raise NotFoundError("value")
    return PlainTextResponse(printed(value).encode(errors="replace"))


def _read(table: SessionTable, project: str, key: str, media: MediaFound | None = None) -> Trace:
    trace_id = key_to_id(key)
    return build_trace(trace_id, table.read_chunks(project, trace_id), media)


def _media_sizes(media: MediaTable, project: str, key: str) -> dict[str, int]:
    return {each.media_id: each.size_bytes for each in media.links(project, key_to_id(key))}
