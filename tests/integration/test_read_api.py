"""The JSON read API over what the real handlers stored."""

import base64
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.integration.api import Api
from tests.integration.service import PROJECT, PUBLIC_KEY, Service, forget_clients

SESSION = "order 4471/ä#?%"
ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


@pytest.fixture
def told(api: Api, service: Service) -> Api:
    """Return a reader of a project with a session of two traces and a trace without one."""
    service.send(
        [
            _trace("t1", "10:00", input={"question": "Where?"}, sessionId=SESSION, tags=["a"]),
            _trace("t2", "10:05", input="17", output="true", sessionId=SESSION, userId="mara"),
            _trace("t3", "10:09", name="alone"),
            _generation("g1", "t1"),
            _score("s1", "t1", value=0.5),
            _score("s2", "t1", value="good", observationId="g1"),
        ]
    )
    service.settle()
    return api


def _event(kind: str, at: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{kind}-{body['id']}",
        "type": kind,
        "timestamp": f"2026-09-21T{at}:30.000Z",
        "body": body,
    }


def _trace(trace_id: str, at: str, **body: Any) -> dict[str, Any]:
    timestamp = f"2026-09-21T{at}:00.123Z"
    return _event("trace-create", at, {"id": trace_id, "timestamp": timestamp} | body)


def _generation(observation_id: str, trace_id: str) -> dict[str, Any]:
    body = {
        "id": observation_id,
        "traceId": trace_id,
        "name": "answer",
        "startTime": "2026-09-21T10:00:00.500Z",
        "completionStartTime": "2026-09-21T10:00:01.000Z",
        "endTime": "2026-09-21T10:00:02.500Z",
        "model": "gpt-4.1-mini",
        "modelParameters": {"temperature": 0.5, "stop": ["x"]},
        "usageDetails": {"input": 10, "input_cached_tokens": 5, "output": 7},
        "costDetails": {"input": 0.25, "output": 0.5},
        "output": [{"role": "assistant", "content": "Here."}],
    }
    return _event("generation-create", "10:00", body)


def _score(score_id: str, trace_id: str, **body: Any) -> dict[str, Any]:
    return _event(
        "score-create", "10:01", {"id": score_id, "traceId": trace_id, "name": "quality"} | body
    )


def test_health_needs_no_key_and_asks_the_table(api: Api) -> None:
    answer = api.client.get("/api/public/health")

    assert (answer.status_code, answer.json()["status"]) == (200, "OK")


