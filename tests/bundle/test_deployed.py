"""The deployed product does its work, each function with its own role and nothing more."""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from functions.store.credentials import put_api_key, put_project
from tests.bundle.stack import Stack, deployed

_SOON_S = 20
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
        put_project(client, table, project_id="p-stack", name="Stack")
        put_api_key(
            client,
            table,
            project_id="p-stack",
            public_key="pk-lf-stack",
            secret_key="sk-lf-stack",
        )
        yield stack


@pytest.mark.parametrize(
    ("session", "question"),
    [("s-small", "Where is my parcel?"), ("s-large", "why? " * 200_000)],
    ids=["small", "too large for an item"],
)
def test_what_is_sent_becomes_a_session_that_can_be_read(
    stack: Stack, session: str, question: str
) -> None:
    answer = stack.request("POST", "/v1/traces", _HEADERS, _export(session, question))

    assert answer["statusCode"] == 200
    assert _soon(lambda: _read(stack, f"/api/public/sessions/{session}"))["id"] == session


def test_nobody_is_let_in_to_the_pages(stack: Stack) -> None:
    answer = stack.request("GET", "/", {"accept": "text/html"})

    assert 300 < answer["statusCode"] < 500


@pytest.mark.parametrize("function", ["RollupFunction", "WorkerFunction"])
def test_the_schedule_finds_its_function_able_to_sweep(stack: Stack, function: str) -> None:
    stack.call(function, {"sweep": True})


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


def _read(stack: Stack, path: str) -> Any:
    answer = stack.request("GET", path, _HEADERS)
    return json.loads(answer["body"]) if answer["statusCode"] == 200 else None


def _soon(ask: Callable[[], Any]) -> Any:
    """Ask until there is an answer: the rollup is told by the stream."""
    deadline = time.monotonic() + _SOON_S
    while (answer := ask()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return answer
