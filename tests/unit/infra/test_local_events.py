"""Requests as API Gateway's HTTP APIs show them to Lambda."""

import base64
from typing import Any

import pytest

from infra.local.errors import BodyTooLargeError
from infra.local.events import LAMBDA_LIMIT, Request, event_of
from infra.local.routes import Match

MATCH = Match(function="F", route_key="POST /v1/traces", parameters={})


def test_the_path_is_decoded_once_and_cut_at_a_decoded_question_mark() -> None:
    event = an_event(raw_path="/sessions/a%252Fb%20c%3Fd/e")

    assert event["rawPath"] == "/sessions/a%2Fb c"
    assert event["requestContext"]["http"]["path"] == "/sessions/a%2Fb c"


def test_the_query_stays_raw_and_its_parameters_are_joined() -> None:
    event = an_event(query="a=1&a=%202&b=")

    assert event["rawQueryString"] == "a=1&a=%202&b="
    assert event["queryStringParameters"] == {"a": "1, 2", "b": ""}


def test_headers_of_one_name_are_joined_and_cookies_are_a_list() -> None:
    event = an_event(headers=[("x", "1"), ("cookie", "a=1; b=2"), ("x", "2"), ("cookie", "c=3")])

    assert event["headers"]["x"] == "1,2"
    assert "cookie" not in event["headers"]
    assert event["cookies"] == ["a=1", "b=2", "c=3"]


def test_what_a_request_does_not_have_is_absent() -> None:
    event = an_event()

    assert not {"body", "cookies", "pathParameters", "queryStringParameters"} & event.keys()
    assert event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/json; charset=utf-8", "text/html", "application/xml"],
)
def test_text_passes_as_text(kind: str) -> None:
    event = an_event(headers=[("content-type", kind)], body="grüß".encode())

    assert (event["body"], event["isBase64Encoded"]) == ("grüß", False)


@pytest.mark.parametrize(
    "headers",
    [
        [("content-type", "application/x-protobuf")],
        [("content-type", "application/x-www-form-urlencoded")],
        [("content-type", "application/json"), ("content-encoding", "gzip")],
        [("content-type", "application/json")],
        [],
    ],
    ids=["protobuf", "form", "gzipped JSON", "JSON that is no UTF-8", "no type"],
)
def test_everything_else_passes_as_base64(headers: list[tuple[str, str]]) -> None:
    event = an_event(headers=headers, body=b"\x1f\x8b\xff")

    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == b"\x1f\x8b\xff"


@pytest.mark.parametrize("kind", ["application/json", "application/x-protobuf"])
def test_what_lambda_would_not_take_is_refused(kind: str) -> None:
    with pytest.raises(BodyTooLargeError):
        an_event(headers=[("content-type", kind)], body=b"x" * LAMBDA_LIMIT)


def an_event(**fields: Any) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": "POST",
        "raw_path": "/v1/traces",
        "query": "",
        "headers": [],
        "body": b"",
        "host": "127.0.0.1:3000",
        "source_ip": "127.0.0.1",
    }
    return event_of(Request(**request | fields), MATCH)
