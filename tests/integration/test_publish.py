"""Publishing a session and taking it back, on a real table and a real bucket."""

import gzip
import re
from typing import Any

import boto3
import pytest

from functions.model.errors import MalformedError, NotFoundError, StoreUnavailableError
from functions.model.job import Job, JobState
from functions.model.publication import Publication
from functions.store.jobs import JobTable, job_table
from functions.store.public_pages import PublicPages, new_token, public_pages
from functions.store.publication_links import publication_links
from functions.store.publications import PublicationTable, publication_table
from functions.store.publishing import publish_job, unpublish_job
from functions.store.table import session_table
from tests.integration.service import PROJECT, Service
from web.worker.eraser import eraser
from web.worker.exporter import exporter
from web.worker.jobs import MAX_ATTEMPTS, Worker
from web.worker.publisher import Publisher
from web.worker.sweep import Sweep

SESSION = "order 4471/ä#?%"
NOW_MS = 1_790_000_000_000
DAY_MS = 86_400_000


class Desk:
    """Publishes as the viewer and the worker do together."""

    def __init__(self, pages: PublicPages | None = None) -> None:
        self.now = NOW_MS
        self.jobs: JobTable = job_table()
        self.publications: PublicationTable = publication_table()
        self.pages = pages or public_pages()
        self.publisher = Publisher(
            session_table(),
            self.publications,
            publication_links(),
            self.pages,
            now=lambda: self.now,
        )
        self.worker = Worker(self.jobs, self.publisher, eraser(), exporter())
        self.sweep = Sweep(
            self.worker, self.jobs, self.publisher, self.publications, now=lambda: self.now
        )

    def ask(
        self,
        token: str,
        session: str = SESSION,
        expires_ms: int | None = None,
        language: str = "en",
    ) -> Job:
        """Store a job to publish, as if the call that wakes the worker had been lost."""
        job = publish_job(
            session,
            token,
            expires_ms=expires_ms,
            created_ms=self.now,
            created_by="mara",
            language=language,
        )
        self.jobs.put(PROJECT, job)
        return job

    def publish(self, session: str = SESSION, expires_ms: int | None = None) -> str:
        """Publish a session and return its token."""
        token = new_token()
        self.run(self.ask(token, session, expires_ms))
        return token

    def run(self, job: Job) -> None:
        """Let the worker make one attempt at a job."""
        self.worker.run(PROJECT, job.job_id, lambda: True)

    def unpublish(self, token: str) -> Job:
        """Take a page back and return the job as it ended."""
        job = unpublish_job(SESSION, token, created_ms=self.now, created_by="mara")
        self.jobs.put(PROJECT, job)
        self.run(job)
        return self.jobs.read(PROJECT, job.job_id)

    def sweep_later(self, ms: int = 10 * 60_000) -> None:
        """Let time pass, and let the schedule find what is due."""
        self.now += ms
        self.sweep.run(lambda: True)


def read(token: str) -> dict[str, Any]:
    return dict(boto3.client("s3").get_object(Bucket=_bucket(), Key=f"s/{token}"))


def html(token: str) -> str:
    return str(read(token)["Body"].read().decode())


def _bucket() -> str:
    return public_pages()._bucket  # noqa: SLF001 - the name that the test's environment gave


def a_turn(number: int, **changes: Any) -> dict[str, Any]:
    """Return the event that makes turn `number`."""
    body = {
        "id": f"trace-{number}",
        "sessionId": SESSION,
        "timestamp": f"2026-09-21T10:{number:02}:00.000Z",
        "input": f"Question {number}",
        "output": f"Answer {number}",
    }
    return {
        "id": f"event-{number}-{len(str(changes))}",
        "type": "trace-create",
        "timestamp": f"2026-09-21T10:{number:02}:01.000Z",
        "body": body | changes,
    }


@pytest.fixture
def desk(service: Service) -> Desk:
    """Return a desk beside a session of two turns."""
    service.send([a_turn(1), a_turn(2)])
    service.settle()
    return Desk()


def test_a_published_session_shows_every_turn(desk: Desk) -> None:
    page = html(desk.publish())

    assert all(words in page for words in ("Question 1", "Answer 1", "Question 2", "Answer 2"))


def test_a_page_speaks_the_language_of_whoever_publishes_it(desk: Desk) -> None:
    token = new_token()
    desk.run(desk.ask(token, language="ja"))

    assert '<html lang="ja">' in html(token)
    assert "2 ターン" in html(token)


def test_a_page_is_html_that_a_cdn_keeps_for_a_minute(desk: Desk) -> None:
    served = read(desk.publish())

    assert served["ContentType"] == "text/html; charset=utf-8"
    assert served["CacheControl"] == "public, max-age=60"


