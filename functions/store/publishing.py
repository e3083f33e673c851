"""What the viewer asks of the worker to publish a session and to take it back.

Both jobs are named after the page's token, so asking twice for one page is asking once.
"""

from hashlib import sha256

from functions.model.errors import MalformedError
from functions.model.job import Job, JobKind
from functions.store.public_pages import is_token


def publish_job(  # noqa: PLR0913, RUF100 - what a page is made of
    session_id: str,
    token: str,
    *,
    expires_ms: int | None,
    created_ms: int,
    created_by: str,
    language: str = "en",
) -> Job:
    """Return the job that makes a page; `token` is a `new_token()`, `expires_ms` None for ever."""
    return Job(
        job_id=_job_id(JobKind.PUBLISH, token),
        kind=JobKind.PUBLISH,
        session_id=session_id,
        parameters={"token": token, "expires_ms": expires_ms, "language": language},
        created_ms=created_ms,
        created_by=created_by,
    )


def unpublish_job(session_id: str, token: str, *, created_ms: int, created_by: str) -> Job:
    """Return the job that takes a page away."""
    return Job(
        job_id=_job_id(JobKind.UNPUBLISH, token),
        kind=JobKind.UNPUBLISH,
        session_id=session_id,
        parameters={"token": token},
        created_ms=created_ms,
        created_by=created_by,
    )


def token_of(job: Job) -> str:
    """Return the token that a job is about.

    Raises:
        MalformedError: it names none that a page could have.

    """
    token = job.parameters.get("token")
    if not isinstance(token, str) or not is_token(token):
        raise MalformedError("the job names no page")
    return token


def expiry_of(job: Job) -> int | None:
    """Return when the page that a job makes is to go again, Unix milliseconds."""
    expires_ms = job.parameters.get("expires_ms")
    return int(expires_ms) if isinstance(expires_ms, int | float) else None


def language_of(job: Job) -> str:
    """Return the language in which a page is to be written: of whoever publishes it."""
    language = job.parameters.get("language")
    return language if isinstance(language, str) else "en"


def _job_id(kind: JobKind, token: str) -> str:
    return f"{kind}-{sha256(token.encode()).hexdigest()[:32]}"
