"""Work that outlives a request: publish, unpublish, delete, export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from functions.model.json import Json


class JobKind(StrEnum):
    """What there is to do."""

    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    DELETE_TRACES = "delete-traces"
    DELETE_SESSION = "delete-session"
    EXPORT = "export"


class JobState(StrEnum):
    """How far a job is; every step of one may be done twice."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work and how it went; `job_id` is chosen by whoever asks for it."""

    job_id: str
    kind: JobKind
    session_id: str
    parameters: Mapping[str, Json] = field(default_factory=dict)
    state: JobState = JobState.PENDING
    error: str = ""
    """For a person; names no payload."""

    attempts: int = 0
    finished_ms: int | None = None
    created_ms: int = 0
    created_by: str = ""
