"""What a session's page says about its public pages."""

from functions.model.errors import NotFoundError
from functions.model.job import Job, JobKind, JobState
from functions.model.publication import Publication
from functions.store.jobs import job_queue
from functions.store.public_pages import new_token, public_pages
from functions.store.publishing import token_of
from functions.store.table import SessionRecord
from web.pages.figures import when_ms
from web.pages.language import say
from web.pages.links import publish_url, revoke_url
from web.pages.view import PublicationView, PublishPanel

_LISTED = 6

_DONE = {
    JobKind.PUBLISH: ("published", "publish.done"),
    JobKind.UNPUBLISH: ("unpublished", "publish.gone"),
}
_PENDING = {
    JobKind.PUBLISH: "publish.publishing",
    JobKind.UNPUBLISH: "publish.unpublishing",
}


def publish_panel(
    project: str, key: str, record: SessionRecord, *, job_id: str | None, now_ms: int
) -> PublishPanel:
    """Return the panel; `job_id` names the job that was just asked for."""
    job = _job(project, job_id, record.session_id) if job_id else None
    state, message = _progress(job)
    live = [each for each in record.publications if each.is_live(now_ms)]
    # The page that was just made comes first, then the latest.
    live.sort(key=lambda each: (not _is_about(job, each), -each.created_ms))
    return PublishPanel(
        action=publish_url(project, key),
        token=new_token(),
        publications=tuple(_view(project, key, each) for each in live[:_LISTED]),
        more=max(0, len(live) - _LISTED),
        state=state,
        message=message,
        turn_count=say("figure.turns", n=len(record.turns)),
    )


def _job(project: str, job_id: str, session_id: str) -> Job | None:
    try:
        job = job_queue().read(project, job_id)
    except NotFoundError:
        return None  # forgotten, a week after it was done
    return job if job.session_id == session_id and job.kind in _DONE else None


def _progress(job: Job | None) -> tuple[str, str]:
    if job is None:
        return "idle", ""
    if job.state is JobState.PENDING:
        return "pending", say(_PENDING[job.kind])
    if job.state is JobState.FAILED:
        return "failed", say("publish.failed", reason=job.error or say("publish.unknown_reason"))
    state, message = _DONE[job.kind]
    return state, say(message)


def _is_about(job: Job | None, publication: Publication) -> bool:
    return job is not None and token_of(job) == publication.token


def _view(project: str, key: str, publication: Publication) -> PublicationView:
    expires = publication.expires_ms
    return PublicationView(
        url=public_pages().url(publication.token),
        revoke_url=revoke_url(project, publication.token),
        session_key=key,
        published=when_ms(publication.created_ms),
        turns=say("figure.turns", n=publication.turn_count),
        expires=when_ms(expires) if expires is not None else None,
    )