def test_health_is_not_ok_without_a_table(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_clients()
    monkeypatch.setenv("TABLE_NAME", "no-such-table")

    assert api.client.get("/api/public/health").status_code == 503


def test_ready_asks_the_table_too(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api.client.get("/api/public/ready").json()["status"] == "OK"

    forget_clients()
    monkeypatch.setenv("TABLE_NAME", "no-such-table")

    assert api.client.get("/api/public/ready").status_code == 503


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_a_probe_may_ask_for_the_head_alone(api: Api, path: str) -> None:
    answer = api.client.head(f"/api/public{path}")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(("minutes_ago", "status"), [(1, 200), (5, 503)])
def test_health_tells_whether_anything_arrives_if_it_is_asked(
    api: Api, service: Service, minutes_ago: int, status: int
) -> None:
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    service.send([_trace("t1", "10:00", timestamp=at.isoformat())])
    service.settle()

    assert api.status("/health", failIfNoRecentEvents="true") == status
    assert api.status("/health", failIfNoRecentEvents="false") == 200
    assert api.status("/health", failIfDatabaseUnavailable="true") == 200


def test_only_who_has_the_keys_is_told_whether_anything_arrives(api: Api) -> None:
    assert api.client.get("/api/public/health?failIfNoRecentEvents=true").status_code == 401


def test_a_key_names_its_project(api: Api) -> None:
    assert api.get("/projects") == {
        "data": [
            {
                "id": PROJECT,
                "name": "Acme",
                "organization": {"id": "reprise", "name": "Reprise"},
                "metadata": {},
            }
        ]
    }


def test_sessions_come_newest_first(told: Api, service: Service) -> None:
    service.send([_trace("t9", "11:00", sessionId="later", environment="production")])
    service.settle()

    assert told.get("/sessions") == {
        "data": [
            {
                "id": "later",
                "createdAt": "2026-09-21T11:00:00.123Z",
                "projectId": PROJECT,
                "environment": "production",
                "bookmarked": False,
                "name": None,
            },
            {
                "id": SESSION,
                "createdAt": "2026-09-21T10:00:00.123Z",
                "projectId": PROJECT,
                "environment": "default",
                "bookmarked": False,
                "name": None,
            },
        ],
        "meta": {"page": 1, "limit": 50, "totalItems": 2, "totalPages": 1},
    }


def test_a_session_holds_its_traces_in_reading_order(told: Api) -> None:
    session = told.get("/sessions", id=SESSION)

    assert session["id"] == SESSION
    assert [each["id"] for each in session["traces"]] == ["t1", "t2"]
    assert "observations" not in session["traces"][0]


def test_traces_dated_alike_are_read_as_their_steps_began_and_keep_their_dates(
    api: Api, service: Service
) -> None:
    later = "2026-09-21T10:00:04.000Z", "2026-09-21T10:00:05.000Z"
    moved = _generation("g2", "t1")["body"] | {"startTime": later[0], "endTime": later[1]}
    service.send(
        [
            _trace("t1", "10:09", sessionId=SESSION),
            _trace("t2", "10:09", sessionId=SESSION),
            _event("generation-create", "10:09", moved),
            _generation("g1", "t2"),
        ]
    )
    service.settle()

    traces = api.get("/sessions", id=SESSION)["traces"]

    assert [each["id"] for each in traces] == ["t2", "t1"]
    assert {each["timestamp"] for each in traces} == {"2026-09-21T10:09:00.123Z"}
    assert [api.get(f"/traces/{each['id']}")["latency"] for each in traces] == [2.0, 1.0]
    assert [each["latency"] for each in api.get("/traces")["data"]] == [2.0, 1.0]


@pytest.mark.parametrize("slash", ["%2F", "/"])
def test_a_session_is_found_by_its_path(told: Api, slash: str) -> None:
    path = f"/sessions/order%204471{slash}%C3%A4%23%3F%25"

    assert told.get(path)["id"] == SESSION


def test_a_session_with_a_very_long_id_is_read_by_it(api: Api, service: Service) -> None:
    long = "ä" * 300
    service.send([_trace("t" * 300, "10:00", sessionId=long)])
    service.settle()

    session = api.get("/sessions", id=long)

    assert session["id"] == long
    assert [each["id"] for each in session["traces"]] == ["t" * 300]
    assert api.get("/sessions", id=api.get("/sessions")["data"][0]["id"]) == session


def test_traces_come_latest_first_with_the_ids_of_what_belongs_to_them(told: Api) -> None:
    traces = told.get("/traces")

    assert [each["id"] for each in traces["data"]] == ["t3", "t2", "t1"]
    assert traces["data"][2]["observations"] == ["g1"]
    assert sorted(traces["data"][2]["scores"]) == ["s1", "s2"]
    assert traces["meta"] == {"page": 1, "limit": 50, "totalItems": 3, "totalPages": 1}


def test_a_loop_over_all_pages_sees_every_trace_once(told: Api) -> None:
    pages = [told.get("/traces", page=page, limit=1) for page in (1, 2, 3, 4)]

    assert [[each["id"] for each in page["data"]] for page in pages] == [["t3"], ["t2"], ["t1"], []]
    assert {page["meta"]["totalPages"] for page in pages} == {3}


def test_the_traces_of_one_session(told: Api) -> None:
    traces = told.get("/traces", sessionId=SESSION, limit=1, page=2)

    assert [each["id"] for each in traces["data"]] == ["t1"]
    assert traces["meta"]["totalItems"] == 2


def test_a_trace_in_full(told: Api) -> None:
    trace = told.get("/traces/t1")

    assert trace | {"observations": 1, "scores": 2} == {
        "id": "t1",
        "timestamp": "2026-09-21T10:00:00.123Z",
        "name": "answer",
        "input": {"question": "Where?"},
        "output": [{"role": "assistant", "content": "Here."}],
        "sessionId": SESSION,
        "release": None,
        "version": None,
        "userId": None,
        "metadata": {},
        "tags": ["a"],
        "public": False,
        "environment": "default",
        "projectId": PROJECT,
        "externalId": None,
        "bookmarked": False,
        "createdAt": "2026-09-21T10:00:00.123Z",
        "updatedAt": "2026-09-21T10:00:02.500Z",
        "htmlPath": f"/project/{PROJECT}/traces/t1",
        "latency": 2.377,
        "totalCost": 0.75,
        "costSource": None,
        "observations": 1,
        "scores": 2,
    }


def test_an_observation_in_full(told: Api) -> None:
    (step,) = told.get("/traces", id="t1")["observations"]

    expected = {
        "id": "g1",
        "traceId": "t1",
        "type": "GENERATION",
        "startTime": "2026-09-21T10:00:00.500Z",
        "endTime": "2026-09-21T10:00:02.500Z",
        "completionStartTime": "2026-09-21T10:00:01.000Z",
        "level": "DEFAULT",
        "model": "gpt-4.1-mini",
        "modelParameters": {"temperature": 0.5, "stop": ["x"]},
        "usageDetails": {"input": 10, "input_cached_tokens": 5, "output": 7},
        "usage": {"input": 15, "output": 7, "total": 17, "unit": "TOKENS"},
        "costDetails": {"input": 0.25, "output": 0.5},
        "calculatedInputCost": 0.25,
        "calculatedTotalCost": 0.75,
        "latency": 2.0,
        "timeToFirstToken": 0.5,
        "parentObservationId": None,
    }
    assert {name: step[name] for name in expected} == expected


def test_scores_have_the_value_of_their_type(told: Api) -> None:
    scores = {each["id"]: each for each in told.get("/traces/t1")["scores"]}

    assert (scores["s1"]["dataType"], scores["s1"]["value"]) == ("NUMERIC", 0.5)
    assert (scores["s2"]["dataType"], scores["s2"]["stringValue"]) == ("CATEGORICAL", "good")
    assert (scores["s2"]["observationId"], scores["s2"]["source"]) == ("g1", "API")


def test_a_text_that_is_json_is_read_as_json(told: Api) -> None:
    trace = told.get("/traces/t2")

    assert (trace["input"], trace["output"]) == (17, True)


def test_a_score_alone_makes_no_trace(api: Api, service: Service) -> None:
    service.send([_score("s", "nobody", value=1)])
    service.settle()

    assert api.status("/traces/nobody") == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "message", "error"),
    [
        ("GET", "/sessions/no", 404, "Session not found within authorized project", "L"),
        ("GET", "/traces/no", 404, "Trace no not found within authorized project", "L"),
        ("GET", "/v2/prompts/a/b", 404, "Reprise keeps no prompts", "L"),
        ("POST", "/prompts", 404, "Reprise keeps no prompts", "L"),
        ("GET", "/datasets", 404, "Reprise keeps no datasets", "L"),
        ("POST", "/v2/datasets/x", 404, "Reprise keeps no datasets", "L"),
        ("DELETE", "/dataset-items/x", 404, "Reprise keeps no datasets", "L"),
        ("POST", "/dataset-run-items", 404, "Reprise keeps no datasets", "L"),
        ("GET", "/annotation-queues/x/items", 404, "Reprise keeps no annotation queues", "L"),
        ("GET", "/models", 404, "Reprise keeps no models", "L"),
        ("GET", "/v2/metrics", 404, "Reprise keeps no metrics", "L"),
        ("PUT", "/nothing/at/all", 404, "There is no such resource here", "L"),
        ("POST", "/sessions", 405, "Method not allowed", "MethodNotAllowedError"),
    ],
)
def test_what_is_not_there_says_so(
    api: Api, method: str, path: str, status: int, message: str, error: str
) -> None:
    answer = api.client.request(method, f"/api/public{path}", auth=api.keys)

    name = "LangfuseNotFoundError" if error == "L" else error
    assert (answer.status_code, answer.json()) == (status, {"message": message, "error": name})


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"foo": "1"}, "foo"),
        ({"page": "0"}, "page"),
        ({"limit": "101"}, "limit"),
        ({"limit": "many"}, "limit"),
    ],
)
def test_a_parameter_that_cannot_be_obeyed_is_refused_by_name(
    api: Api, query: dict[str, str], name: str
) -> None:
    answer = api.client.get("/api/public/sessions", params=query, auth=api.keys)

    assert (answer.status_code, answer.json()["message"]) == (400, "Invalid request data")
    assert [issue["path"] for issue in answer.json()["error"]] == [[name]]


