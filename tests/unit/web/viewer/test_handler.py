"""The Lambda as an HTTP API calls it."""

import threading
from base64 import b64decode
from typing import Any

import pytest

from web.pages.links import id_to_key
from web.pages.static_files import static_url
from web.viewer.handler import lambda_handler


@pytest.fixture(autouse=True)
def let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGN_IN", "local")


def event(path: str, query: str = "", **headers: str) -> dict[str, Any]:
    http = {"method": "GET", "path": path, "sourceIp": "192.0.2.1", "protocol": "HTTP/1.1"}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"host": "reprise.example"} | headers,
        "requestContext": {"http": http, "requestId": "r-1", "stage": "$default"},
        "isBase64Encoded": False,
    }


@pytest.mark.parametrize("session_id", ["100%25", "a%20b", "50% off", "a/b#c", "🌸 x"])
def test_a_path_that_the_api_has_decoded_is_not_decoded_again(session_id: str) -> None:
    answer = lambda_handler(event(f"/project/demo/sessions/{session_id}"), None)

    assert answer["headers"]["location"] == f"/p/demo/sessions/{id_to_key(session_id)}"


def test_a_compressed_page_leaves_the_function_as_base64() -> None:
    answer = lambda_handler(
        event(f"{static_url()}/reprise.css", **{"accept-encoding": "gzip"}), None
    )

    assert answer["isBase64Encoded"]
    assert b64decode(answer["body"])[:2] == b"\x1f\x8b"


def test_a_status_is_a_number() -> None:
    assert type(lambda_handler(event("/nowhere"), None)["statusCode"]) is int


def test_any_thread_may_call_it() -> None:
    statuses: list[int] = []
    thread = threading.Thread(
        target=lambda: statuses.append(lambda_handler(event("/nowhere"), None)["statusCode"])
    )
    thread.start()
    thread.join()

    assert statuses == [404]
