"""What is too large to be read costs nobody else anything, and no visitor can make it so."""

import json
from typing import Any

import pytest

from functions.rollup import scores as rollup_scores
from functions.store import table
from tests.integration.api import Api
from tests.integration.sending import JSON, SCORES
from tests.integration.service import PUBLIC_KEY, Service

VISITOR = JSON | {"authorization": f"Bearer {PUBLIC_KEY}"}


def a_trace(trace_id: str, **body: Any) -> dict[str, Any]:
    return {
        "id": f"e-{trace_id}",
        "type": "trace-create",
        "timestamp": "2026-10-05T09:00:00Z",
        "body": {"id": trace_id, "sessionId": "s-1", "name": "asked", **body},
    }


def a_step(trace_id: str) -> dict[str, Any]:
    return {
        "id": f"o-{trace_id}",
        "type": "span-create",
        "timestamp": "2026-10-05T09:00:01Z",
        "body": {"id": f"step-{trace_id}", "traceId": trace_id},
    }


def test_a_visitor_makes_no_trace_and_no_session_unreadable(
    service: Service, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST_TRACE", 20_000)
    monkeypatch.setattr(table, "LARGEST_PUBLIC", 8_000)
    service.send([a_trace("t-1"), a_step("t-1")])
    for number in range(30):
        for target in ({"traceId": "t-1"}, {"sessionId": "s-1"}):
            body = {"name": "liked", "value": 1, "comment": f"{number}" + "z" * 1000, **target}
            assert service.post(SCORES, json.dumps(body).encode(), VISITOR)["statusCode"] == 200
    service.settle()
    assert len(api.get("/traces/t-1")["observations"]) == 1
    assert 5 <= len(api.get("/traces/t-1")["scores"]) < 8
    assert [each["id"] for each in api.get("/sessions/s-1")["traces"]] == ["t-1"]
    assert [each["id"] for each in api.get("/sessions")["data"]] == ["s-1"]


def test_a_visitors_first_score_stands_beside_a_trace_as_large_as_can_be(
    service: Service, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST_TRACE", 2_000)
    service.send([a_trace("t-1", input="w" * 1500)])
    body = {"traceId": "t-1", "name": "liked", "value": 1, "comment": "z" * 1000}
    service.post(SCORES, json.dumps(body).encode(), VISITOR)
    service.settle()
    assert [each["name"] for each in api.get("/traces/t-1")["scores"]] == ["liked"]


def test_a_trace_that_is_too_large_is_listed_as_its_turn_knows_it_among_the_others(
    service: Service, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.send([a_trace("large", input="w" * 3000), a_step("large")])
    service.send([a_trace("small", input="small"), a_step("small")])
    service.settle()
    monkeypatch.setattr(table, "LARGEST_TRACE", 1_000)
    listed = {each["id"]: each for each in api.get("/traces")["data"]}
    assert {name: each["input"] for name, each in listed.items()} == {
        "large": None,
        "small": "small",
    }
    assert listed["large"]["name"] == "asked"
    in_session = api.get("/sessions/s-1")["traces"]
    assert {each["id"]: each["input"] for each in in_session} == {"large": None, "small": "small"}
    inputs = [{"type": "number", "column": "defaultCount", "operator": "=", "value": 1}]
    found = api.get("/traces", filter=json.dumps(inputs))["data"]
    assert [each["id"] for each in found] == ["small"]
    assert api.get("/observations/step-small")["traceId"] == "small"
    assert api.status("/observations/step-large") == 404
    assert api.status("/observations/step-large", traceId="large") == 400


def test_a_visitor_has_only_so_many_scores_of_one_target_folded_beside_those_of_programs(
    service: Service, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup_scores, "_MOST_ANONYMOUS", 3)
    scores = [
        {"id": f"v-{number}", "traceId": "t-1", "name": "liked", "value": number}
        for number in range(6)
    ]
    service.send([a_trace("t-1")])
    for each in scores:
        service.post(SCORES, json.dumps(each).encode(), VISITOR)
    service.post(SCORES, json.dumps(scores[5] | {"id": "program"}).encode(), JSON)
    service.settle()
    found = [each["id"] for each in api.get("/v2/scores")["data"]]
    assert sorted(found) == ["program", "v-0", "v-1", "v-2"]
