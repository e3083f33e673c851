"""What was sent is read back, the same, through every endpoint that should show it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.integration.api import Api, ids_of
from tests.integration.sending import JSON as JSON_BODY
from tests.integration.sending import OTLP, json_export
from tests.integration.service import Service
from tests.integration.told import ToldTrace, events, score_events, spans, stories

# Without shrinking: each step would take a second of engine, and stories are small as drawn.
_MANY = settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _tell(service: Service, story: list[ToldTrace], *, as_spans: bool) -> None:
    for trace in story:
        said = score_events(trace)
        if as_spans:
            answer = service.post(OTLP, json_export(*spans(trace)), JSON_BODY)
            assert (answer["statusCode"], answer["body"]) == (200, "{}")
        else:
            said += events(trace)
        assert service.send(said)["errors"] == []
    service.settle()


@_MANY
@given(story=stories(), as_spans=st.booleans())
def test_what_was_sent_is_read_back_through_every_endpoint(
    service: Service, api: Api, story: list[ToldTrace], as_spans: bool
) -> None:
    _tell(service, story, as_spans=as_spans)

    for trace in story:
        _is_read_by_its_ids(api, trace)
    _are_in_their_sessions(api, story)
    _are_listed(api, story)


def _is_read_by_its_ids(api: Api, told: ToldTrace) -> None:
    trace = api.get(f"/traces/{told.trace_id}")
    assert _trace(trace) == _expected_trace(told)
    assert [_step(each) for each in trace["observations"]] == _expected_steps(told)
    assert sorted(each["id"] for each in trace["scores"]) == sorted(_score_ids(told))
    for step, expected in zip(told.observations, _expected_steps(told), strict=True):
        assert _step(api.get(f"/observations/{step.observation_id}")) == expected
    for score in told.scores:
        for version in ("", "/v2"):
            found = api.get(f"{version}/scores/{_quoted(score.score_id)}")
            assert (found["traceId"], found["name"]) == (told.trace_id, score.name)
            assert found["value"] == score.value


def _are_in_their_sessions(api: Api, story: list[ToldTrace]) -> None:
    for session_id in {each.session_id for each in story if each.session_id}:
        told = [each for each in story if each.session_id == session_id]
        session = api.get("/sessions", id=session_id)
        assert [_trace(each) for each in session["traces"]] == list(map(_expected_trace, told))
        assert session_id in _ids(api, "/sessions")
        for each in told:
            mine = {"userId": each.user_id, "environment": each.environment}
            assert session_id in _ids(api, "/sessions", **mine)
        assert _ids(api, "/traces", sessionId=session_id) == _trace_ids(reversed(told))
        steps = _followed(api, "/v2/observations", sessionId=session_id, limit=2)
        assert sorted(each["id"] for each in steps) == sorted(_step_ids(told))


def _are_listed(api: Api, story: list[ToldTrace]) -> None:
    for user_id in {each.user_id for each in story}:
        theirs = [each for each in story if each.user_id == user_id]
        assert _ids(api, "/traces", userId=user_id, limit=1) == _trace_ids(reversed(theirs))
        found = _ids(api, "/observations", userId=user_id, limit=2)
        assert sorted(found) == sorted(_step_ids(theirs))
    for query, is_wanted in _questions(story[0]):
        wanted = [each for each in reversed(story) if is_wanted(each)]
        mine = set(_trace_ids(story))
        assert [each for each in _ids(api, "/traces", **query) if each in mine] == _trace_ids(
            wanted
        )
    for told in story:
        steps = _followed(api, "/v2/observations", traceId=told.trace_id, fields="core,io,basic")
        assert {each["id"]: each["name"] for each in steps} == {
            each.observation_id: each.name for each in told.observations
        }
        for path in ("/scores", "/v2/scores"):
            assert sorted(_ids(api, path, traceId=told.trace_id)) == sorted(_score_ids(told))
        listed = _followed(api, "/v3/scores", traceId=told.trace_id, limit=1)
        assert {each["id"]: each["value"] for each in listed} == {
            each.score_id: each.value for each in told.scores
        }


def _questions(one: ToldTrace) -> list[tuple[dict[str, Any], Callable[[ToldTrace], bool]]]:
    """Return queries that find that trace, and who else should be found."""
    key, value = next(iter(one.metadata.items()))
    condition = {"type": "stringObject", "column": "metadata", "key": key, "operator": "="}
    return [
        ({}, lambda _: True),
        ({"name": one.name}, lambda each: each.name == one.name),
        ({"environment": one.environment}, lambda each: each.environment == one.environment),
        ({"tags": list(one.tags)}, lambda each: set(one.tags) <= set(each.tags)),
        (
            {"filter": json.dumps([condition | {"value": value}])},
            lambda each: each.metadata.get(key) == value,
        ),
    ]


def _trace(body: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "sessionId", "userId", "name", "environment", "tags", "input", "output")
    kept = {name: body["metadata"][name] for name in ("m", "n") if name in body["metadata"]}
    return {name: body[name] for name in names} | {"metadata": kept}


def _expected_trace(told: ToldTrace) -> dict[str, Any]:
    return {
        "id": told.trace_id,
        "sessionId": told.session_id,
        "userId": told.user_id,
        "name": told.name,
        "environment": told.environment,
        "tags": list(told.tags),
        "input": told.input,
        "output": told.output,
        "metadata": told.metadata,
    }


def _step(body: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "traceId", "type", "name", "level", "input", "output", "environment")
    return {name: body[name] for name in names}


def _expected_steps(told: ToldTrace) -> list[dict[str, Any]]:
    return [
        {
            "id": each.observation_id,
            "traceId": told.trace_id,
            "type": each.kind,
            "name": each.name,
            "level": each.level,
            "input": each.input,
            "output": each.output,
            "environment": told.environment,
        }
        for each in told.observations
    ]


def _trace_ids(story: Any) -> list[str]:
    return [each.trace_id for each in story]


def _step_ids(story: list[ToldTrace]) -> list[str]:
    return [step.observation_id for each in story for step in each.observations]


def _score_ids(told: ToldTrace) -> list[str]:
    return [each.score_id for each in told.scores]


def _ids(api: Api, path: str, **query: Any) -> list[str]:
    return ids_of(api.pages(path, **query))


def _followed(api: Api, path: str, **query: Any) -> list[dict[str, Any]]:
    return [each for page in api.followed(path, **query) for each in page]


def _quoted(identifier: str) -> str:

    return quote(identifier, safe="")