@pytest.mark.parametrize("path", ["/v2/prompts/greeting", "/datasets", "/metrics"])
def test_what_langfuse_has_and_reprise_lacks_asks_for_the_keys_first(api: Api, path: str) -> None:
    answer = api.client.get(f"/api/public{path}", auth=(PUBLIC_KEY, "wrong"))

    assert (answer.status_code, answer.json()["message"]) == (401, WRONG)


WRONG = "Invalid credentials. Confirm that you've configured the correct host."


@pytest.mark.parametrize(
    ("header", "status", "message"),
    [
        (None, 401, "No authorization header"),
        ("Digest x", 401, "Invalid authorization header"),
        ("Basic !!!", 401, "Invalid authorization header"),
        (f"Basic {base64.b64encode(b'no-colon').decode()}", 401, "Invalid authorization header"),
        (f"Basic {base64.b64encode(b'pk-lf-test:wrong').decode()}", 401, WRONG),
        (f"Basic {base64.b64encode(b'pk-lf-none:sk-lf-test').decode()}", 401, WRONG),
        (
            f"Bearer {PUBLIC_KEY}",
            403,
            "A public key alone does not allow reading; use Basic authentication",
        ),
    ],
)
def test_nobody_reads_without_the_keys(
    api: Api, header: str | None, status: int, message: str
) -> None:
    headers = {} if header is None else {"authorization": header}

    answer = api.client.get("/api/public/traces?foo=1", headers=headers)

    assert (answer.status_code, answer.json()["message"]) == (status, message)


