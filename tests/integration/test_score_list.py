"""The numbered lists of scores, v1 and v2."""

import json
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
    assert answer["meta"]["totalItems"] == len(answer["data"])
    return "".join(each["id"][0] for each in answer["data"])


def _filter(column: str, kind: str, operator: str, value: Any, **more: Any) -> dict[str, str]:
    said = {"column": column, "type": kind, "operator": operator, "value": value}
    return {"filter": json.dumps([said | more])}


def test_v2_lists_every_score_latest_first_and_v1_what_its_clients_know(told: Api) -> None:
    assert _ids(told.get("/v2/scores")) == "ihgfedcba"
    assert _ids(told.get("/scores")) == "ihdcba"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "quality"}, "hgba"),
        ({"name": "qual"}, ""),
        ({"traceId": "t1"}, "ifedca"),
        ({"traceId": "t2"}, "b"),
        ({"traceId": "t3"}, ""),
        ({"sessionId": "x"}, "g"),
        ({"sessionId": "y"}, ""),
        ({"observationId": "o1"}, "d"),
        ({"observationId": "o2,o1"}, "d"),
        ({"userId": "mara"}, "ifedca"),
        ({"userId": "nils", "name": "quality"}, "b"),
        ({"userId": "olga"}, ""),
        ({"traceTags": "p"}, "ifedcba"),
        ({"traceTags": ["p", "q"]}, "ifedca"),
        ({"traceTags": "r"}, ""),
        ({"environment": "staging"}, "b"),
        ({"environment": ["staging", "default"]}, "ihgfedcba"),
        ({"source": "EVAL"}, "b"),
        ({"source": "ANNOTATION"}, "c"),
        ({"dataType": "BOOLEAN"}, "d"),
        ({"dataType": "TEXT"}, "e"),
        ({"queueId": "q"}, "a"),
        ({"queueId": "r"}, ""),
        ({"datasetRunId": "r"}, ""),
        ({"scoreIds": "b, d,nope"}, "db"),
        ({"scoreIds": LONG}, "i"),
        ({"scoreIds": "nope"}, ""),
        ({"scoreIds": "a,b", "traceId": "t2"}, "b"),
        ({"operator": ">", "value": 0.75}, "igdc"),
        ({"operator": ">=", "value": 0.75}, "igdcb"),
        ({"operator": "<", "value": 0}, "h"),
        ({"operator": "<=", "value": 0.5}, "ha"),
        ({"operator": "=", "value": 0.75}, "b"),
        ({"operator": "!=", "value": 0.75}, "ihgdca"),
        ({"fromTimestamp": "2026-09-21T10:07:00.250Z"}, "ihg"),
        ({"fromTimestamp": "2026-09-21T10:07:00.251Z"}, "ih"),
        ({"toTimestamp": "2026-09-21T12:03:00.250+02:00"}, "ba"),
        ({"toTimestamp": "2026-09-21T10:03:00.251Z"}, "cba"),
        ({"name": "", "userId": "", "value": ""}, "ihgfedcba"),
        (_filter("metadata", "stringObject", "=", "judge", key="by"), "a"),
        (_filter("metadata", "stringObject", "=", "person", key="by"), ""),
        (_filter("metadata", "numberObject", ">", 6, key="n"), "a"),
        (_filter("comment", "string", "contains", "in"), "a"),
        (_filter("comment", "string", "ends with", "xxx"), "i"),
        (_filter("comment", "null", "is not null", ""), "ia"),
        (_filter("stringValue", "string", "starts with", "wor"), "e"),
        (_filter("value", "number", ">", 1), "igc"),
        (_filter("name", "stringOptions", "none of", ["quality", "long"]), "fedc"),
        (_filter("traceId", "string", "=", "t2"), "b"),
        (_filter("traceTags", "arrayOptions", "all of", ["q"]), "ifedca"),
        (_filter("userId", "null", "is null", ""), "hg"),
        (_filter("id", "string", "=", LONG), "i"),
        (_filter("timestamp", "datetime", "<", "2026-09-21T10:02:00Z"), "a"),
        (_filter("updatedAt", "datetime", "<=", "2026-09-21T10:01:00.250Z"), "a"),
        (_filter("authorUserId", "string", "=", "u"), "c"),
        (_filter("name", "string", "=", "seen") | {"name": "quality"}, "d"),
    ],
)  # fmt: skip
def test_a_parameter_lets_through_what_it_names_and_nothing_else(
    told: Api, query: Any, found: str
) -> None:
    assert _ids(told.get("/v2/scores", **query)) == found