def test_a_page_loads_nothing_from_anywhere(desk: Desk, service: Service) -> None:
    hostile = '![x](https://evil.example/x.png) <img src="//evil.example"> <script>1</script>'
    service.send([a_turn(3, input=hostile, output=hostile)])
    service.settle()

    page = html(desk.publish())

    assert re.findall(r"<(?:script|iframe|object|embed|video|audio|base)\b", page) == []
    assert [e for e in re.findall(r"<(?:img|link)[^>]*", page) if '="data:' not in e] == []
    assert re.findall(r"(?:@import|url\()(?!\s*['\"]?data:)", page) == []


def test_eight_ordinary_turns_are_small(desk: Desk, service: Service) -> None:
    words = "a parcel that has not come although it was sent last week, and nobody knows why. "
    service.send([a_turn(each, input=words * 4, output=words * 12) for each in range(1, 9)])
    service.settle()

    assert len(gzip.compress(html(desk.publish()).encode())) <= 60_000


def test_a_text_that_its_row_had_to_cut_is_published_whole(desk: Desk, service: Service) -> None:
    service.send([a_turn(3, output="word " * 20_000 + "the very end")])
    service.settle()

    assert "the very end" in html(desk.publish())


def test_what_is_private_is_not_on_the_page(desk: Desk, service: Service) -> None:
    private = {
        "userId": "secret-user",
        "tags": ["secret-tag"],
        "environment": "secret-environment",
        "metadata": {"secret-key": "secret-value"},
        "release": "secret-release",
        "version": "secret-version",
        "name": "secret-name",
    }
    service.send(
        [
            a_turn(3, **private),
            {
                "id": "score-event",
                "type": "score-create",
                "timestamp": "2026-09-21T10:09:00Z",
                "body": {
                    "id": "secret-score-id",
                    "traceId": "trace-3",
                    "name": "secret-score",
                    "value": 0.123,
                    "comment": "secret-comment",
                },
            },
        ]
    )
    service.settle()

    page = html(desk.publish())

    assert "Question 3" in page
    assert re.findall(r"secret-[a-z-]+", page) == []
    assert "trace-3" not in page
    assert SESSION not in page


def test_a_turn_that_comes_later_never_appears(desk: Desk, service: Service) -> None:
    token = new_token()
    job = desk.ask(token)
    desk.publisher.publish(PROJECT, job)
    service.send([a_turn(3)])
    service.settle()

    desk.run(job)

    assert desk.jobs.read(PROJECT, job.job_id).state is JobState.DONE
    assert "Question 3" not in html(token)


def test_of_two_workers_at_one_job_the_first_makes_the_page(desk: Desk) -> None:
    token = desk.publish()
    first = html(token)

    desk.pages.put(token, "<p>what the second one made</p>")

    assert html(token) == first


def test_what_was_published_is_listed_with_its_session(desk: Desk) -> None:
    token = desk.publish(expires_ms=NOW_MS + DAY_MS)

    (publication,) = session_table().read_session(PROJECT, SESSION).publications

    assert publication.token == token
    assert publication.turn_count == 2
    assert publication.title == "Question 1"
    assert publication.created_by == "mara"
    assert publication.size_bytes == len(html(token).encode())
    assert publication.is_live(NOW_MS)


@pytest.mark.parametrize("session", ["nobody-knows-it", ""], ids=["unknown", "nameless"])
def test_an_unknown_session_is_not_published(desk: Desk, session: str) -> None:
    job = desk.ask(new_token(), session)

    desk.run(job)

    ended = desk.jobs.read(PROJECT, job.job_id)
    assert ended.state is JobState.FAILED
    assert ended.error == "there is nothing to publish: the session is unknown, empty or expired"


def test_a_session_with_nothing_but_a_score_is_not_published(desk: Desk, service: Service) -> None:
    body = {"id": "s", "sessionId": "scored", "name": "quality", "value": 1}
    event = {"id": "e", "type": "score-create", "timestamp": "2026-09-21T10:00:00Z", "body": body}
    service.send([event])
    service.settle()
    job = desk.ask(new_token(), "scored")

    desk.run(job)

    assert desk.jobs.read(PROJECT, job.job_id).state is JobState.FAILED


def test_a_page_that_is_taken_back_is_gone_and_stays_on_record(desk: Desk) -> None:
    token = desk.publish()

    ended = desk.unpublish(token)

    assert ended.state is JobState.DONE
    assert not desk.pages.exists(token)
    (publication,) = session_table().read_session(PROJECT, SESSION).publications
    assert publication.revoked_ms == NOW_MS


def test_taking_back_what_was_never_published_fails_with_a_reason(desk: Desk) -> None:
    ended = desk.unpublish(new_token())

    assert (ended.state, ended.error) == (JobState.FAILED, "there is no such published page")


def test_a_job_left_lying_does_not_bring_back_what_was_taken_back(desk: Desk) -> None:
    token = new_token()
    job = desk.ask(token)
    desk.publisher.publish(PROJECT, job)
    desk.unpublish(token)

    desk.sweep_later()

    assert not desk.pages.exists(token)
    assert desk.jobs.read(PROJECT, job.job_id).state is JobState.DONE
    (publication,) = session_table().read_session(PROJECT, SESSION).publications
    assert publication.revoked_ms == NOW_MS


