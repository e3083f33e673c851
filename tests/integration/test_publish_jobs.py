"""Jobs of publishing: asked for once, found again when left lying, closed once."""

import json
from typing import TYPE_CHECKING, Any, cast

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from functions.model.errors import NotFoundError, StoreUnavailableError
from functions.model.job import Job, JobState
from functions.store.errors import translated
from functions.store.jobs import JobQueue, JobTable, job_table
from functions.store.keys import job_pk
from functions.store.public_pages import new_token
from functions.store.publishing import publish_job
from tests.integration.service import PROJECT, Context, Service
from web.worker import handler
from web.worker.errors import UnfinishedError
from web.worker.publisher import now_ms, publisher
from web.worker.sweep import LEFT_LYING_MS, Sweep

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


class Bell:
    """Lambda, as far as the viewer knows it: remembers who was called."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.broken = False

    def invoke(self, **call: Any) -> None:
        if self.broken:
            raise EndpointConnectionError(endpoint_url="lambda")
        self.calls.append(call)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def queue(service: Service, bell: Bell) -> JobQueue:
    """Return the queue of a fresh table."""
    return JobQueue(boto3.client("dynamodb"), bell, service.table, "worker")  # type: ignore[arg-type]


@pytest.fixture
def jobs(service: Service) -> JobTable:
    """Return the rows of a fresh table, with the worker's memory cleared."""
    for cached in (handler._worker, handler._sweep, publisher):  # noqa: SLF001 - a warm function
        cached.cache_clear()
    assert service.table
    return job_table()


def a_job(created_ms: int = 0, session: str = "nobody") -> Job:
    return publish_job(session, new_token(), expires_ms=5, created_ms=created_ms, created_by="mara")


def test_a_job_comes_back_as_it_was_asked_for(queue: JobQueue) -> None:
    job = a_job(created_ms=17)

    queue.submit(PROJECT, job)

    assert queue.read(PROJECT, job.job_id) == job


def test_asking_wakes_the_worker_and_waits_for_nothing(queue: JobQueue, bell: Bell) -> None:
    job = a_job()

    queue.submit(PROJECT, job)

    (call,) = bell.calls
    assert (call["FunctionName"], call["InvocationType"]) == ("worker", "Event")
    assert json.loads(call["Payload"]) == {"job": job.job_id, "project": PROJECT}


def test_asking_twice_is_asking_once(queue: JobQueue) -> None:
    job = a_job()
    queue.submit(PROJECT, job)
    queue.finish(PROJECT, job.job_id)

    queue.submit(PROJECT, job)

    assert queue.read(PROJECT, job.job_id).state is JobState.DONE
    assert queue.begin(PROJECT, job.job_id) is None


def test_a_job_whose_call_was_lost_is_still_there(queue: JobQueue, bell: Bell) -> None:
    job = a_job()
    bell.broken = True

    with pytest.raises(StoreUnavailableError):
        queue.submit(PROJECT, job)

    assert list(queue.pending(1)) == [(PROJECT, job.job_id)]


def test_only_what_is_unfinished_and_old_enough_is_found(queue: JobQueue) -> None:
    done, failed, new, old = a_job(), a_job(), a_job(created_ms=1000), a_job(created_ms=500)
    for job in (done, failed, new, old):
        queue.put("p-1", job)
    queue.finish("p-1", done.job_id)
    queue.fail("p-1", failed.job_id, "for a reason")

    assert list(queue.pending(1000)) == [("p-1", old.job_id)]


def test_a_closed_job_stays_as_it_was_closed(queue: JobQueue) -> None:
    job = a_job()
    queue.put(PROJECT, job)
    queue.fail(PROJECT, job.job_id, "for a reason")

    queue.finish(PROJECT, job.job_id)

    closed = queue.read(PROJECT, job.job_id)
    assert (closed.state, closed.error) == (JobState.FAILED, "for a reason")


def test_a_closed_job_is_forgotten_after_a_week(queue: JobQueue, service: Service) -> None:
    job = a_job()
    queue.put(PROJECT, job)

    queue.finish(PROJECT, job.job_id)

    key = {"PK": {"S": job_pk(PROJECT)}, "SK": {"S": job.job_id}}
    row = boto3.client("dynamodb").get_item(TableName=service.table, Key=key)["Item"]
    assert int(row["expires"]["N"]) == pytest.approx(now_ms() / 1000 + 7 * 86_400, abs=60)


