"""The addresses that Langfuse's SDKs print, led to our pages.

An id is free text, and an HTTP API has decoded the path once and cut it at a decoded `?`; an id
that does not survive this is asked for as `?id=`.
"""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from functions.model.errors import NotFoundError
from web.pages.links import id_to_key, session_url, sessions_url, trace_url
from web.viewer.person import ProjectId, Reader, home_project

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"])
def home(_person: Reader) -> RedirectResponse:
    """Lead to the sessions of the home project."""
    return _to(sessions_url(home_project()))


@router.api_route("/project/{project}", methods=["GET", "HEAD"])
def project_home(project: ProjectId) -> RedirectResponse:
    """Lead to the sessions of a project."""
    return _to(sessions_url(project))


@router.api_route("/project/{project}/sessions", methods=["GET", "HEAD"])
@router.api_route("/project/{project}/sessions/{session_id:path}", methods=["GET", "HEAD"])
def session(
    request: Request,
    project: ProjectId,
    session_id: str = "",
    id: str = "",  # noqa: A002
) -> RedirectResponse:
    """Lead to a session."""
    found = id or _whole(session_id, request)
    return _to(session_url(project, id_to_key(found)) if found else sessions_url(project))


@router.api_route("/project/{project}/traces", methods=["GET", "HEAD"])
@router.api_route("/project/{project}/traces/{trace_id:path}", methods=["GET", "HEAD"])
def trace(
    request: Request,
    project: ProjectId,
    trace_id: str = "",
    id: str = "",  # noqa: A002
) -> RedirectResponse:
    """Lead to a trace."""
    found = id or _whole(trace_id, request)
    if not found:
        raise NotFoundError("trace")
    return _to(trace_url(project, id_to_key(found)))


def _whole(sent_id: str, request: Request) -> str:
    """Return an id with what stood behind a `?` that nobody had encoded."""
    query = request.url.query
    return f"{sent_id}?{query}" if sent_id and query else sent_id


def _to(url: str) -> RedirectResponse:
    return RedirectResponse(url, HTTPStatus.FOUND)