def test_a_config_finds_its_scores(api: Api, service: Service) -> None:
    config = tell_scores(api, service)

    assert _ids(api.get("/v2/scores", configId=config)) == "c"
    assert _ids(api.get("/v2/scores", configId="nope")) == ""


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"foo": "1"}, "foo"),
        ({"operator": ">"}, "value"),
        ({"value": 1}, "operator"),
        ({"operator": "<>", "value": 1}, "operator"),
        ({"value": "many"}, "value"),
        ({"value": "nan", "operator": "="}, "value"),
        ({"source": "NOBODY"}, "source"),
        ({"dataType": "numeric"}, "dataType"),
        ({"limit": 101}, "limit"),
        ({"page": 0}, "page"),
        ({"fields": "score,more"}, "fields"),
        ({"fields": "score", "userId": "mara"}, "fields"),
        ({"fields": "score", "traceTags": "p"}, "fields"),
        ({"fromTimestamp": "yesterday"}, "fromTimestamp"),
        ({"scoreIds": ",".join(map(str, range(101)))}, "scoreIds"),
        ({"name": "x" * 10_001}, "name"),
        ({"filter": "[{]"}, "filter"),
        (_filter("colour", "string", "=", "x"), "filter"),
    ],
)
def test_a_parameter_that_cannot_be_obeyed_is_refused_by_name(
    api: Api, query: Any, name: str
) -> None:
    for path in ("/scores", "/v2/scores"):
        assert [each[0] for each in api.refused("GET", path, **query)] == [name]


def test_a_score_in_a_list_is_that_score_and_what_its_trace_says(told: Api) -> None:
    (listed,) = told.get("/scores", scoreIds="d")["data"]

    assert listed == told.get("/scores/d") | {
        "trace": {"userId": "mara", "tags": ["p", "q"], "environment": "staging", "sessionId": "x"}
    }


def test_the_trace_of_a_score_is_given_where_there_is_one_and_it_is_asked_for(told: Api) -> None:
    by_id = {each["id"][0]: each["trace"] for each in told.get("/v2/scores")["data"]}
    plain = told.get("/v2/scores", fields="score")["data"]

    assert by_id["b"]["userId"] == "nils"
    assert by_id["g"] is None
    assert by_id["h"] == {"userId": None, "tags": [], "environment": None, "sessionId": None}
    assert {each["trace"] for each in plain} == {None}


def test_a_large_score_is_whole_in_a_list(told: Api) -> None:
    (long,) = told.get("/v2/scores", name="long")["data"]

    assert (long["id"], long["comment"]) == (LONG, "x" * 5000)


def test_a_loop_over_all_pages_misses_nothing_that_was_there(told: Api, service: Service) -> None:
    found: list[str] = []
    for page in range(1, 10):
        answer = told.get("/v2/scores", limit=2, page=page)
        found += [each["id"][0] for each in answer["data"]]
        again = a_score(page, "abcdefgh"[page % 8], value=9)
        service.send([a_score(20 + page, f"new-{page}"), again])
        service.settle()
        if page * 2 >= answer["meta"]["totalItems"]:
            break

    assert "".join(found) == "ihgfedcba"
    assert answer["meta"] == {"page": 5, "limit": 2, "totalItems": 9, "totalPages": 5}


def test_a_deleted_score_is_on_no_list(told: Api, service: Service) -> None:
    for score_id in "bg":
        told.send("DELETE", f"/scores/{score_id}", expected=202)
    service.settle()

    assert _ids(told.get("/v2/scores")) == "ihfedca"
    assert _ids(told.get("/v2/scores", sessionId="x")) == ""
    assert _ids(told.get("/v2/scores", traceId="t2")) == ""
    assert _ids(told.get("/v2/scores", scoreIds="a,b")) == "a"


def test_scores_of_another_project_are_on_no_list(told: Api) -> None:
    import os

    import boto3

    from functions.store.credentials import put_api_key

    put_api_key(
        boto3.client("dynamodb"), os.environ["TABLE_NAME"], project_id=f"{PROJECT}x",
        public_key="pk-lf-other", secret_key="sk-lf-other",
    )  # fmt: skip
    told.keys = ("pk-lf-other", "sk-lf-other")

    for query in ({}, {"traceId": "t1"}, {"sessionId": "x"}, {"scoreIds": "a"}):
        assert _ids(told.get("/v2/scores", **query)) == ""
    assert told.status("/v2/scores/a") == 404
