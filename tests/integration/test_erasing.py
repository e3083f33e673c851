"""Deleting a session or a trace on the pages: what goes, that it is gone, and the receipt."""

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.integration.deleting import Desk
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT
from web.pages.links import id_to_key, judge_url, receipt_url, session_url, trace_url
from web.viewer.app import create_app

OURS = {"Sec-Fetch-Site": "same-origin"}
TRACE = event(1)["body"]["id"]
PAGE = session_url(PROJECT, id_to_key(SESSION))
TRACE_PAGE = trace_url(PROJECT, id_to_key(TRACE))
YES = {"confirmed": "yes"}
PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # noqa: E501


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    """Return a reader of a session of two turns, with scores, comments and a picture."""
    first, second = event(1), event(2)
    first["body"] |= {"input": f"look: {PICTURE}"}
    desk.tell(first, second)
    browser = TestClient(create_app(), follow_redirects=False, headers=OURS)
    turn = {"turn": id_to_key(TRACE), "number": 1}
    score = {"name": "n", "data_type": "TEXT", "value": "fine"}
    browser.post(judge_url(PAGE, what="scores"), data=score)
    browser.post(judge_url(PAGE, what="scores", **turn), data=score)  # type: ignore[arg-type]
    for said in ("one", "two"):
        browser.post(judge_url(PAGE, what="comments"), data={"content": said})
    browser.post(judge_url(PAGE, what="comments", **turn), data={"content": "three"})  # type: ignore[arg-type]
    desk.settle()
    return browser


def test_the_question_says_what_goes_with_a_session(browser: TestClient) -> None:
    page = browser.get(f"{PAGE}/delete").text

    for what in ("2 turns with their traces", "2 scores", "3 comments", "0 public pages"):
        assert f"<li>{what}</li>" in page
    assert "<li>1 image or other medium" in page


def test_the_question_says_what_goes_with_a_trace(browser: TestClient) -> None:
    page = browser.get(f"{TRACE_PAGE}/delete").text

    for what in ("1 score", "1 comment", "0 public pages"):
        assert f"<li>{what}</li>" in page
    assert "<li>1 image or other medium" in page


def test_asking_deletes_nothing(browser: TestClient) -> None:
    for page in (PAGE, TRACE_PAGE):
        browser.get(f"{page}/delete")
        assert browser.post(f"{page}/delete").status_code == 400
        assert browser.post(f"{page}/delete", data={"confirmed": "no"}).status_code == 400
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert browser.post(f"{page}/delete", data=YES, headers=foreign).status_code == 403

    assert browser.get(PAGE).status_code == 200


def test_a_deleted_session_is_hidden_at_once_and_its_receipt_says_when_it_is_gone(
    browser: TestClient, desk: Desk
) -> None:
    url = browser.post(f"{PAGE}/delete", data=YES).headers["location"]
    (receipt,) = parse_qs(urlsplit(url).query)["receipt"]

    assert browser.get(PAGE).status_code == 404
    listed = browser.get(url).text
    assert "1 session deleted" in listed
    assert receipt_url(PROJECT, receipt) in listed
    waiting = browser.get(receipt_url(PROJECT, receipt))
    assert "being removed" in waiting.text
    assert waiting.headers["Refresh"] == "2"

    desk.finish()
    done = browser.get(receipt_url(PROJECT, receipt))
    assert "Removed for good" in done.text
    assert "2 traces" in done.text
    assert "Refresh" not in done.headers


def test_a_deleted_trace_takes_its_turn_with_it(browser: TestClient, desk: Desk) -> None:
    url = browser.post(f"{TRACE_PAGE}/delete", data=YES).headers["location"]
    desk.settle()

    assert "being removed" in browser.get(url).text
    assert browser.get(TRACE_PAGE).status_code == 404
    assert browser.get(PAGE).text.count('<article class="turn') == 1


def test_what_is_not_there_cannot_be_deleted(browser: TestClient) -> None:
    for page in (
        session_url(PROJECT, id_to_key("nobody")),
        trace_url(PROJECT, id_to_key("nothing")),
    ):
        assert browser.get(f"{page}/delete").status_code == 404
        assert browser.post(f"{page}/delete", data=YES).status_code == 404
    assert browser.get(receipt_url(PROJECT, "nothing")).status_code == 404
