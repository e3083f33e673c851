"""Scores by cursor, v3."""

from typing import Any

import pytest

from tests.integration.api import Api
from tests.integration.scored import LONG, a_score, tell_scores
from tests.integration.service import PROJECT, Service


@pytest.fixture
def told(api: Api, service: Service) -> Api:
    """Return a reader of a project with a score of every kind."""
    tell_scores(api, service)
    return api


def _ids(answer: Any) -> str:
    """Return the ids of a page, each by its first letter."""
    return "".join(each["id"][0] for each in answer["data"])


def test_a_score_has_its_core_and_no_more_unless_it_is_asked_for(told: Api) -> None:
    core = {
        "id": "a",
        "projectId": PROJECT,
        "name": "quality",
        "value": 0.5,
        "dataType": "NUMERIC",
        "source": "API",
        "timestamp": "2026-09-21T10:01:00.250Z",
        "environment": "default",
        "createdAt": "2026-09-21T10:01:00.250Z",
        "updatedAt": "2026-09-21T10:01:00.250Z",
    }
    details = {"comment": "fine", "configId": None, "metadata": {"by": "judge", "n": 7}}
    rest = {
        "subject": {"kind": "trace", "id": "t1"},
        "authorUserId": None,
        "queueId": "q",
    }

    assert told.get("/v3/scores", id="a") == {"data": [core], "meta": {"limit": 50}}
    assert told.get("/v3/scores", id="a", fields="core")["data"] == [core]
    assert told.get("/v3/scores", id="a", fields="details")["data"] == [core | details]
    assert told.get("/v3/scores", id="a", fields="subject, annotation")["data"] == [core | rest]


def test_a_value_has_the_type_that_its_data_type_says(told: Api) -> None:
    values = {each["id"][0]: each["value"] for each in told.get("/v3/scores")["data"]}

    assert values == {
        "a": 0.5, "b": 0.75, "c": "good", "d": True, "e": "words", "f": "instead", "g": 2, "h": -1,
        "i": 4,
    }  # fmt: skip
    assert values["d"] is True


