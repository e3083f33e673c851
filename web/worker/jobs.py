"""Doing jobs: one that was asked for, or every one that was left lying."""

from collections.abc import Callable

from aws_lambda_powertools import Logger

from functions.model.errors import MalformedError, NotFoundError
from functions.model.job import Job, JobKind
from functions.store.deletions import DELETIONS, RECEIPT_S
from functions.store.exports import NOTHING
from functions.store.jobs import JobTable
from functions.store.publishing import token_of
from web.worker.eraser import Eraser
from web.worker.exporter import Exporter
from web.worker.publisher import Publisher

MAX_ATTEMPTS = 10
"""Three by Lambda at once and then one per sweep: about forty minutes."""

_GAVE_UP = "it was tried several times without success; ask whoever runs this service"
_NOTHING = {
    JobKind.PUBLISH: "there is nothing to publish: the session is unknown, empty or expired",
    JobKind.UNPUBLISH: "there is no such published page",
    JobKind.EXPORT: NOTHING,
}

_log = Logger(service="worker")


class Worker:
    """Does jobs; every step of one may be done twice, and a job may stop after any of them."""

    def __init__(
        self, jobs: JobTable, publisher: Publisher, eraser: Eraser, exporter: Exporter
    ) -> None:
        self._jobs = jobs
        self._publisher = publisher
        self._eraser = eraser
        self._exporter = exporter

    def run(self, project: str, job_id: str, has_time: Callable[[], bool]) -> None:
        """Make one attempt at a job; what may work another time is raised."""
        job = self._jobs.begin(project, job_id)
        if job is None:
            _log.info("nothing to do", extra={"job": job_id})
        elif job.kind in DELETIONS:
            self._erase(project, job, has_time)
        elif self._attempts(project, job) > MAX_ATTEMPTS:
            self._fail(project, job, _GAVE_UP)
        else:
            self._attempt(project, job, has_time)

    def _attempts(self, project: str, job: Job) -> int:
        """Return how often a job was tried; of one that goes on step by step, since the last."""
        is_export = job.kind is JobKind.EXPORT
        return self._exporter.stalled(project, job) if is_export else job.attempts

    def _erase(self, project: str, job: Job, has_time: Callable[[], bool]) -> None:
        """Go on with a deletion, which is never given up."""
        if self._eraser.run(project, job, has_time):
            self._jobs.finish(project, job.job_id, keep_s=RECEIPT_S)
            _log.info("erased", extra={"job": job.job_id, "attempts": job.attempts})

    def _attempt(self, project: str, job: Job, has_time: Callable[[], bool]) -> None:
        try:
            done = self._do(project, job, has_time)
        except NotFoundError:
            self._fail(project, job, _NOTHING[job.kind])
        except MalformedError as error:
            self._fail(project, job, str(error))
        else:
            if done:
                self._finish(project, job)

    def _do(self, project: str, job: Job, has_time: Callable[[], bool]) -> bool:
        """Do a job, or some of it; tell whether no more is to be done."""
        if job.kind is JobKind.EXPORT:
            return self._exporter.run(project, job, has_time)
        if job.kind is JobKind.PUBLISH:
            self._publisher.publish(project, job)
        else:
            self._publisher.withdraw(project, job.session_id, token_of(job))
        return True

    def _finish(self, project: str, job: Job) -> None:
        closed = self._jobs.finish(project, job.job_id)
        if not closed and job.kind is JobKind.EXPORT:
            self._exporter.discard(project, job)  # a session in it was deleted meanwhile
        _log.info("done", extra={"job": job.job_id, "attempts": job.attempts})

    def _fail(self, project: str, job: Job, error: str) -> None:
        """Close a job for good, after what it may have done halfway is made due to be undone."""
        if job.kind is JobKind.PUBLISH:
            self._publisher.abandon(project, job)
        if job.kind is JobKind.EXPORT:
            self._exporter.discard(project, job)
        self._jobs.fail(project, job.job_id, error)
        _log.warning("failed for good", extra={"job": job.job_id, "attempts": job.attempts})
