"""The question before a deletion, the deletion, and its receipt."""

import time
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse

from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError
from functions.store.deleting import Deleting, deleting
from functions.store.deletions import DELETIONS, DeletionLog, deletion_log
from functions.store.jobs import JobQueue, job_queue
from web.pages.erasing_view import EraseContext, ReceiptContext
from web.pages.figures import when_ms
from web.pages.language import say
from web.pages.links import (
    erase_url,
    key_to_id,
    receipt_url,
    session_url,
    sessions_url,
    trace_url,
    with_query,
)
from web.pages.render import erase_page, receipt_page
from web.pages.session_view import title_of
from web.viewer.erasing.extent import MOST_LOOKED_AT, Extent, Scales, scales
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId, Reader
from web.viewer.tables import Table

router = APIRouter(prefix="/p/{project}")

_AGAIN_S = 2

type Counting = Annotated[Scales, Depends(scales)]
type Deletes = Annotated[Deleting, Depends(deleting)]
type Confirmed = Annotated[Literal["yes"], Form()]


@router.api_route("/sessions/{key}/delete", methods=["GET", "HEAD"])
def ask_about_session(project: ProjectId, key: str, table: Table, counting: Counting) -> Page:
    """Say what goes with a session, and ask."""
    record = table.read_session(project, key_to_id(key))
    extent = counting.of_session(project, record, time.time_ns() // 1_000_000)
    page = session_url(project, key)
    name = title_of(record.session)
    return _question(project, page, say("delete.session"), name, (_turns(extent), *_rest(extent)))


@router.post("/sessions/{key}/delete")
def delete_session(
    project: ProjectId,
    key: str,
    table: Table,
    deletes: Deletes,
    person: Reader,
    confirmed: Confirmed,  # noqa: ARG001, RUF100 - that it is there
) -> RedirectResponse:
    """Delete a session: it is hidden when the answer leaves."""
    record = table.read_session(project, key_to_id(key))
    job = deletes.delete_session(project, record.session_id, person.name)
    url = with_query(sessions_url(project), done="deleted", n=1, receipt=job.job_id)
    return RedirectResponse(url, HTTPStatus.SEE_OTHER)


@router.api_route("/traces/{key}/delete", methods=["GET", "HEAD"])
def ask_about_trace(project: ProjectId, key: str, table: Table, counting: Counting) -> Page:
    """Say what goes with a trace, and ask."""
    trace_id = key_to_id(key)
    trace = build_trace(trace_id, table.read_chunks(project, trace_id))
    extent = counting.of_trace(project, trace_id, trace)
    goes = (say("trace.observation_count", n=extent.observations), *_rest(extent))
    page = trace_url(project, key)
    return _question(project, page, say("delete.trace"), trace.name or trace.trace_id, goes)


@router.post("/traces/{key}/delete")
def delete_trace(
    project: ProjectId,
    key: str,
    table: Table,
    deletes: Deletes,
    person: Reader,
    confirmed: Confirmed,  # noqa: ARG001, RUF100 - that it is there
) -> RedirectResponse:
    """Delete a trace: it is hidden when the answer leaves, with its turn."""
    trace_id = key_to_id(key)
    table.read_chunks(project, trace_id)
    job = deletes.delete_traces(project, [trace_id], person.name)
    return RedirectResponse(receipt_url(project, job.job_id), HTTPStatus.SEE_OTHER)


@router.api_route("/deletions/{job_id}", methods=["GET", "HEAD"])
def read_receipt(
    project: ProjectId,
    job_id: str,
    jobs: Annotated[JobQueue, Depends(job_queue)],
    log: Annotated[DeletionLog, Depends(deletion_log)],
) -> Page:
    """Show how far a deletion is; while it is under way, the page looks again by itself."""
    job = jobs.read(project, job_id)
    if job.kind not in DELETIONS:
        raise NotFoundError("deletion")
    erased = log.read(project, job_id).erased
    context = ReceiptContext(
        shell=shell(say("delete.receipt"), project),
        done=job.finished_ms is not None,
        asked=when_ms(job.created_ms),
        asked_by=job.created_by,
        finished=when_ms(job.finished_ms or 0),
        gone=(
            say("delete.gone.traces", n=erased.traces),
            say("delete.gone.rows", n=erased.rows),
            say("delete.gone.objects", n=erased.objects),
            say("list.deletion.pages", n=erased.publications),
        ),
    )
    answer = Page(receipt_page(context))
    if not context.done:
        answer.headers["Refresh"] = str(_AGAIN_S)
    return answer


def _question(project: str, page: str, heading: str, name: str, goes: tuple[str, ...]) -> Page:
    context = EraseContext(
        shell=shell(heading, project),
        heading=heading,
        name=name,
        goes=goes,
        action=erase_url(page),
        back_url=page,
    )
    return Page(erase_page(context))


def _turns(extent: Extent) -> str:
    return say("list.deletion.turns", n=extent.turns)


def _rest(extent: Extent) -> tuple[str, ...]:
    """Return what goes besides; of very many traces, what was found in the first of them."""
    found = (
        say("list.deletion.scores", n=extent.scores),
        say("delete.comments", n=extent.comments),
        say("list.deletion.pages", n=extent.pages),
        say("delete.media", n=extent.media),
    )
    return (*found, say("delete.more", n=MOST_LOOKED_AT)) if extent.more else found
