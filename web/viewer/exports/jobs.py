"""Exports by the worker: asked for, watched, and the way to the file."""

import time
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse

from functions.model.errors import MalformedError, NotFoundError
from functions.model.job import Job, JobKind, JobState
from functions.store.export_files import ExportFiles, export_files
from functions.store.exports import MOST_SESSIONS, ExportLog, export_job, export_log, format_of
from functions.store.jobs import JobQueue, job_queue
from web.api.listing.pager import Pages
from web.api.traces.query import ProjectLists
from web.export.formats import FileFormat
from web.pages.export_view import export_context
from web.pages.language import say
from web.pages.links import export_url, key_to_id
from web.pages.render import export_page
from web.viewer.exports.whole_list import sessions_of_list
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId, Reader

router = APIRouter()

_URL_S = 300
"""How long the address that leads out of here is good for; ours makes a new one each time."""

_LONGEST_QUERY = 20_000

type Jobs = Annotated[JobQueue, Depends(job_queue)]
type Log = Annotated[ExportLog, Depends(export_log)]
type Files = Annotated[ExportFiles, Depends(export_files)]
type Keys = Annotated[list[str] | None, Form(alias="session", max_length=MOST_SESSIONS)]


@router.post("/p/{project}/exports")
def ask(  # noqa: PLR0913, RUF100 - one parameter for each field of the form
    project: ProjectId,
    person: Reader,
    jobs: Jobs,
    lists: ProjectLists,
    pages: Pages,
    keys: Keys = None,
    query: Annotated[str | None, Form(alias="list", max_length=_LONGEST_QUERY)] = None,
    file_format: Annotated[FileFormat, Form(alias="format")] = FileFormat.JSON_LINES,
) -> RedirectResponse:
    """Ask for a file of the sessions of these keys, or of all that are in a list."""
    ids, cut = [key_to_id(each) for each in keys or ()], False
    if query is not None:
        ids, cut = sessions_of_list(project, query, lists, pages)
    if not ids:
        raise MalformedError(say("export.wrong.nothing"))
    if file_format is FileFormat.JSON and len(ids) > 1:
        raise MalformedError(say("export.wrong.json"))
    job = export_job(ids, file_format, created_ms=_now_ms(), created_by=person.name, cut=cut)
    jobs.submit(project, job)
    return RedirectResponse(export_url(project, job.job_id), HTTPStatus.SEE_OTHER)


@router.api_route("/p/{project}/exports/{job_id}", methods=["GET", "HEAD"])
def watch(project: ProjectId, job_id: str, jobs: Jobs, log: Log) -> Page:
    """Show how far an export is; its page asks again by itself until it is done."""
    job = _read(jobs, project, job_id)
    frame = shell(say("export.title"), project)
    return Page(export_page(export_context(frame, job, log.read(project, job_id))))


@router.api_route("/p/{project}/exports/{job_id}/file", methods=["GET", "HEAD"])
def read_file(
    project: ProjectId, job_id: str, jobs: Jobs, log: Log, files: Files
) -> RedirectResponse:
    """Lead to the file for some minutes; its bytes never pass through here."""
    job = _read(jobs, project, job_id)
    if job.state is not JobState.DONE:
        raise NotFoundError("file")
    name = log.read(project, job_id).name
    url = files.download_url(project, job_id, name, FileFormat(format_of(job)).media_type, _URL_S)
    return RedirectResponse(url, HTTPStatus.FOUND)


def _read(jobs: JobQueue, project: str, job_id: str) -> Job:
    job = jobs.read(project, job_id)
    if job.kind is not JobKind.EXPORT:
        raise NotFoundError("export")
    return job


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
