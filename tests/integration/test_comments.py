"""Comments on traces, observations and sessions."""

from typing import Any

import boto3
import pytest

from functions.model.errors import NotFoundError
from functions.store.table import session_table
from tests.integration.api import Api
from tests.integration.rows import all_rows
from tests.integration.scored import an_event
from tests.integration.service import PROJECT, Service

TRACE_ID, SESSION_ID = "t ä/1", "s#1"


@pytest.fixture
def told(api: Api, service: Service) -> Api:
    """Return a reader of a project with a trace in a session."""
    events = [
        an_event("trace", 0, id=TRACE_ID, name="one", sessionId=SESSION_ID),
        an_event("span", 0, id="o1", traceId=TRACE_ID, name="step"),
        an_event("trace", 1, id="t2", name="two"),
        an_event("score", 2, id="s", traceId="nobody", name="n", value=1),
    ]
    assert service.send(events)["errors"] == []
    service.settle()
    return api


def _body(object_type: str = "TRACE", object_id: str = TRACE_ID, **changes: Any) -> dict[str, Any]:
    return {
        "projectId": PROJECT,
        "objectType": object_type,
        "objectId": object_id,
        "content": "Look here.",
    } | changes


def _comment(api: Api, *of: str, **changes: Any) -> str:
    return str(api.send("POST", "/comments", _body(*of, **changes))["id"])


@pytest.mark.parametrize(
    "of", [("TRACE", TRACE_ID), ("OBSERVATION", "o1"), ("SESSION", SESSION_ID)]
)
def test_a_comment_is_read_as_it_was_written(told: Api, of: tuple[str, str]) -> None:
    created = told.send("POST", "/comments", _body(*of, content=" Hm.\n", authorUserId="mara"))

    assert list(created) == ["id"]
    comment = told.get(f"/comments/{created['id']}")
    assert comment | {"createdAt": "", "updatedAt": ""} == {
        "id": created["id"],
        "projectId": PROJECT,
        "createdAt": "",
        "updatedAt": "",
        "objectType": of[0],
        "objectId": of[1],
        "content": "Hm.",
        "authorUserId": "mara",
    }
    assert told.get("/comments", objectType=of[0], objectId=of[1])["data"] == [comment]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"more": 1}, ["more"]),
        ({"projectId": None}, ["projectId"]),
        ({"objectType": "SCORE"}, ["objectType"]),
        ({"objectId": ""}, ["objectId"]),
        ({"content": ""}, ["content"]),
        ({"content": "  "}, ["content"]),
        ({"content": "x" * 5_001}, ["content"]),
        ({"content": "\ud800"}, ["content"]),
        ({"authorUserId": 7}, ["authorUserId"]),
    ],
)
def test_a_comment_that_breaks_a_rule_is_refused_by_the_name_of_the_field(
    told: Api, changes: Any, path: list[str]
) -> None:
    assert told.refused("POST", "/comments", _body(**changes)) == [path]
    assert told.get("/comments")["data"] == []


@pytest.mark.parametrize(
    "of",
    [
        ("TRACE", "t3"),
        ("TRACE", "nobody"),
        ("TRACE", "o1"),
        ("OBSERVATION", "o2"),
        ("SESSION", "s2"),
        ("SESSION", TRACE_ID),
        ("PROMPT", "p"),
    ],
)
def test_nobody_comments_on_what_is_not_there(told: Api, of: tuple[str, str]) -> None:
    answer = told.send("POST", "/comments", _body(*of), expected=404)

    assert answer["error"] == "LangfuseNotFoundError"
    assert told.get("/comments")["data"] == []


def test_a_trace_is_commented_on_as_soon_as_it_is_acknowledged(api: Api, service: Service) -> None:
    service.send([an_event("trace", 0, id="t9", name="new")])

    assert api.get(f"/comments/{_comment(api, 'TRACE', 't9')}")["objectId"] == "t9"


