"""Two sessions side by side, and the choice of what a session is compared with."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from functions.store.table import SessionTable
from web.pages.compare.page_view import choose_context, compare_context
from web.pages.language import say
from web.pages.links import compare_url, id_to_key, key_to_id
from web.pages.render import choose_page, compare_page
from web.replay.comparison import compare
from web.replay.replay import Replay, build_replay
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId
from web.viewer.tables import Table

router = APIRouter()

_OFFERED = 50

type Key = Annotated[str, Query()]


@router.api_route("/p/{project}/compare", methods=["GET", "HEAD"])
def compare_sessions(  # noqa: PLR0913, RUF100 - one parameter for each of the address
    project: ProjectId,
    table: Table,
    a: Key = "",
    b: Key = "",
    id: Key = "",  # noqa: A002
    only: Key = "",
    first: Annotated[int, Query(alias="from", ge=1)] = 1,
    cursor: str | None = None,
) -> Response:
    """Show two sessions side by side; while one is missing, offer the latest to choose from."""
    if id:
        given = (a, id_to_key(id)) if a else (id_to_key(id), "")
        return RedirectResponse(compare_url(project, *given))
    if not (a and b):
        return _choose(project, table, a or b, cursor)
    left, right = (_replay(table, project, each) for each in (a, b))
    context = compare_context(
        compare(left, right),
        (a, b),
        shell(say("compare.title"), project),
        only=only == "differences",
        first=first,
    )
    return Page(compare_page(context))


@router.api_route("/p/{project}/sessions/{key}/compare", methods=["GET", "HEAD"])
def compare_session(project: ProjectId, key: str) -> Response:
    """Lead to the choice of what a session is compared with."""
    return RedirectResponse(compare_url(project, key))


def _choose(project: str, table: SessionTable, key: str, cursor: str | None) -> Page:
    chosen = table.read_session(project, key_to_id(key)).session if key else None
    found = table.list_sessions(project, limit=_OFFERED, cursor=cursor)
    frame = shell(say("compare.title"), project)
    return Page(choose_page(choose_context(chosen, found.items, frame, cursor=found.cursor)))


def _replay(table: SessionTable, project: str, key: str) -> Replay:
    record = table.read_session(project, key_to_id(key))
    return build_replay(record.session, record.turns)
