"""What is done with several sessions at once: stars, a comparison, and their deletion."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from functions.model.errors import MalformedError
from functions.model.session import Session
from functions.store.deleting import Deleting, deleting
from functions.store.keys import SESSION, session_pk
from functions.store.lists import Lists
from functions.store.many import side_by_side
from functions.store.table import SessionTable
from web.api.traces.query import ProjectLists
from web.pages.language import say
from web.pages.links import compare_url, id_to_key, key_to_id, sessions_url, with_query
from web.pages.render import deletion_page
from web.pages.session_list.context import DeletionContext
from web.pages.session_list.links import deletion_url
from web.pages.session_view import title_of
from web.viewer.back import back_to
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId, Reader
from web.viewer.tables import Table

router = APIRouter()

MOST_SELECTED = 100
_NAMED = 10
_COMPARED = 2
_STARRED = {"star": "starred", "unstar": "unstarred"}

type Keys = Annotated[list[str], Form(alias="session", min_length=1, max_length=MOST_SELECTED)]
type Back = Annotated[str, Form()]


@router.post("/p/{project}/session-list/selection")
def act(  # noqa: PLR0913, RUF100 - one parameter for each field of the form
    project: ProjectId,
    table: Table,
    lists: ProjectLists,
    action: Annotated[Literal["star", "unstar", "compare", "delete"], Form()],
    keys: Annotated[list[str] | None, Form(alias="session", max_length=MOST_SELECTED)] = None,
    back: Back = "",
) -> Response:
    """Do something with the sessions of these keys; what is not there (any more) is passed over."""
    list_url = back_to(project, back, sessions_url(project))
    sessions = _sessions(lists, project, keys or ())
    if not sessions:
        raise MalformedError(say("list.wrong.nothing"))
    if action == "delete":
        return Page(deletion_page(_deletion(project, sessions, list_url)))
    if action == "compare":
        return _compare(project, sessions)
    _star(table, project, sessions, starred=action == "star")
    return _done(list_url, _STARRED[action], len(sessions))


@router.post("/p/{project}/session-list/deletion")
def delete(  # noqa: PLR0913, RUF100 - one parameter for each field of the form
    project: ProjectId,
    person: Reader,
    lists: ProjectLists,
    deletes: Annotated[Deleting, Depends(deleting)],
    keys: Keys,
    confirmed: Annotated[Literal["yes"], Form()],  # noqa: ARG001, RUF100 - that it is there
    back: Back = "",
) -> Response:
    """Delete sessions: all of them are hidden when the answer leaves."""
    sessions = _sessions(lists, project, keys)
    deletes.delete_sessions(project, [each.session_id for each in sessions], person.name)
    return _done(back_to(project, back, sessions_url(project)), "deleted", len(sessions))


def _sessions(lists: Lists, project: str, keys: Sequence[str]) -> list[Session]:
    ids = dict.fromkeys(key_to_id(each) for each in keys)
    rows = lists.read_sessions([(session_pk(project, each), SESSION) for each in ids])
    return [row.value for row in rows if row is not None]


def _star(table: SessionTable, project: str, sessions: Sequence[Session], *, starred: bool) -> None:
    def star(session: Session) -> None:
        table.put_star(project, session.session_id, starred=starred)

    for _ in side_by_side().map(star, sessions):
        pass  # raises what one of them raised


def _compare(project: str, sessions: Sequence[Session]) -> Response:
    if len(sessions) != _COMPARED:
        raise MalformedError(say("list.wrong.compare"))
    keys = [id_to_key(each.session_id) for each in sessions]
    return RedirectResponse(compare_url(project, *keys), HTTPStatus.SEE_OTHER)


def _deletion(project: str, sessions: Sequence[Session], back: str) -> DeletionContext:
    pages = sum(each.publication_count for each in sessions)
    return DeletionContext(
        shell=shell(say("list.deletion.title", n=len(sessions)), project),
        heading=say("list.deletion.title", n=len(sessions)),
        goes=(
            say("list.deletion.turns", n=sum(each.turn_count for each in sessions)),
            say("list.deletion.scores", n=sum(each.score_count for each in sessions)),
            say("list.deletion.pages", n=pages),
        ),
        titles=tuple(title_of(each) for each in sessions[:_NAMED]),
        more=say("list.deletion.more", n=len(sessions) - _NAMED) if sessions[_NAMED:] else "",
        keys=tuple(id_to_key(each.session_id) for each in sessions),
        action=deletion_url(project),
        back=back,
    )


def _done(back: str, what: str, count: int) -> Response:
    kept, _, query = back.partition("?")
    pairs = [each for each in query.split("&") if each and not each.startswith(("done=", "n="))]
    return RedirectResponse(
        with_query(kept, "&".join(pairs), done=what, n=str(count)), HTTPStatus.SEE_OTHER
    )
