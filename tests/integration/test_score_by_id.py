"""One score by its id, and its deletion."""

import json
from typing import Any

import pytest

from functions.store.table import session_table
from tests.integration.api import Api
from tests.integration.rows import derived_rows
from tests.integration.service import PROJECT, Service


def _score(second: int = 0, **body: Any) -> dict[str, Any]:
    return {
        "id": f"e-{second}-{hash(repr(body))}",
        "type": "score-create",
        "timestamp": f"2026-09-21T14:00:{second:02}.500Z",
        "body": {"id": "s", "traceId": "t", "name": "n", "value": 0.5} | body,
    }


def _trace(**body: Any) -> dict[str, Any]:
    return {
        "id": "e-t",
        "type": "trace-create",
        "timestamp": "2026-09-21T13:00:00Z",
        "body": {"id": "t", "name": "turn", "sessionId": "a"} | body,
    }


def _tell(service: Service, *events: dict[str, Any]) -> None:
    assert service.send(events)["errors"] == []
    service.settle()


def _delete(api: Api, score_id: str = "s") -> None:
    said = api.send("DELETE", f"/scores/{score_id}", expected=202)
    assert said == {"message": "Score deletion queued successfully"}


@pytest.mark.parametrize("path", ["/scores/s", "/v2/scores/s"])
def test_a_score_is_read_by_its_id(api: Api, service: Service, path: str) -> None:
    body: dict[str, Any] = {
        "comment": "fine",
        "metadata": {"a": "[1]"},
        "observationId": "o",
        "queueId": "q",
    }
    _tell(service, _score(**body), _score(7, comment="better"))

    assert api.get(path) == {
        "id": "s",
        "traceId": "t",
        "observationId": "o",
        "sessionId": None,
        "datasetRunId": None,
        "name": "n",
        "source": "API",
        "timestamp": "2026-09-21T14:00:00.500Z",
        "createdAt": "2026-09-21T14:00:00.500Z",
        "updatedAt": "2026-09-21T14:00:07.500Z",
        "authorUserId": None,
        "comment": "better",
        "metadata": {"a": [1]},
        "configId": None,
        "queueId": "q",
        "environment": "default",
        "dataType": "NUMERIC",
        "value": 0.5,
        "stringValue": None,
        "projectId": PROJECT,
    }


@pytest.mark.parametrize(
    ("body", "v1", "shown"),
    [
        ({"dataType": "CATEGORICAL", "value": "good"}, 200, (0, "good")),
        ({"dataType": "BOOLEAN", "value": 0}, 200, (0, "False")),
        ({"dataType": "TEXT", "value": "words"}, 200, (None, "words")),
        ({"dataType": "CORRECTION", "value": "instead"}, 404, (0, "instead")),
        ({"traceId": None, "sessionId": "a"}, 404, (0.5, None)),
    ],
)
def test_v1_knows_scores_of_traces_and_v2_all(
    api: Api, service: Service, body: Any, v1: int, shown: Any
) -> None:
    _tell(service, _score(**body))

    score = api.get("/v2/scores/s")

    assert (score["value"], score["stringValue"]) == shown
    assert api.status("/scores/s") == v1


@pytest.mark.parametrize("score_id", ["a/b", "ä#?%", "x" * 300])
def test_a_score_is_found_under_any_id(api: Api, service: Service, score_id: str) -> None:
    from urllib.parse import quote

    _tell(service, _score(id=score_id))
    path = quote(score_id, safe="")

    assert api.get(f"/v2/scores/{path}")["id"] == score_id
    _delete(api, path)
    service.settle()
    assert api.status(f"/v2/scores/{path}") == 404


@pytest.mark.parametrize("target", [{}, {"traceId": None, "sessionId": "a"}])
def test_a_score_too_large_for_its_row_is_read_whole(
    api: Api, service: Service, target: Any
) -> None:
    noise = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(30_000))
    _tell(service, _score(comment=noise, metadata={"a": noise[:100]}, **target))

    found = api.get("/v2/scores/s")

    assert (found["comment"], found["metadata"]) == (noise, {"a": noise[:100]})


def test_a_score_of_nobody_is_not_there(api: Api) -> None:
    for path in ("/scores/nope", "/v2/scores/nope"):
        answer = api.send("GET", path, expected=404)
        assert answer == {
            "message": "Score not found within authorized project",
            "error": "LangfuseNotFoundError",
        }


def test_a_deleted_score_is_nowhere_any_more(api: Api, service: Service) -> None:
    _tell(service, _trace(), _score(), _score(id="kept"))

    _delete(api)
    service.settle()

    assert [api.status("/scores/s"), api.status("/v2/scores/s")] == [404, 404]
    assert [each["id"] for each in api.get("/traces/t")["scores"]] == ["kept"]
    record = session_table().read_session(PROJECT, "a")
    assert [each.score_id for each in record.turns[0].scores] == ["kept"]
    assert record.session.score_count == 1
    assert [sk for _, sk in derived_rows(service.table) if "SCORE#" in sk] == ["SCORE#kept"]


def test_a_deleted_score_of_a_session_is_gone(api: Api, service: Service) -> None:
    _tell(service, _trace(), _score(traceId=None, sessionId="a"))
    assert session_table().read_session(PROJECT, "a").session.score_count == 1

    _delete(api)
    service.settle()

    assert api.status("/v2/scores/s") == 404
    assert session_table().read_session(PROJECT, "a").scores == ()


def test_a_score_sent_again_stands_again_only_if_it_is_newer(api: Api, service: Service) -> None:
    _tell(service, _score())
    _delete(api)
    service.settle()

    _tell(service, _score() | {"id": "e-again"})
    assert api.status("/v2/scores/s") == 404

    _tell(service, _score(value=0.75) | {"timestamp": "2099-01-01T00:00:00Z"})
    assert api.get("/v2/scores/s")["value"] == 0.75


def test_a_score_dated_in_the_future_is_deleted_all_the_same(api: Api, service: Service) -> None:
    for stamp in ("2099-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"):
        _tell(service, _score() | {"timestamp": stamp, "id": stamp})
        assert api.status("/v2/scores/s") == 200

        _delete(api)
        service.settle()

        assert api.status("/v2/scores/s") == 404


def test_a_score_deleted_before_it_is_folded_never_shows(api: Api, service: Service) -> None:
    service.send([_trace(), _score(), _score(id="kept")])
    _delete(api)
    _delete(api)
    service.settle()

    assert [api.status("/v2/scores/s"), api.status("/v2/scores/kept")] == [404, 200]
    _tell(service, _score(value=1) | {"timestamp": "2099-01-01T00:00:00Z"})
    assert api.get("/v2/scores/s")["value"] == 1
    _delete(api)
    service.settle()
    assert api.status("/v2/scores/s") == 404


def test_a_visitor_may_score_again_what_was_deleted(api: Api, service: Service) -> None:
    """Nobody but visitors ever said anything of it; to delete it is not to say anything."""
    for stamp, status in (("2026-09-21T14:00:00Z", 404), ("2099-01-01T00:00:00Z", 200)):
        events = [_score() | {"timestamp": stamp, "id": stamp}]
        answer = service.post(
            "/api/public/ingestion",
            json.dumps({"batch": events}).encode(),
            {"content-type": "application/json", "authorization": "Bearer pk-lf-test"},
        )
        assert json.loads(answer["body"])["errors"] == []
        service.settle()
        if status == 404:
            _delete(api)
            service.settle()

        assert api.status("/v2/scores/s") == status


def test_deleting_what_nobody_knows_is_no_error(api: Api) -> None:
    _delete(api, "nope")
    _delete(api, "nope")
