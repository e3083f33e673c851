"""Deleting on the product as a user runs it: what every endpoint and page says afterwards."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from functions.store.public_pages import new_token
from tests.product import Product
from web.pages.links import id_to_key, publish_url, session_url, trace_url

_JSON = {"content-type": "application/json"}
_SOON_S = 20
_LARGE = "the secret " * 10


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a running product without sessions."""
    with Product(tmp_path_factory.mktemp("product") / "data") as product:
        yield product


def test_nothing_is_left_of_a_deleted_session(product: Product) -> None:
    _tell(product, "gone", "kept")
    _soon(lambda: _reads(product, "/sessions/s-gone") and _reads(product, "/scores/score-gone"))
    page = _publish(product, "s-gone")

    answer = _ask(product, "DELETE", "/sessions/s-gone").json()

    for path in ("/sessions/s-gone", "/traces/t-gone", "/observations/o-gone"):
        assert not _reads(product, path), path
    project = product.project
    for path in (
        session_url(project, id_to_key("s-gone")),
        trace_url(project, id_to_key("t-gone")),
    ):
        assert product.request(path).status == 404, path
    _soon(lambda: not _reads(product, "/scores/score-gone"))
    _soon(lambda: _status_of(page) == 404)
    for path in ("/sessions", "/traces", "/scores", "/v2/scores"):
        _soon(lambda path=path: "gone" not in _ask(product, "GET", path).body.decode())  # type: ignore[misc]
    receipt = _ask(product, "GET", f"/deletions/{answer['deletionId']}").json()
    assert receipt["status"] == "PENDING"
    assert receipt["removed"]["publications"] == 1
    assert _reads(product, "/sessions/s-kept")
    assert _reads(product, "/traces/t-kept")


def test_what_is_sent_again_after_a_deletion_is_there_again(product: Product) -> None:
    _tell(product, "again")
    _soon(lambda: _reads(product, "/sessions/s-again"))
    assert _ask(product, "DELETE", "/traces/t-again").status == 200
    assert not _reads(product, "/traces/t-again")

    _tell(product, "again")

    _soon(lambda: _reads(product, "/sessions/s-again") and _reads(product, "/scores/score-again"))
    time.sleep(1)
    trace = _ask(product, "GET", "/traces/t-again").json()
    assert [each["id"] for each in trace["observations"]] == ["o-again"]
    assert [each["id"] for each in trace["scores"]] == ["score-again"]


def test_a_session_is_marked(product: Product) -> None:
    _tell(product, "marked")
    _soon(lambda: _reads(product, "/sessions/s-marked"))

    change = json.dumps({"bookmarked": True, "name": "a good one"}).encode()
    marked = _ask(product, "PATCH", "/sessions/s-marked", change).json()

    assert (marked["bookmarked"], marked["name"]) == (True, "a good one")
    assert _ask(product, "GET", "/sessions/s-marked").json()["name"] == "a good one"


def _tell(product: Product, *names: str) -> None:
    """Send a session of one trace with an observation and a score, for each of the names."""
    events = [event for name in names for event in _events(name)]
    answer = _ask(product, "POST", "/ingestion", json.dumps({"batch": events}).encode())
    assert not answer.json()["errors"]


def _events(name: str) -> Iterator[dict[str, Any]]:
    at = "2026-11-23T10:00:00.000Z"
    trace = {"id": f"t-{name}", "sessionId": f"s-{name}", "input": f"{name}: {_LARGE}"}
    step = {"id": f"o-{name}", "traceId": f"t-{name}", "name": f"step of {name}", "startTime": at}
    score = {"id": f"score-{name}", "traceId": f"t-{name}", "name": "quality", "value": 1}
    for kind, body in (("trace", trace), ("span", step), ("score", score)):
        yield {"id": f"{kind}-{name}", "type": f"{kind}-create", "timestamp": at, "body": body}


def _publish(product: Product, session: str) -> str:
    """Publish a session and return the address of its page, once it is there."""
    token = new_token()
    form = urlencode({"token": token, "days": "0", "confirmed": "yes"}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded", "origin": product.url}
    path = publish_url(product.project, id_to_key(session))
    assert product.request(path, method="POST", body=form, headers=headers).status == 200
    page = f"{product.public_origin}/s/{token}"
    _soon(lambda: _status_of(page) == 200)
    return page


def _status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def _ask(product: Product, method: str, path: str, body: bytes | None = None) -> Any:
    return product.request(f"/api/public{path}", method=method, body=body, headers=_JSON)


def _reads(product: Product, path: str) -> bool:
    return bool(_ask(product, "GET", path).status == 200)


def _soon(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SOON_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
