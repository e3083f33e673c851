"""How far long jobs are, beside their rows; one worker at a time goes on with one."""

import msgspec

from functions.model.job import JobState
from functions.store.database import Database
from functions.store.item import Item, Place
from functions.store.keys import job_pk

_PENDING = {":pending": {"S": JobState.PENDING.value}}


class JobLog[P]:
    """The progress of jobs of one kind: a dataclass whose defaults are the beginning."""

    def __init__(self, rows: Database, progress: type[P]) -> None:
        self._rows = rows
        self._progress = progress

    def take(self, project: str, job_id: str, now_ms: int, until_ms: int) -> P | None:
        """Return where a job is to go on; None while somebody else may be at it."""
        values = {":now": {"N": str(now_ms)}, ":until": {"N": str(until_ms)}}
        free = "attribute_exists(PK) AND (attribute_not_exists(#taken) OR #taken <= :now)"
        row = self._rows.update(_place(project, job_id), "SET #taken = :until", values, free)
        return None if row is None else self._read(row)

    def note(self, project: str, job_id: str, progress: P, taken_ms: int) -> bool:
        """Store how far a job is; until `taken_ms` nobody else goes on with it.

        False, and nothing changes, where it was closed meanwhile.
        """
        values = {
            ":progress": {"S": msgspec.json.encode(progress).decode()},
            ":until": {"N": str(taken_ms)},
            **_PENDING,
        }
        change = "SET #progress = :progress, #taken = :until"
        row = self._rows.update(_place(project, job_id), change, values, "#state = :pending")
        return row is not None

    def read(self, project: str, job_id: str) -> P:
        """Return how far a job is."""
        return self._read(self._rows.get(_place(project, job_id)) or {})

    def _read(self, row: Item) -> P:
        if "progress" not in row:
            return self._progress()
        return msgspec.json.decode(row["progress"]["S"], type=self._progress)


def _place(project: str, job_id: str) -> Place:
    return job_pk(project), job_id