def test_the_subject_of_a_score_is_what_it_is_about(told: Api) -> None:
    found = told.get("/v3/scores", fields="subject", id="a,d,g")["data"]

    assert [each["subject"] for each in found] == [
        {"kind": "session", "id": "x"},
        {"kind": "observation", "id": "o1", "traceId": "t1"},
        {"kind": "trace", "id": "t1"},
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "ihgfedcba"),
        ({"id": f"a,{LONG},nope"}, "ia"),
        ({"name": "seen, why"}, "ed"),
        ({"source": "eval,annotation"}, "cb"),
        ({"dataType": "boolean,TEXT"}, "ed"),
        ({"environment": "staging"}, "b"),
        ({"environment": "staging,default"}, "ihgfedcba"),
        ({"queueId": "q"}, "a"),
        ({"configId": "nope"}, ""),
        ({"authorUserId": "u,v"}, "c"),
        ({"traceId": "t2,nobody"}, "hb"),
        ({"traceId": "t3"}, ""),
        ({"traceId": "t1", "observationId": "o1"}, "d"),
        ({"traceId": "t2", "observationId": "o1"}, ""),
        ({"sessionId": "x,y"}, "g"),
        ({"sessionId": "y"}, ""),
        ({"experimentId": "r"}, ""),
        ({"dataType": "NUMERIC", "value": "0.75, 2"}, "gb"),
        ({"dataType": "NUMERIC", "valueMin": 0.75}, "igb"),
        ({"dataType": "NUMERIC", "valueMax": 0.5}, "ha"),
        ({"dataType": "NUMERIC", "valueMin": 0.5, "valueMax": 0.75}, "ba"),
        ({"dataType": "NUMERIC", "value": "0.5,0.75", "valueMin": 0.6}, "b"),
        ({"dataType": "BOOLEAN", "value": "true"}, "d"),
        ({"dataType": "BOOLEAN", "value": "false"}, ""),
        ({"dataType": "CATEGORICAL", "value": "good,bad"}, "c"),
        ({"dataType": "CATEGORICAL", "value": "bad"}, ""),
        ({"fromTimestamp": "2026-09-21T10:07:00.250Z"}, "ihg"),
        ({"toTimestamp": "2026-09-21T10:03:00.250Z"}, "ba"),
        ({"name": "", "valueMin": "", "fromTimestamp": "", "fields": ""}, "ihgfedcba"),
    ],
)
def test_a_parameter_lets_through_what_it_names_and_nothing_else(
    told: Api, query: Any, found: str
) -> None:
    assert _ids(told.get("/v3/scores", **query)) == found


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"foo": "1"}, "foo"),
        ({"userId": "mara"}, "userId"),
        ({"traceTags": "p"}, "traceTags"),
        ({"page": "2"}, "page"),
        ({"limit": 101}, "limit"),
        ({"fields": "core,io"}, "fields"),
        ({"source": "NOBODY"}, "source"),
        ({"dataType": "NUMBER"}, "dataType"),
        ({"value": "1"}, "value"),
        ({"value": "1", "dataType": "NUMERIC,BOOLEAN"}, "value"),
        ({"value": "1", "dataType": "TEXT"}, "value"),
        ({"value": "x", "dataType": "NUMERIC"}, "value"),
        ({"value": "inf", "dataType": "NUMERIC"}, "value"),
        ({"value": "True", "dataType": "BOOLEAN"}, "value"),
        ({"valueMin": 1}, "valueMin"),
        ({"valueMax": 1, "dataType": "BOOLEAN"}, "valueMax"),
        ({"valueMin": "nan", "dataType": "NUMERIC"}, "valueMin"),
        ({"traceId": "t1", "sessionId": "x"}, "sessionId"),
        ({"sessionId": "x", "experimentId": "r"}, "experimentId"),
        ({"observationId": "o1"}, "observationId"),
        ({"id": ",".join(map(str, range(101)))}, "id"),
    ],
)
def test_a_parameter_that_cannot_be_obeyed_is_refused_by_name(
    api: Api, query: Any, name: str
) -> None:
    assert [each[0] for each in api.refused("GET", "/v3/scores", **query)] == [name]


@pytest.mark.parametrize("query", [{}, {"traceId": "t1,t2,nobody"}, {"name": "quality"}])
def test_a_loop_over_all_pages_misses_nothing_that_was_there(
    told: Api, service: Service, query: Any
) -> None:
    there = _ids(told.get("/v3/scores", **query))
    found: list[str] = []
    cursor: dict[str, str] = {}
    for number in range(10):
        page = told.get("/v3/scores", limit=2, **query, **cursor)
        found += [each["id"] for each in page["data"]]
        service.send([a_score(20 + number, f"new-{number}"), a_score(number, "a", value=9)])
        service.settle()
        if "cursor" not in page["meta"]:
            break
        cursor = {"cursor": page["meta"]["cursor"]}

    assert "cursor" not in page["meta"]
    assert "".join(each[0] for each in found) == there


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwiYiIsImMiLCJkIl0"])
@pytest.mark.parametrize("query", [{}, {"traceId": "t1"}, {"id": "a"}])
def test_a_cursor_of_nobody_is_refused(api: Api, cursor: str, query: Any) -> None:
    assert api.status("/v3/scores", cursor=cursor, **query) == 400


def test_a_cursor_is_good_for_no_other_project(told: Api, service: Service) -> None:
    import boto3

    from functions.store.credentials import put_api_key

    cursor = told.get("/v3/scores", limit=2)["meta"]["cursor"]
    put_api_key(
        boto3.client("dynamodb"), service.table, project_id="other", public_key="pk-lf-other",
        secret_key="sk-lf-other",
    )  # fmt: skip
    told.keys = ("pk-lf-other", "sk-lf-other")

    assert told.status("/v3/scores", cursor=cursor) == 400
    assert told.get("/v3/scores")["data"] == []
