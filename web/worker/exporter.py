"""Exports as jobs: a file written part by part, each of which may be written twice.

After each part the job's row says how far the file is. A run that dies is taken up there by the
sweep, and what it had begun of the next part is written again, over what S3 may have of it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from functions.model.errors import NotFoundError
from functions.model.export import ExportProgress
from functions.model.job import Job
from functions.store.export_files import ExportFiles, UploadLostError, export_files
from functions.store.exports import (
    ExportLinks,
    ExportLog,
    export_links,
    export_log,
    format_of,
    sessions_of,
)
from functions.store.remarks import remark_table
from functions.store.table import session_table
from web.export.formats import FileFormat
from web.export.parts import ExportPlan, parts
from web.export.session import ExportedSession, SessionSource
from web.worker.publisher import now_ms

_LEASE_MS = 120_000
"""Longer than it takes to read and store one part, by far."""

type HasTime = Callable[[], bool]


class Exporter:
    """Does exports."""

    def __init__(
        self,
        source: SessionSource,
        log: ExportLog,
        links: ExportLinks,
        files: ExportFiles,
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._source = source
        self._log = log
        self._links = links
        self._files = files
        self._now = now

    def run(self, project: str, job: Job, has_time: HasTime) -> bool:
        """Go on with an export; tell whether its file can be read now.

        Raises:
            NotFoundError: none of its sessions is there.

        """
        progress = self._log.take(project, job.job_id, self._now(), self._now() + _LEASE_MS)
        if progress is None:
            return False
        try:
            return self._write(project, job, progress, has_time)
        except UploadLostError:
            self._note(project, job, ExportProgress(), lease_ms=0)
            return False

    def stalled(self, project: str, job: Job) -> int:
        """Return how many attempts at a job have brought it no further."""
        return job.attempts - self._log.read(project, job.job_id).attempts

    def discard(self, project: str, job: Job) -> None:
        """Delete what there is of a file: it is not to be had after all."""
        upload = self._log.read(project, job.job_id).upload
        if upload:
            self._files.abandon(project, job.job_id, upload)
        self._files.delete(project, job.job_id)

    def _write(self, project: str, job: Job, progress: ExportProgress, has_time: HasTime) -> bool:
        progress = self._begun(project, job, progress)
        for data, after in parts(self._plan(project, job), progress):
            progress = replace(after, parts=self._stored(project, job, progress, data))
            if not self._note(project, job, progress):
                self.discard(project, job)  # a session in it was deleted meanwhile
                return False
            if not has_time() and progress.session < len(sessions_of(job)):
                self._note(project, job, progress, lease_ms=0)
                return False
        if not progress.parts:
            raise NotFoundError("sessions")
        self._files.complete(project, job.job_id, progress.upload, progress.parts)
        return True

    def _begun(self, project: str, job: Job, progress: ExportProgress) -> ExportProgress:
        if progress.upload:
            return progress
        media_type = FileFormat(format_of(job)).media_type
        begun = replace(progress, upload=self._files.begin(project, job.job_id, media_type))
        self._note(project, job, begun)
        return begun

    def _stored(
        self, project: str, job: Job, progress: ExportProgress, data: bytes
    ) -> tuple[str, ...]:
        if not data:
            return progress.parts
        number = len(progress.parts) + 1
        name = self._files.put_part(project, job.job_id, progress.upload, number, data)
        return (*progress.parts, name)

    def _plan(self, project: str, job: Job) -> ExportPlan:
        def read(session_id: str) -> ExportedSession:
            # The link first: whoever deletes something of the session now finds it, or we find
            # the tombstone.
            self._links.put(project, session_id, job.job_id)
            return self._source.read(project, session_id)

        return ExportPlan(
            session_ids=sessions_of(job),
            file_format=FileFormat(format_of(job)),
            exported_ms=job.created_ms,
            read=read,
        )

    def _note(
        self, project: str, job: Job, progress: ExportProgress, lease_ms: int = _LEASE_MS
    ) -> bool:
        noted = replace(progress, attempts=job.attempts)
        return self._log.note(project, job.job_id, noted, self._now() + lease_ms)


@cache
def exporter() -> Exporter:
    """Return the exporter of this function; one per warm Lambda."""
    source = SessionSource(session_table(), remark_table(), indexed=False)
    return Exporter(source, export_log(), export_links(), export_files())
