"""Deletions as jobs: look after look in bounded steps, until one look finds nothing.

The first look removes all that it finds. The next ones come at least a minute later, when no
request of before the deletion can still be writing; the one that finds nothing ends the job.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import batched

from functions.model.deletion import Erased, Progress
from functions.model.job import Job, JobKind
from functions.store.deletions import DeletionLog, deletion_log, traces_of
from web.worker.session_eraser import SessionEraser, session_eraser
from web.worker.trace_eraser import TraceEraser, trace_eraser

PAUSE_MS = 60_000
"""Between two looks: longer than ingest may take, by far, and than clocks may differ."""

_LEASE_MS = 60_000
_STEP = 32
"""Traces."""

_AT_ONCE = 8

type HasTime = Callable[[], bool]


def now_ms() -> int:
    """Return the time in Unix milliseconds."""
    return time.time_ns() // 1_000_000


class Eraser:
    """Does deletions."""

    def __init__(
        self,
        log: DeletionLog,
        traces: TraceEraser,
        sessions: SessionEraser,
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._log = log
        self._traces = traces
        self._sessions = sessions
        self._now = now

    def run(self, project: str, job: Job, has_time: HasTime) -> bool:
        """Go on with a deletion; tell whether all is gone and no more is to be done."""
        progress = self._log.take(project, job.job_id, self._now(), self._now() + _LEASE_MS)
        if progress is None:
            return False
        for step in self._steps(project, job, progress):
            if not has_time():
                self._log.note(project, job.job_id, progress, self._now())
                return False
            progress = step(progress)
            self._log.note(project, job.job_id, progress, self._now() + _LEASE_MS)
        if progress.look > 1 and not progress.found:
            return True
        self._log.note(project, job.job_id, progress.next_look(), self._now() + PAUSE_MS)
        return False

    def _steps(
        self, project: str, job: Job, progress: Progress
    ) -> Iterator[Callable[[Progress], Progress]]:
        whole = job.kind is JobKind.DELETE_SESSION
        if whole:
            self._sessions.mark(project, job.session_id, job.created_ms)
        for step in batched(self._found(project, job, progress.cursor), _STEP, strict=False):
            yield partial(self._erase_traces, project, job, step)
        if whole:
            yield partial(self._erase_session, project, job)

    def _found(self, project: str, job: Job, cursor: str) -> Iterator[tuple[str, str]]:
        """Yield the traces that are to be erased, each with the cursor that stands for it."""
        if job.kind is JobKind.DELETE_SESSION:
            yield from self._sessions.traces(project, job.session_id, job.created_ms, cursor)
            return
        done = int(cursor or 0)
        for number, trace_id in enumerate(traces_of(job)[done:], done + 1):
            yield str(number), trace_id

    def _erase_traces(
        self, project: str, job: Job, step: tuple[tuple[str, str], ...], progress: Progress
    ) -> Progress:
        def erase(found: tuple[str, str]) -> tuple[Erased, bool]:
            first = progress.look == 1
            return self._traces.erase(project, found[1], job.created_ms, first=first)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            done = list(pool.map(erase, step))
        erased = sum((each for each, _ in done), Erased())
        return progress.past(step[-1][0], erased, unsettled=any(each for _, each in done))

    def _erase_session(self, project: str, job: Job, progress: Progress) -> Progress:
        first = progress.look == 1
        erased, unsettled = self._sessions.erase_own(
            project, job.session_id, job.created_ms, first=first
        )
        return progress.past(progress.cursor, erased, unsettled=unsettled)


@cache
def eraser() -> Eraser:
    """Return the eraser of this function; one per warm Lambda."""
    return Eraser(deletion_log(), trace_eraser(), session_eraser())