def test_the_keys_decide_whose_a_comment_is(told: Api) -> None:
    comment = _comment(told, projectId="a project elsewhere")

    assert told.get(f"/comments/{comment}")["projectId"] == PROJECT
    assert told.status("/comments/nope") == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "dcba"),
        ({"objectType": "TRACE"}, "db"),
        ({"objectType": "TRACE", "objectId": TRACE_ID}, "b"),
        ({"objectType": "TRACE", "objectId": "t2"}, "d"),
        ({"objectType": "TRACE", "objectId": "o1"}, ""),
        ({"objectType": "OBSERVATION", "objectId": "o1"}, "a"),
        ({"objectType": "SESSION", "objectId": SESSION_ID}, "c"),
        ({"objectType": "SESSION", "objectId": "s2"}, ""),
        ({"objectType": "PROMPT"}, ""),
        ({"authorUserId": "nils"}, "ca"),
        ({"authorUserId": "nils", "objectType": "SESSION"}, "c"),
        ({"authorUserId": "olga"}, ""),
        ({"toTimestamp": "2020-01-01T00:00:00Z"}, ""),
        ({"fromTimestamp": "2020-01-01T00:00:00Z"}, "dcba"),
    ],
)
def test_a_parameter_lets_through_what_it_names_and_nothing_else(
    told: Api, query: Any, found: str
) -> None:
    _comment(told, "OBSERVATION", "o1", content="a", authorUserId="nils")
    _comment(told, "TRACE", TRACE_ID, content="b")
    _comment(told, "SESSION", SESSION_ID, content="c", authorUserId="nils")
    _comment(told, "TRACE", "t2", content="d", authorUserId="mara")

    answer = told.get("/comments", **query)

    assert "".join(each["content"] for each in answer["data"]) == found
    assert answer["meta"]["totalItems"] == len(found)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"foo": "1"}, "foo"),
        ({"objectId": "t"}, "objectType"),
        ({"objectType": "SCORE"}, "objectType"),
        ({"limit": "0"}, "limit"),
    ],
)
def test_a_parameter_that_cannot_be_obeyed_is_refused_by_name(
    api: Api, query: Any, name: str
) -> None:
    assert [each[0] for each in api.refused("GET", "/comments", **query)] == [name]


def test_a_loop_over_all_pages_misses_nothing_that_was_there(told: Api) -> None:
    there = [_comment(told, content=str(number)) for number in range(5)]
    found: list[str] = []
    for page in (1, 2, 3):
        found += [each["id"] for each in told.get("/comments", limit=2, page=page)["data"]]
        _comment(told, content="new")

    assert found == there[::-1]


def test_comments_lie_beside_their_object_and_never_expire(told: Api, service: Service) -> None:
    comments = {_comment(told, "OBSERVATION", "o1"), _comment(told, "SESSION", SESSION_ID)}

    rows = {key: row for key, row in all_rows(service.table).items() if "COMMENT#" in str(key)}
    assert len(rows) == 4
    assert not any("expires" in row for row in rows.values())
    places = [key for key in rows if key[1] != "@"]
    assert sorted(pk for pk, _ in places) == [
        f"P#{PROJECT}#SESSION#{SESSION_ID}",
        f"P#{PROJECT}#TRACE#{TRACE_ID}",
    ]
    assert {sk.removeprefix("COMMENT#") for _, sk in places} == comments
    assert {pk.rpartition("#")[2] for pk, sk in rows if sk == "@"} == comments


def test_a_session_of_which_only_a_comment_is_left_is_not_there(
    told: Api, service: Service
) -> None:
    _comment(told, "SESSION", SESSION_ID)
    client = boto3.client("dynamodb")
    for pk, sk in all_rows(service.table):
        if pk == f"P#{PROJECT}#SESSION#{SESSION_ID}" and not sk.startswith("COMMENT#"):
            client.delete_item(TableName=service.table, Key={"PK": {"S": pk}, "SK": {"S": sk}})

    with pytest.raises(NotFoundError):
        session_table().read_session(PROJECT, SESSION_ID)
    assert told.status("/sessions", id=SESSION_ID) == 404