def test_a_key_reads_nothing_of_another_project(told: Api) -> None:
    import boto3

    from functions.store.credentials import put_api_key

    put_api_key(
        boto3.client("dynamodb"),
        os.environ["TABLE_NAME"],
        project_id="other",
        public_key="pk-lf-other",
        secret_key="sk-lf-other",
    )
    told.keys = ("pk-lf-other", "sk-lf-other")

    assert told.get("/sessions")["data"] == []
    assert told.get("/traces")["data"] == []
    assert [told.status("/traces/t1"), told.status("/sessions", id=SESSION)] == [404, 404]


def test_a_cost_that_was_worked_out_says_so(api: Api, service: Service) -> None:
    sent = {"id": "sent", "traceId": "t", "usageDetails": {"input": 1}, "costDetails": {"total": 1}}
    call = {
        "id": "call",
        "traceId": "t",
        "model": "gpt-4o",
        "startTime": "2026-03-01T10:00:00Z",
        "usageDetails": {"input": 800, "input_cached_tokens": 200, "output": 100},
    }
    service.send([_event("generation-create", "10:00", each) for each in (sent, call)])
    service.settle()

    trace = api.get("/traces/t")

    steps = {each["id"]: each for each in trace["observations"]}
    assert steps["sent"]["costSource"] is None
    assert steps["call"]["costSource"].startswith("genai-prices ")
    assert steps["call"]["costDetails"] == {"input": 0.00225, "output": 0.001, "total": 0.00325}
    assert trace["totalCost"] == 1.00325
    assert trace["costSource"] == f"partly {steps['call']['costSource']}"
