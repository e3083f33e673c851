"""`GET /p/{project}/users`: who used an application, as far as its newest sessions tell."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from functions.model.session import Session
from functions.store.lists import Lists
from functions.store.walk import Period, Row
from web.api.moment import unix_ns
from web.api.traces.query import ProjectLists
from web.pages.language import say
from web.pages.links import users_url
from web.pages.render import users_page
from web.pages.session_list.filters import periods_of
from web.pages.session_list.query import PERIODS, ListQuery, parse_query
from web.pages.user_list import (
    MOST_ROWS,
    UserListContext,
    heads,
    in_order,
    left_out,
    looked_at,
    parse_order,
    user_rows,
)
from web.replay.users import build_users
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId
from web.viewer.tables import Table

router = APIRouter()

MOST_SESSIONS = 2_000
"""That one page adds up."""

_AT_ONCE = 1_000
_MOST_WHOLE = 200
"""Sessions of so many users, or of such long names, that their rows are read whole."""


@router.api_route("/p/{project}/users", methods=["GET", "HEAD"])
def read_users(
    project: ProjectId,
    table: Table,
    lists: ProjectLists,
    last: str = "",
    sort: Annotated[str, Query(max_length=20)] = "",
) -> Page:
    """Show the users of the newest sessions, with what these add up to."""
    query, order = parse_query([("last", last)]), parse_order(sort)
    rows, more = _newest(lists, project, _period(query))
    if not rows:
        table.read_project(project)
    users = in_order(build_users(_whole(lists, rows)), order)
    context = UserListContext(
        shell=shell(say("users.title"), project),
        base=users_url(project),
        order=order,
        periods=periods_of(query),
        heads=heads(project, order, last),
        rows=user_rows(users[:MOST_ROWS], project),
        looked=looked_at(len(rows), more=more),
        more=left_out(users),
    )
    return Page(users_page(context))


def _period(query: ListQuery) -> Period:
    length = PERIODS.get(query.value("last"))
    return (unix_ns(datetime.now(UTC) - length) if length else None, None)


def _newest(lists: Lists, project: str, period: Period) -> tuple[list[Row[Session]], bool]:
    """Return the sessions that are looked at, and whether there are older ones."""
    walk = lists.sessions_by_activity(project, period)
    stretch = walk(_AT_ONCE, None)
    rows, looked = list(stretch.rows), stretch.looked
    while stretch.end is not None and looked < MOST_SESSIONS:
        stretch = walk(min(_AT_ONCE, MOST_SESSIONS - looked), stretch.end)
        rows += stretch.rows
        looked += max(1, stretch.looked)
    return rows, stretch.end is not None


def _whole(lists: Lists, rows: Sequence[Row[Session]]) -> Iterator[Session]:
    """Yield sessions; of those whose index has cut their users the row itself."""
    cut = [row.position for row in rows if _is_cut(row.value)][:_MOST_WHOLE]
    whole = {row.position: row.value for row in lists.read_sessions(cut) if row is not None}
    for row in rows:
        yield whole.get(row.position, row.value)


def _is_cut(session: Session) -> bool:
    users = session.users
    return users.count > len(users.values) or any(each.endswith("…") for each in users.values)
