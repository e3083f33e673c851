"""Deleting traces and sessions, and the receipts of it.

What is deleted is hidden when the answer leaves; a job of the worker removes it for good. The
answers name that job in a key that Langfuse's clients do not know, and ignore.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from pydantic import ConfigDict, Field, field_validator

from functions.interpret.jsontext import encode
from functions.model.deletion import Progress
from functions.model.errors import NotFoundError
from functions.model.job import Job, JobKind
from functions.store.deleting import Deleting, deleting
from functions.store.deletions import DELETIONS, DeletionLog, deletion_log, traces_of
from functions.store.jobs import JobQueue, job_queue
from functions.store.keys import key_id
from web.api.auth import AskingKey, ProjectId, authorized
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.wire import Timestamp, Wire, wire_time, wire_time_or_none

router = APIRouter(route_class=JsonRoute, tags=["deletion"], dependencies=[Depends(authorized)])

_MOST = 1_000
_LARGEST = 350_000
"""Bytes of all their ids as JSON: what the row of a job has room for."""

_NS_IN_MS = 1_000_000

type Id = Annotated[str, Field(min_length=1)]
type Jobs = Annotated[JobQueue, Depends(job_queue)]
type Deletes = Annotated[Deleting, Depends(deleting)]


class TraceIds(Wire):
    """The traces to delete; of one that is not there, nothing is."""

    model_config = ConfigDict(extra="forbid")

    trace_ids: Annotated[list[Id], Field(min_length=1, max_length=_MOST)]

    @field_validator("trace_ids")
    @classmethod
    def _fit_into_a_job(cls, value: list[str]) -> list[str]:
        if sum(len(encode(key_id(each)).encode()) for each in value) > _LARGEST:
            raise ValueError("these ids together are too long for one request; send fewer")
        return value


class Deleted(Wire):
    """What was asked for is hidden from every reader; `deletion_id` leads to the receipt."""

    message: str
    deletion_id: str


class Counts(Wire):
    """What was removed for good, as far as the deletion is."""

    traces: int
    rows: int
    objects: int
    publications: int


class Receipt(Wire):
    """How a deletion goes, and when it is done, the proof of it; kept for a year after that."""

    id: str
    status: Literal["PENDING", "DONE"]
    session_id: str | None
    trace_ids: list[str]
    """Of over 256 bytes as their hash."""

    deleted_until: Timestamp
    """What arrived up to then is deleted; it is also when the deletion was asked for."""

    finished_at: Timestamp | None
    """When a look through all that was deleted had found nothing any more."""

    deleted_by: str
    """The public key."""

    removed: Counts


@router.delete("/traces/{trace_id:path}", dependencies=[Depends(only())])
def delete_trace(
    trace_id: Annotated[str, Path(min_length=1)],
    project: ProjectId,
    key: AskingKey,
    deletes: Deletes,
) -> Deleted:
    """Delete a trace: its observations, scores, comments and media, and pages that show it."""
    job = deletes.delete_traces(project, [trace_id], key)
    return Deleted(message="Trace deleted successfully", deletion_id=job.job_id)


@router.delete("/traces", dependencies=[Depends(only())])
def delete_traces(body: TraceIds, project: ProjectId, key: AskingKey, deletes: Deletes) -> Deleted:
    """Delete up to 1,000 traces as `DELETE /traces/{traceId}` deletes one."""
    job = deletes.delete_traces(project, body.trace_ids, key)
    return Deleted(message="Traces deleted successfully", deletion_id=job.job_id)


@router.delete("/sessions", dependencies=[Depends(only("id"))])
def delete_session_by_query(
    session_id: Annotated[str, Query(alias="id", min_length=1)],
    project: ProjectId,
    key: AskingKey,
    deletes: Deletes,
) -> Deleted:
    """Delete a session by an id that a path cannot hold, such as one with a question mark."""
    return delete_session(session_id, project, key, deletes)


@router.delete("/sessions/{session_id:path}", dependencies=[Depends(only())])
def delete_session(
    session_id: Annotated[str, Path(min_length=1)],
    project: ProjectId,
    key: AskingKey,
    deletes: Deletes,
) -> Deleted:
    """Delete a session with its traces, scores, marks, comments and public pages."""
    job = deletes.delete_session(project, session_id, key)
    return Deleted(message="Session deleted successfully", deletion_id=job.job_id)


@router.get("/deletions/{deletion_id}", dependencies=[Depends(only())])
def read_deletion(
    deletion_id: str,
    project: ProjectId,
    jobs: Jobs,
    log: Annotated[DeletionLog, Depends(deletion_log)],
) -> Receipt:
    """Return the receipt of a deletion."""
    try:
        job = jobs.read(project, deletion_id)
    except NotFoundError:
        job = None
    if job is None or job.kind not in DELETIONS:
        raise NotFoundError("Deletion not found within authorized project")
    return _receipt(job, log.read(project, deletion_id))


def _receipt(job: Job, progress: Progress) -> Receipt:
    erased = progress.erased
    finished_ms = job.finished_ms
    return Receipt(
        id=job.job_id,
        status="PENDING" if finished_ms is None else "DONE",
        session_id=job.session_id if job.kind is JobKind.DELETE_SESSION else None,
        trace_ids=traces_of(job),
        deleted_until=wire_time(job.created_ms * _NS_IN_MS),
        finished_at=wire_time_or_none(None if finished_ms is None else finished_ms * _NS_IN_MS),
        deleted_by=job.created_by,
        removed=Counts(
            traces=erased.traces,
            rows=erased.rows,
            objects=erased.objects,
            publications=erased.publications,
        ),
    )
