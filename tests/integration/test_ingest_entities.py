"""The posts of one trace or observation each, which clients made before there were batches."""

import json
from typing import Any

import pytest

from functions.interpret.trace import build_trace
from functions.model.observation import ObservationType
from functions.model.trace import Trace
from functions.store.table import session_table
from tests.integration.sending import JSON, SESSION, names
from tests.integration.service import PROJECT, PUBLIC_KEY, Service

START, END = "2026-09-21T14:13:20.000Z", "2026-09-21T14:13:22.000Z"
ROUTES = [
    ("POST", "traces"),
    ("POST", "spans"),
    ("PATCH", "spans"),
    ("POST", "generations"),
    ("PATCH", "generations"),
    ("POST", "events"),
]


def _send(service: Service, method: str, what: str, **body: Any) -> tuple[int, Any]:
    data = json.dumps(body).encode()
    answer = service.post(f"/api/public/{what}", data, JSON, method=method)
    return answer["statusCode"], json.loads(answer["body"])


def _trace(trace_id: str) -> Trace:
    return build_trace(trace_id, session_table().read_chunks(PROJECT, trace_id))


def test_a_trace_with_its_steps_is_a_turn(service: Service) -> None:
    said = [
        _send(service, "POST", "traces", id="t", name="turn", sessionId=SESSION, input="hello?"),
        _send(service, "POST", "spans", id="s", traceId="t", name="step", startTime=START),
        _send(service, "PATCH", "spans", spanId="s", traceId="t", endTime=END, output="done"),
        _send(service, "POST", "generations", id="g", traceId="t", prompt="hello?", model="m"),
        _send(service, "PATCH", "generations", generationId="g", traceId="t", completion="hi",
              usage={"promptTokens": 3, "completionTokens": 4}),
        _send(service, "POST", "events", id="e", traceId="t", parentObservationId="s"),
    ]  # fmt: skip

    assert said == [(200, {"id": each}) for each in "tssgge"]
    assert names(service) == ["turn"]
    steps = {each.observation_id: each for each in _trace("t").observations}
    assert {name: each.type for name, each in steps.items()} == {
        "s": ObservationType.SPAN,
        "g": ObservationType.GENERATION,
        "e": ObservationType.EVENT,
    }
    assert (steps["s"].output, steps["s"].duration_ns) == ("done", 2_000_000_000)
    assert (steps["g"].input, steps["g"].output, steps["g"].model) == ("hello?", "hi", "m")
    assert steps["g"].usage == {"input": 3, "output": 4, "total": 7}
    assert steps["e"].parent_id == "s"


def test_an_observation_without_a_trace_is_one_and_so_is_its_update(service: Service) -> None:
    _send(service, "POST", "spans", id="s", name="alone", startTime=START)
    _send(service, "PATCH", "spans", spanId="s", output="done")

    (step,) = _trace("s").observations
    assert (step.name, step.output) == ("alone", "done")


@pytest.mark.parametrize(
    ("what", "time"), [("traces", "timestamp"), ("spans", "startTime"), ("events", "startTime")]
)
def test_what_has_no_id_is_the_same_thing_when_it_is_sent_again(
    service: Service, what: str, time: str
) -> None:
    first, again = (_send(service, "POST", what, name="n", **{time: START}) for _ in range(2))
    other = _send(service, "POST", what, name="n", **{time: END})
    timeless = [_send(service, "POST", what, name="n") for _ in range(2)]

    assert first == again
    assert first[1]["id"] not in ("", None, other[1]["id"])
    assert timeless[0] != timeless[1]


def test_a_request_sent_again_changes_nothing(service: Service) -> None:
    for _ in range(2):
        _send(service, "POST", "traces", id="t", sessionId=SESSION, name="turn", metadata={"a": 1})
        _send(service, "POST", "generations", id="g", traceId="t", usage={"input": 3})

    assert names(service) == ["turn"]
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert (turn.observation_count, turn.usage["total"]) == (1, 3)


def test_a_trace_that_is_posted_again_with_more_is_changed(service: Service) -> None:
    _send(service, "POST", "traces", id="t", sessionId=SESSION, name="turn", timestamp=START)
    _send(service, "POST", "traces", id="t", timestamp=START, name="renamed")

    assert names(service) == ["renamed"]


@pytest.mark.parametrize(("method", "what"), ROUTES)
@pytest.mark.parametrize("body", [b"[]", b"7", b"{", b"\xff", b'{"id": 7}', b'{"name": []}'])
def test_a_body_that_breaks_a_rule_is_refused_and_nothing_is_stored(
    service: Service, method: str, what: str, body: bytes
) -> None:
    answer = service.post(f"/api/public/{what}", body, JSON, method=method)

    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["message"]
    assert service.read_stream() == []


@pytest.mark.parametrize("what", ["spans", "generations"])
def test_an_update_must_say_of_what(service: Service, what: str) -> None:
    status, said = _send(service, "PATCH", what, output="done")

    assert status == 400
    assert said["message"].startswith("id")


@pytest.mark.parametrize(("method", "what"), ROUTES)
def test_the_public_key_alone_may_not_post_them(service: Service, method: str, what: str) -> None:
    headers = JSON | {"authorization": f"Bearer {PUBLIC_KEY}"}

    answer = service.post(f"/api/public/{what}", b'{"id": "x"}', headers, method=method)

    assert answer["statusCode"] == 403
    assert service.read_stream() == []
