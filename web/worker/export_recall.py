"""Taking back the exports that hold something which is being deleted."""

from functools import cache

from functions.store.export_files import ExportFiles, export_files
from functions.store.exports import DELETED, ExportLinks, export_links
from functions.store.jobs import JobTable, job_table


class ExportRecall:
    """Closes jobs and deletes files."""

    def __init__(self, links: ExportLinks, files: ExportFiles, jobs: JobTable) -> None:
        self._links = links
        self._files = files
        self._jobs = jobs

    def of_session(self, project: str, session_id: str) -> int:
        """Take back all exports that have a session; returns how many there were.

        To be done in each look of a deletion.
        """
        found = list(self._links.of(project, session_id))
        return sum(self._recall(project, session_id, each) for each in found)

    def _recall(self, project: str, session_id: str, job_id: str) -> bool:
        """Take back one export.

        Of one that is being written now the link stays until the next look: the worker that
        writes it may have seen, a moment ago, that it still should.
        """
        running = self._jobs.fail(project, job_id, DELETED)
        done = not running and self._jobs.undo(project, job_id, DELETED)
        self._files.delete(project, job_id)
        if not running:
            self._links.drop(project, session_id, job_id)
        return running or done


@cache
def export_recall() -> ExportRecall:
    """Return what takes exports back; one per warm Lambda."""
    return ExportRecall(export_links(), export_files(), job_table())