class TakenBackMeanwhile(PublicPages):
    """A bucket in which a page is taken back just before it is put."""

    desk: Desk | None = None

    def put(self, token: str, html: str) -> None:
        assert self.desk is not None
        self.desk.publisher.withdraw(PROJECT, SESSION, token)
        super().put(token, html)


def test_a_page_taken_back_while_it_is_being_published_does_not_stay(desk: Desk) -> None:
    pages = TakenBackMeanwhile(boto3.client("s3"), _bucket(), "http://localhost:1")
    racing = Desk(pages)
    pages.desk = racing

    token = racing.publish()

    assert not desk.pages.exists(token)


def test_a_page_whose_time_is_up_is_taken_back(desk: Desk) -> None:
    short = desk.publish(expires_ms=NOW_MS + 60_000)
    long = desk.publish(expires_ms=NOW_MS + DAY_MS)
    for_ever = desk.publish()

    desk.sweep_later(10 * 60_000)

    assert [desk.pages.exists(each) for each in (short, long, for_ever)] == [False, True, True]
    records = session_table().read_session(PROJECT, SESSION).publications
    assert {each.token for each in records if each.revoked_ms} == {short}


class WorkerDiedError(Exception):
    """The worker's end."""


STEPS = [
    (PublicationTable, "put"),
    (PublicPages, "put_missing_page"),
    (PublicPages, "put"),
    (PublicationTable, "is_revoking"),
    (JobTable, "finish"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[f"{o.__name__}.{s}" for o, s in STEPS])
def test_a_worker_may_die_around_any_step_of_publishing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, owner: type, step: str, after: bool
) -> None:
    token = new_token()
    job = desk.ask(token)
    _die_once(monkeypatch, owner, step, after=after)

    with pytest.raises(WorkerDiedError):
        desk.run(job)
    listed = {each.token for each in session_table().read_session(PROJECT, SESSION).publications}
    public_but_unlisted = desk.pages.exists(token) and token not in listed
    desk.sweep_later()

    assert not public_but_unlisted
    assert "Answer 2" in html(token)
    assert desk.jobs.read(PROJECT, job.job_id).state is JobState.DONE


TAKING_BACK = [
    (PublicationTable, "begin_revoking"),
    (PublicPages, "delete"),
    (PublicationTable, "end_revoking"),
    (JobTable, "finish"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("owner", "step"), TAKING_BACK, ids=[f"{o.__name__}.{s}" for o, s in TAKING_BACK]
)
def test_a_worker_may_die_around_any_step_of_taking_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, owner: type, step: str, after: bool
) -> None:
    token = desk.publish()
    _die_once(monkeypatch, owner, step, after=after)

    with pytest.raises(WorkerDiedError):
        desk.unpublish(token)
    (publication,) = session_table().read_session(PROJECT, SESSION).publications
    gone_on_paper_only = publication.revoked_ms is not None and desk.pages.exists(token)
    desk.sweep_later()

    assert not gone_on_paper_only
    assert not desk.pages.exists(token)
    (publication,) = session_table().read_session(PROJECT, SESSION).publications
    assert publication.revoked_ms is not None


def test_a_job_that_never_works_is_given_up_and_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise StoreUnavailableError("out of reach")

    monkeypatch.setattr(PublicPages, "put", refuse)
    token = new_token()
    job = desk.ask(token)
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(StoreUnavailableError):
            desk.run(job)

    desk.run(job)
    desk.sweep_later()

    assert desk.jobs.read(PROJECT, job.job_id).state is JobState.FAILED
    assert publication_table().read(PROJECT, SESSION, token).revoked_ms is not None


def test_a_token_of_one_project_means_nothing_in_another(desk: Desk) -> None:
    token = desk.publish()

    with pytest.raises(NotFoundError):
        desk.publisher.withdraw("other", SESSION, token)

    assert desk.pages.exists(token)


def _die_once(monkeypatch: pytest.MonkeyPatch, owner: type, step: str, *, after: bool) -> None:
    whole = getattr(owner, step)

    def dying(*arguments: Any, **named: Any) -> None:
        monkeypatch.setattr(owner, step, whole)
        if after:
            whole(*arguments, **named)
        raise WorkerDiedError

    monkeypatch.setattr(owner, step, dying)


def test_a_dead_link_never_leads_to_another_session(desk: Desk) -> None:
    token = desk.publish()
    desk.unpublish(token)

    desk.publications.read(PROJECT, SESSION, token)
    with pytest.raises(MalformedError, match="used before"):
        desk.publications.put("another-project", Publication(token=token, session_id=SESSION))
    with pytest.raises(MalformedError, match="used before"):
        desk.publications.put(PROJECT, Publication(token=token, session_id="another session"))
    assert not desk.pages.exists(token)
