"""The deployed product does its work, each function with its own role and nothing more."""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from functions.model.job import Job
from functions.store.credentials import put_api_key, put_project
from functions.store.jobs import JobTable
from functions.store.public_pages import new_token
from functions.store.publishing import publish_job, unpublish_job
from tests.bundle.stack import FunctionFailedError, Stack, deployed

_SOON_S = 20
_PROJECT = "p-stack"
_HEADERS = {
    "authorization": "Basic " + b64encode(b"pk-lf-stack:sk-lf-stack").decode(),
    "content-type": "application/json",
}


@pytest.fixture(scope="module")
def stack(
    artifacts: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """Return a deployment with one project and its key."""
    with deployed(artifacts, tmp_path_factory.mktemp("stack")) as stack:
        client, table = stack.client("dynamodb"), stack.name("SessionTable")
        put_project(client, table, project_id=_PROJECT, name="Stack")
        put_api_key(
            client,
            table,
            project_id=_PROJECT,
            public_key="pk-lf-stack",
            secret_key="sk-lf-stack",
        )
        yield stack


@pytest.mark.parametrize(
    ("session", "question"),
    [("s-small", "Where is my parcel?"), ("s-large", Random(1).randbytes(600_000).hex())],
    ids=["small", "too large for an item"],
)
def test_what_is_sent_becomes_a_session_that_can_be_read(
    stack: Stack, session: str, question: str
) -> None:
    _send(stack, session, question)

    assert _soon(lambda: _read(stack, session))["id"] == session


def test_a_session_is_published_and_taken_back(stack: Stack) -> None:
    _send(stack, "s-public", "Where is my parcel?")
    _soon(lambda: _read(stack, "s-public"))
    token = new_token()

    _work(
        stack,
        publish_job("s-public", token, expires_ms=None, created_ms=0, created_by="a test"),
    )
    assert _public(stack) == {"404.html", f"s/{token}"}

    _work(stack, unpublish_job("s-public", token, created_ms=0, created_by="a test"))
    assert _public(stack) == {"404.html"}


def test_a_session_is_deleted_with_its_payloads(stack: Stack) -> None:
    _send(stack, "s-deleted", Random(2).randbytes(600_000).hex())
    _soon(lambda: _read(stack, "s-deleted"))
    before = _payloads(stack)

    answer = stack.request("DELETE", "/api/public/sessions/s-deleted", _HEADERS)

    assert answer["statusCode"] == 200
    assert _read(stack, "s-deleted") is None
    receipt = f"/api/public/deletions/{json.loads(answer['body'])['deletionId']}"
    removed = _soon(lambda: _removed(stack, receipt))
    assert (removed["traces"], removed["objects"]) == (1, 1)
    assert len(_payloads(stack)) == len(before) - 1
    stack.call("WorkerFunction", {"sweep": True})


def _removed(stack: Stack, receipt: str) -> Any:
    """Return what was removed, once it is something."""
    answer = stack.request("GET", receipt, _HEADERS)
    removed = json.loads(answer["body"])["removed"]
    return removed if removed["traces"] else None


def _payloads(stack: Stack) -> list[str]:
    found = stack.client("s3").list_objects_v2(Bucket=stack.name("PayloadBucket"))
    return [each["Key"] for each in found.get("Contents", ())]


def test_nobody_is_let_in_to_the_pages(stack: Stack) -> None:
    answer = stack.request("GET", "/", {"accept": "text/html"})

    assert 300 < answer["statusCode"] < 500


@pytest.mark.parametrize("function", ["RollupFunction", "WorkerFunction"])
def test_the_schedule_finds_its_function_able_to_sweep(stack: Stack, function: str) -> None:
    stack.call(function, {"sweep": True})


def test_a_function_is_refused_what_its_role_does_not_allow(stack: Stack) -> None:
    """A control: else an engine that enforces nothing would pass all of the above."""
    roles, worker = stack.client("iam"), stack.name("WorkerRole")
    deny = {"Effect": "Deny", "Action": "dynamodb:Query", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    roles.put_role_policy(RoleName=worker, PolicyName="less", PolicyDocument=policy)

    with pytest.raises(FunctionFailedError):
        stack.call("WorkerFunction", {"sweep": True})

    roles.delete_role_policy(RoleName=worker, PolicyName="less")
    stack.call("WorkerFunction", {"sweep": True})


def _export(session: str, question: str) -> bytes:
    """Return one trace of one span as OTLP's JSON."""
    now = time.time_ns()
    attributes = {"session.id": session, "input.value": question, "output.value": "On its way."}
    span = {
        "traceId": session.encode().hex().zfill(32),
        "spanId": "00000000000000a1",
        "name": "answer",
        "startTimeUnixNano": str(now - 1_000_000_000),
        "endTimeUnixNano": str(now),
        "attributes": [
            {"key": key, "value": {"stringValue": value}} for key, value in attributes.items()
        ],
    }
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()


def _send(stack: Stack, session: str, question: str) -> None:
    answer = stack.request("POST", "/v1/traces", _HEADERS, _export(session, question))
    assert answer["statusCode"] == 200


def _read(stack: Stack, session: str) -> Any:
    answer = stack.request("GET", f"/api/public/sessions/{session}", _HEADERS)
    return json.loads(answer["body"]) if answer["statusCode"] == 200 else None


def _work(stack: Stack, job: Job) -> None:
    JobTable(stack.client("dynamodb"), stack.name("SessionTable")).put(_PROJECT, job)
    stack.call("WorkerFunction", {"job": job.job_id, "project": _PROJECT})


def _public(stack: Stack) -> set[str]:
    found = stack.client("s3").list_objects_v2(Bucket=stack.name("PublicBucket"))
    return {each["Key"] for each in found["Contents"]}


def _soon(ask: Callable[[], Any]) -> Any:
    """Ask until there is an answer: the rollup is told by the stream."""
    deadline = time.monotonic() + _SOON_S
    while (answer := ask()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return answer
