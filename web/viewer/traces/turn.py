"""The way from a trace back to its turn: a page knows only the trace, and a session its numbers."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from functions.store.keys import key_id
from web.pages.links import key_to_id, session_url
from web.viewer.person import ProjectId
from web.viewer.tables import Table

router = APIRouter()


@router.api_route("/p/{project}/sessions/{key}/turns/{trace_key}", methods=["GET", "HEAD"])
def find_turn(
    project: ProjectId,
    key: str,
    trace_key: str,
    table: Table,
) -> RedirectResponse:
    """Lead to the turn of a trace, or to the session where that turn has not come yet."""
    turns = table.read_session(project, key_to_id(key)).turns
    trace_id = key_to_id(trace_key)
    number = next((n for n, t in enumerate(turns, 1) if key_id(t.trace_id) == trace_id), None)
    place = f"#t{number}" if number else ""
    return RedirectResponse(f"{session_url(project, key)}{place}", 303)
