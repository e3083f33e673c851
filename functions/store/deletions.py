"""Deletions: the jobs that erase what a tombstone hides, how far they are, and their receipts.

A deletion's job is its receipt. It is kept for a year after it was done, and says what was asked
for, when and with which key, and how much was removed; it holds no content.
"""

import time
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from uuid import uuid4

from functions.model.deletion import Progress
from functions.model.job import Job, JobKind
from functions.store.database import database
from functions.store.job_log import JobLog
from functions.store.keys import key_id

RECEIPT_S = 365 * 86_400
DELETIONS = (JobKind.DELETE_TRACES, JobKind.DELETE_SESSION)

type DeletionLog = JobLog[Progress]

_HOUR_MS = 3_600_000
_ROLLUP = "the rollup, which found something that came late"


def delete_traces_job(trace_ids: Sequence[str], *, created_ms: int, created_by: str) -> Job:
    """Return the job that erases what arrived of these traces up to `created_ms`."""
    return Job(
        job_id=_new_id(JobKind.DELETE_TRACES),
        kind=JobKind.DELETE_TRACES,
        session_id="",
        parameters={"traces": list(dict.fromkeys(key_id(each) for each in trace_ids))},
        created_ms=created_ms,
        created_by=created_by,
    )


def delete_session_job(session_id: str, *, created_ms: int, created_by: str) -> Job:
    """Return the job that erases what was in a session at `created_ms`."""
    return Job(
        job_id=_new_id(JobKind.DELETE_SESSION),
        kind=JobKind.DELETE_SESSION,
        session_id=key_id(session_id),
        created_ms=created_ms,
        created_by=created_by,
    )


def erase_late_job(trace_id: str, deleted_ms: int) -> Job:
    """Return the job that erases what a trace still has of before its deletion: one an hour."""
    hour = time.time_ns() // 10**6 // _HOUR_MS
    name = sha256(f"{trace_id}\n{deleted_ms}\n{hour}".encode()).hexdigest()
    return Job(
        job_id=f"{JobKind.DELETE_TRACES}-{name[:32]}",
        kind=JobKind.DELETE_TRACES,
        session_id="",
        parameters={"traces": [trace_id]},
        created_ms=deleted_ms,
        created_by=_ROLLUP,
    )


def traces_of(job: Job) -> list[str]:
    """Return the traces that a job is about, in the form that keys use."""
    traces = job.parameters.get("traces", [])
    return [str(each) for each in traces] if isinstance(traces, list) else []


def _new_id(kind: JobKind) -> str:
    return f"{kind}-{uuid4().hex}"


@cache
def deletion_log() -> DeletionLog:
    """Return how far the deletions in TABLE_NAME are; one per warm Lambda."""
    return JobLog(database(), Progress)
