"""What the schedule finds to do: jobs that were left lying, and pages whose time is up."""

from collections.abc import Callable
from functools import partial

from aws_lambda_powertools import Logger

from functions.store.jobs import JobTable
from functions.store.publications import PublicationTable
from web.worker.errors import UnfinishedError, describe
from web.worker.jobs import Worker
from web.worker.publisher import Publisher, now_ms

LEFT_LYING_MS = 60_000
"""A job older than this is not being done by whoever was called first."""

_log = Logger(service="worker")


class Sweep:
    """One round through everything that is due."""

    def __init__(
        self,
        worker: Worker,
        jobs: JobTable,
        publisher: Publisher,
        publications: PublicationTable,
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._worker = worker
        self._jobs = jobs
        self._publisher = publisher
        self._publications = publications
        self._now = now

    def run(self, has_time: Callable[[], bool]) -> None:
        """Do as much as there is time for; one thing that fails keeps none of the others waiting.

        Raises:
            UnfinishedError: something failed; the next sweep tries it again.

        """
        due = self._due(has_time)
        failed = 0
        for count, work in enumerate(due):
            if not has_time():
                _log.warning("out of time", extra={"left": len(due) - count})
                break
            failed += not _succeeds(work)
        if failed:
            raise UnfinishedError(f"{failed} of {len(due)} failed")

    def _due(self, has_time: Callable[[], bool]) -> list[Callable[[], None]]:
        now = self._now()
        pages = [
            partial(self._publisher.withdraw, project, each.session_id, each.token)
            for project, each in self._publications.due(now)
        ]
        left = [
            partial(self._worker.run, *each, has_time)
            for each in self._jobs.pending(now - LEFT_LYING_MS)
        ]
        return [*pages, *left]


def _succeeds(work: Callable[[], None]) -> bool:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - counted, and raised when the others had their turn
        _log.error("failed", extra={"error": describe(error)})
        return False
    return True
