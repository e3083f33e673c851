"""Asking for a deletion: what is deleted is hidden at once, and a job removes it for good."""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from functions.model.job import Job
from functions.store.deletions import delete_session_job, delete_traces_job, traces_of
from functions.store.jobs import JobQueue, job_queue
from functions.store.tombstones import Tombstones, tombstones


class Deleting:
    """Deletes for people and programs; the job that each deletion returns is its receipt."""

    def __init__(self, jobs: JobQueue, hiding: Tombstones) -> None:
        self._jobs = jobs
        self._hiding = hiding

    def delete_traces(self, project: str, trace_ids: Sequence[str], by: str) -> Job:
        """Delete traces: their observations, scores, comments and media, and pages with them."""
        job = delete_traces_job(trace_ids, created_ms=_now_ms(), created_by=by)

        def hide() -> None:
            self._hiding.hide_traces(project, traces_of(job), job.created_ms)

        return self._delete(project, job, hide)

    def delete_session(self, project: str, session_id: str, by: str) -> Job:
        """Delete a session with its traces, scores, marks, comments and public pages."""
        job = delete_session_job(session_id, created_ms=_now_ms(), created_by=by)

        def hide() -> None:
            self._hiding.hide_session(project, session_id, job.created_ms)

        return self._delete(project, job, hide)

    def delete_sessions(self, project: str, session_ids: Iterable[str], by: str) -> list[Job]:
        """Delete sessions: all jobs are stored before the first is hidden, so that none is lost."""
        now_ms = _now_ms()
        jobs = [delete_session_job(each, created_ms=now_ms, created_by=by) for each in session_ids]
        for job in jobs:
            self._jobs.put(project, job)
        for job in jobs:
            self._hiding.hide_session(project, job.session_id, now_ms)
            self._jobs.wake(project, job.job_id)
        return jobs

    def _delete(self, project: str, job: Job, hide: Callable[[], None]) -> Job:
        """Store the job first, so that a crash leaves nothing half."""
        self._jobs.put(project, job)
        hide()
        self._jobs.wake(project, job.job_id)
        return job


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@cache
def deleting() -> Deleting:
    """Return what deletes in TABLE_NAME; one per warm Lambda."""
    return Deleting(job_queue(), tombstones())