@pytest.mark.parametrize(
    ("code", "status"),
    [("ThrottlingException", 400), ("SlowDown", 503), ("InternalServerError", 500)],
)
def test_what_may_work_on_a_second_try_says_so(code: str, status: int) -> None:
    answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}

    with pytest.raises(StoreUnavailableError), translated():
        raise ClientError(answer, "PutItem")  # type: ignore[arg-type]


def test_what_will_never_work_is_let_through() -> None:
    with pytest.raises(ClientError), translated():
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "PutItem")


def test_every_attempt_is_counted(queue: JobQueue) -> None:
    job = a_job()
    queue.put(PROJECT, job)

    attempts = [queue.begin(PROJECT, job.job_id) for _ in range(3)]

    assert [each.attempts for each in attempts if each] == [1, 2, 3]


def test_a_job_of_an_id_longer_than_any_key_does_not_exist(queue: JobQueue) -> None:
    with pytest.raises(NotFoundError):
        queue.read(PROJECT, "j" * 2_000)


def test_a_job_of_another_project_does_not_exist(queue: JobQueue) -> None:
    job = a_job()
    queue.put(PROJECT, job)

    with pytest.raises(NotFoundError):
        queue.read("other", job.job_id)


def test_the_handler_does_the_job_it_is_called_for(jobs: JobTable, service: Service) -> None:
    service.send([_trace("someone")])
    service.settle()
    job = a_job(session="someone")
    jobs.put(PROJECT, job)

    _invoke({"job": job.job_id, "project": PROJECT})

    assert jobs.read(PROJECT, job.job_id).state is JobState.DONE


def test_the_schedule_does_what_was_left_lying(jobs: JobTable) -> None:
    lying = a_job(created_ms=now_ms() - 2 * LEFT_LYING_MS)
    fresh = a_job(created_ms=now_ms())
    for job in (lying, fresh):
        jobs.put(PROJECT, job)

    _invoke({"sweep": True})

    states = [jobs.read(PROJECT, each.job_id).state for each in (lying, fresh)]
    assert states == [JobState.FAILED, JobState.PENDING]


def test_a_sweep_out_of_time_leaves_the_rest(
    jobs: JobTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = a_job()
    jobs.put(PROJECT, job)
    monkeypatch.setattr(Context, "get_remaining_time_in_millis", lambda _self: 1)

    _invoke({"sweep": True})

    assert jobs.read(PROJECT, job.job_id).attempts == 0


def test_one_job_that_breaks_keeps_no_other_waiting(
    jobs: JobTable, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    poison, good = a_job(created_ms=1, session="poison"), a_job(created_ms=2)
    for job in (poison, good):
        jobs.put(PROJECT, job)
    _break(monkeypatch)

    with pytest.raises(UnfinishedError, match="1 of 2 failed"):
        _invoke({"sweep": True})

    assert jobs.read(PROJECT, good.job_id).state is JobState.FAILED
    assert jobs.read(PROJECT, poison.job_id).state is JobState.PENDING
    assert "private words" not in capsys.readouterr().out


def test_what_an_unforeseen_error_quotes_leaves_nowhere(
    jobs: JobTable, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job = a_job(session="poison")
    jobs.put(PROJECT, job)
    _break(monkeypatch)

    with pytest.raises(UnfinishedError, match=r"^ValueError at ") as raised:
        _invoke({"job": job.job_id, "project": PROJECT})

    assert "private words" not in f"{raised.value}{capsys.readouterr().out}"
    assert raised.value.__suppress_context__


def test_a_second_sweep_finds_nothing_to_do(jobs: JobTable) -> None:
    job = a_job()
    jobs.put(PROJECT, job)
    sweep: Sweep = handler._sweep()  # noqa: SLF001 - as the handler makes it

    sweep.run(lambda: True)
    sweep.run(lambda: True)

    assert jobs.read(PROJECT, job.job_id).attempts == 1


def _invoke(event: dict[str, Any]) -> None:
    handler.lambda_handler(event, cast("LambdaContext", Context()))


def _trace(session: str) -> dict[str, Any]:
    body = {"id": f"trace-of-{session}", "sessionId": session, "input": "Hello"}
    at = "2026-09-21T10:00:00Z"
    return {"id": "event", "type": "trace-create", "timestamp": at, "body": body}


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reading the session named `poison` fail with words of its sender."""
    table = publisher()._sessions  # noqa: SLF001 - no seam in the store
    whole = table.read_session

    def read(project: str, session_id: str) -> object:
        if session_id == "poison":
            raise ValueError("private words")
        return whole(project, session_id)

    monkeypatch.setattr(table, "read_session", read)
