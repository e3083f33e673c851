"""Exports: jobs that write sessions to a file, how far they are, and who is in one.

A file lives for a week. While it does, a link leads from each session to it, put before the
session is read: whoever deletes the session, or a trace of it, takes the file with it.
"""

import json
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from uuid import uuid4

from functions.model.errors import MalformedError
from functions.model.export import ExportProgress
from functions.model.job import Job, JobKind
from functions.store.database import Database, database
from functions.store.item import key
from functions.store.job_log import JobLog
from functions.store.keys import exported_pk, key_id

LIFE_DAYS = 7
"""Of a file, which a lifecycle rule of the bucket ends, and of the job's row."""

MOST_SESSIONS = 1_000
LARGEST_IDS = 350_000
"""Bytes of all ids of an export: what the row of a job has room for."""

DELETED = "something in it was deleted"
NOTHING = "there is nothing to export: the sessions have expired or were deleted"
"""Why there is no file, in the words of the job's row."""

_LINK_S = (LIFE_DAYS + 2) * 86_400

type ExportLog = JobLog[ExportProgress]


def export_job(
    session_ids: Sequence[str],
    file_format: str,
    *,
    created_ms: int,
    created_by: str,
    cut: bool = False,
) -> Job:
    """Return the job that writes these sessions to a file, in that order.

    `cut` where they are only the beginning of what was asked for.

    Raises:
        MalformedError: their ids are more than a job has room for.

    """
    ids = list(dict.fromkeys(key_id(each) for each in session_ids))
    if len(fitting(ids)) < len(ids):
        raise MalformedError("session: too many for one export; choose fewer")
    return Job(
        job_id=f"{JobKind.EXPORT}-{uuid4().hex}",
        kind=JobKind.EXPORT,
        session_id="",
        parameters={"sessions": [*ids], "format": file_format, "cut": cut},
        created_ms=created_ms,
        created_by=created_by,
    )


def fitting(ids: Sequence[str]) -> list[str]:
    """Return the first of these ids, as many as a job has room for."""
    sizes = (len(json.dumps(each, ensure_ascii=False).encode()) + 2 for each in ids)
    ends = accumulate(sizes)
    return [each for each, end in zip(ids[:MOST_SESSIONS], ends, strict=False) if end < LARGEST_IDS]


def sessions_of(job: Job) -> list[str]:
    """Return the sessions of an export, in the form that keys use."""
    sessions = job.parameters.get("sessions", [])
    return [str(each) for each in sessions] if isinstance(sessions, list) else []


def format_of(job: Job) -> str:
    """Return the format of an export's file."""
    return str(job.parameters.get("format", ""))


def is_cut(job: Job) -> bool:
    """Tell whether an export has only the beginning of what was asked for."""
    return job.parameters.get("cut") is True


class ExportLinks:
    """The links from sessions to the exports that have them."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def put(self, project: str, session_id: str, job_id: str) -> None:
        """Note that an export is about to read a session."""
        expires = {"N": str(int(time.time()) + _LINK_S)}
        self._rows.put({**key(exported_pk(project, session_id), job_id), "expires": expires})

    def of(self, project: str, session_id: str) -> Iterator[str]:
        """Yield the jobs of the exports that have a session, or will."""
        for item in self._rows.query(exported_pk(project, session_id)):
            yield item["SK"]["S"]

    def drop(self, project: str, session_id: str, job_id: str) -> None:
        """Forget a link."""
        place = (exported_pk(project, session_id), job_id)
        self._rows.delete(place, "SK = :job", {":job": {"S": job_id}})


@cache
def export_log() -> ExportLog:
    """Return how far the exports in TABLE_NAME are; one per warm Lambda."""
    return JobLog(database(), ExportProgress)


@cache
def export_links() -> ExportLinks:
    """Return the links in TABLE_NAME; one per warm Lambda."""
    return ExportLinks(database())
