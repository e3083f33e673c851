"""Publishing a session, and taking it back: both are jobs of the worker."""

import time
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse

from functions.model.errors import MalformedError
from functions.model.job import Job
from functions.store.jobs import JobQueue, job_queue
from functions.store.public_pages import is_token
from functions.store.publications import PublicationTable, publication_table
from functions.store.publishing import publish_job, unpublish_job
from web.pages.language import language, say
from web.pages.links import key_to_id, session_url
from web.viewer.person import ProjectId, Reader
from web.viewer.tables import Table

router = APIRouter()

_DAY_MS = 86_400_000
_DAYS = (0, 7, 30, 365)
"""What the form offers; 0 for ever."""

type Jobs = Annotated[JobQueue, Depends(job_queue)]
type Publications = Annotated[PublicationTable, Depends(publication_table)]


@router.post("/p/{project}/sessions/{key}/publications")
def publish(  # noqa: PLR0913, RUF100 - one parameter for each field of the form
    project: ProjectId,
    key: str,
    person: Reader,
    table: Table,
    jobs: Jobs,
    token: Annotated[str, Form()],
    days: Annotated[int, Form()],
    confirmed: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Ask for a public page; the form's token makes that sending it twice asks once."""
    if confirmed != "yes" or days not in _DAYS or not is_token(token):
        raise MalformedError(say("publish.incomplete"))
    record = table.read_session(project, key_to_id(key))
    now_ms = _now_ms()
    job = publish_job(
        record.session_id,
        token,
        expires_ms=now_ms + days * _DAY_MS if days else None,
        created_ms=now_ms,
        created_by=person.name,
        language=language().code,
    )
    jobs.submit(project, job)
    return _to_session(project, key, job)


@router.post("/p/{project}/publications/{token}/revoke")
def unpublish(
    project: ProjectId,
    token: str,
    person: Reader,
    publications: Publications,
    jobs: Jobs,
    session: Annotated[str, Form()],
) -> RedirectResponse:
    """Ask that a public page be deleted."""
    publication = publications.read(project, key_to_id(session), token)
    job = unpublish_job(publication.session_id, token, created_ms=_now_ms(), created_by=person.name)
    jobs.submit(project, job)
    return _to_session(project, session, job)


def _to_session(project: str, key: str, job: Job) -> RedirectResponse:
    url = f"{session_url(project, key)}?job={job.job_id}"
    return RedirectResponse(url, HTTPStatus.SEE_OTHER)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
