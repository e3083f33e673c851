"""What real clients sent is read back in the shapes that the same clients parse.

The names below are those that the generated clients of Langfuse Python 2.60, 3.15 and 4.18 demand;
their own models were run over these answers when this was written.
"""

import re
from typing import Any

import pytest

from tests.contract.recordings import recorded_requests, recordings
from tests.integration.api import Api
from tests.integration.service import PROJECT, Service

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SESSION = {"id", "createdAt", "projectId", "environment", "bookmarked", "name"}
TRACE = {"id", "timestamp", "name", "input", "output", "sessionId", "release", "version", "userId"}
TRACE |= {"metadata", "tags", "public", "environment", "projectId", "externalId", "bookmarked"}
TRACE |= {"createdAt", "updatedAt"}
MEASURED = TRACE | {"htmlPath", "latency", "totalCost", "costSource", "observations", "scores"}
OBSERVATION = {"id", "traceId", "projectId", "type", "name", "startTime", "endTime"}
OBSERVATION |= {"completionStartTime", "parentObservationId", "level", "statusMessage", "version"}
OBSERVATION |= {"environment", "input", "output", "metadata", "model", "modelId", "modelParameters"}
OBSERVATION |= {"usageDetails", "costDetails", "usage", "promptTokens", "completionTokens"}
OBSERVATION |= {"totalTokens", "inputPrice", "outputPrice", "totalPrice", "calculatedInputCost"}
OBSERVATION |= {"calculatedOutputCost", "calculatedTotalCost", "latency", "timeToFirstToken"}
OBSERVATION |= {"promptId", "promptName", "promptVersion", "createdAt", "updatedAt"}
OBSERVATION |= {"costSource"}
SCORE = {"id", "traceId", "observationId", "sessionId", "datasetRunId", "name", "source"}
SCORE |= {"timestamp", "createdAt", "updatedAt", "authorUserId", "comment", "metadata", "configId"}
SCORE |= {"queueId", "environment", "dataType", "value", "stringValue", "projectId"}
LEVELS = {"DEBUG", "DEFAULT", "WARNING", "ERROR"}
SIMPLE = (str, int, float, bool, list, type(None))


@pytest.fixture(params=recordings())
def answers(request: pytest.FixtureRequest, service: Service) -> Api:
    """Return a reader of what one recorded client sent."""
    for each in recorded_requests(request.param):
        if each.method == "POST" and "/media" not in each.path:
            service.post(each.path, each.body, dict(each.headers))
    service.settle()
    return Api()


def test_what_a_client_sent_is_read_back_as_its_kind_expects(answers: Api) -> None:
    _check_every_trace(answers)
    _check_every_session(answers)


def _check_every_trace(answers: Api) -> None:
    listed = answers.get("/traces", limit="100")["data"]
    assert listed

    for item in listed:
        trace = answers.get("/traces", id=item["id"])
        _check_trace(trace, MEASURED)
        assert item == trace | {
            "observations": [each["id"] for each in trace["observations"]],
            "scores": [each["id"] for each in trace["scores"]],
        }
        for step in trace["observations"]:
            _check_observation(step, trace)
        for score in trace["scores"]:
            _check_score(score, trace)


def _check_every_session(answers: Api) -> None:
    sessions = answers.get("/sessions")["data"]
    listed = answers.get("/traces", limit="100")["data"]

    found = []
    for each in sessions:
        session = answers.get("/sessions", id=each["id"])
        assert session.keys() == SESSION | {"traces"}
        assert {name: session[name] for name in SESSION} == each
        for trace in session["traces"]:
            _check_trace(trace, TRACE)
        found += [(each["id"], trace["id"]) for trace in session["traces"]]

    named = [(each["sessionId"], each["id"]) for each in listed if each["sessionId"]]
    assert sorted(found) == sorted(named)


def _check_trace(trace: dict[str, Any], names: set[str]) -> None:
    assert trace.keys() == names
    assert trace["projectId"] == PROJECT
    assert isinstance(trace["metadata"], dict)
    assert all(isinstance(each, str) for each in trace["tags"])
    assert isinstance(trace["public"], bool)
    assert trace["environment"]
    assert all(ISO.fullmatch(trace[name]) for name in ("timestamp", "createdAt", "updatedAt"))
    if "latency" in names:
        assert trace["latency"] >= 0
        assert isinstance(trace["totalCost"], float)


def _check_observation(step: dict[str, Any], trace: dict[str, Any]) -> None:
    assert step.keys() == OBSERVATION
    assert step["traceId"] == trace["id"]
    assert step["level"] in LEVELS
    assert ISO.fullmatch(step["startTime"])
    assert step["endTime"] is None or ISO.fullmatch(step["endTime"])
    assert all(isinstance(each, int) for each in step["usageDetails"].values())
    assert all(isinstance(each, float) for each in step["costDetails"].values())
    assert all(isinstance(each, SIMPLE) for each in step["modelParameters"].values())
    assert {type(step["usage"][name]) for name in ("input", "output", "total")} == {int}


def _check_score(score: dict[str, Any], trace: dict[str, Any]) -> None:
    assert score.keys() == SCORE
    assert score["traceId"] == trace["id"]
    assert score["source"] in {"API", "EVAL", "ANNOTATION"}
    assert all(ISO.fullmatch(score[name]) for name in ("timestamp", "createdAt", "updatedAt"))
    if score["dataType"] in {"NUMERIC", "BOOLEAN", "CATEGORICAL"}:
        assert isinstance(score["value"], float)
    if score["dataType"] != "NUMERIC":
        assert isinstance(score["stringValue"], str)
