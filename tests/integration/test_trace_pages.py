"""A trace piece by piece: what other pages fetch, and where it leads without scripts."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from functions.store import wire
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key, session_url, trace_url
from web.viewer.app import create_app

SCRIPT = {"HX-Request": "true"}
RULES = {"role": "system", "content": "Be brief."}
FIRST = {"role": "user", "content": "Where is it?"}
ANSWER = {"role": "assistant", "content": "In Leeds."}
SECOND = {"role": "user", "content": "Thanks!"}
TRACE = trace_url(PROJECT, id_to_key("t-2"))


@pytest.fixture
def browser(service: Service) -> TestClient:
    send_turn(service, 1, [RULES, FIRST], ANSWER)
    send_turn(service, 2, [RULES, FIRST, ANSWER, SECOND], {"role": "assistant", "content": "Bye"})
    service.settle()
    return TestClient(create_app(), follow_redirects=False)


def send_turn(service: Service, number: int, messages: list[Any], answer: Any) -> None:
    start = f"2026-10-05T09:0{number}:00Z"
    trace = {"id": f"t-{number}", "sessionId": "s-1", "timestamp": start}
    generation = {
        "id": f"o/{number} ?",
        "traceId": f"t-{number}",
        "startTime": start,
        "endTime": f"2026-10-05T09:0{number}:02Z",
        "model": "gpt-4.1",
        "input": messages,
        "output": answer,
    }
    kinds = (("trace-create", trace), ("generation-create", generation))
    service.send(
        [
            {"id": f"{kind}-{number}", "type": kind, "timestamp": start, "body": body}
            for kind, body in kinds
        ]
    )


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the operations of the table that a request takes."""
    made: list[str] = []
    call = wire.Wire.call

    def counted(self: wire.Wire, operation: str, *rest: Any) -> Any:
        made.append(operation)
        return call(self, operation, *rest)

    monkeypatch.setattr(wire.Wire, "call", counted)
    return made


def test_the_tree_is_a_fragment_for_scripts_and_a_page_for_others(browser: TestClient) -> None:
    fragment = browser.get(f"{TRACE}/tree", headers=SCRIPT)

    assert fragment.text.lstrip().startswith('<div class="tree">')
    assert browser.get(f"{TRACE}/tree?from=3").headers["location"] == f"{TRACE}?from=3"


def test_an_observation_is_found_by_number_and_by_id(browser: TestClient) -> None:
    by_number = browser.get(f"{TRACE}/steps/1", headers=SCRIPT)
    by_id = browser.get(f"{TRACE}/steps", params={"id": "o/2 ?"}, headers=SCRIPT)

    assert by_number.status_code == 200
    assert by_id.text == by_number.text
    assert "<html" not in by_id.text
    assert browser.get(f"{TRACE}/steps/1").headers["location"] == f"{TRACE}#o1"


@pytest.mark.parametrize(
    "path",
    [
        "/steps/2",
        "/steps/0",
        "/steps?id=nobody",
        "/raw/2",
        "/values/1/metadata",
        "/values/1/model",
        "/values/9/input",
        "/values/1/input/4",
    ],
)
def test_what_is_not_there_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(TRACE + path, headers=SCRIPT).status_code == 404


def test_a_generation_shows_what_is_new_since_the_turn_before(
    browser: TestClient, calls: list[str]
) -> None:
    text = browser.get(f"{TRACE}/steps/1", headers=SCRIPT).text

    assert "3 messages as in the turn before" in text
    assert "Thanks!" in text
    assert "Where is it?" not in text
    assert calls == ["Query"] * 3  # its chunks; the turns before it; the chunks of one of them


def test_what_is_folded_is_fetched_when_it_is_opened(browser: TestClient, calls: list[str]) -> None:
    text = browser.get(f"{TRACE}/values/1/input?from=0&to=3", headers=SCRIPT).text

    for words in ("Be brief.", "Where is it?", "In Leeds."):
        assert words in text
    assert "Thanks!" not in text
    assert calls == ["Query"]


def test_a_value_is_text_for_people_and_a_piece_of_a_page_for_scripts(browser: TestClient) -> None:
    plain = browser.get(f"{TRACE}/values/1/input")
    piece = browser.get(f"{TRACE}/values/1/input?all=1", headers=SCRIPT)

    assert plain.headers["content-type"].startswith("text/plain")
    assert json.loads(plain.text)[3] == SECOND
    assert piece.headers["content-type"].startswith("text/html")
    assert "&#34;Thanks!&#34;" in piece.text


def test_one_message_is_given_whole(browser: TestClient) -> None:
    assert browser.get(f"{TRACE}/values/1/input/1").text == "Where is it?"
    assert '<li data-role="user">' in browser.get(
        f"{TRACE}/values/1/input/1", headers=SCRIPT
    ).text.replace("\n", "")


def test_json_is_that_of_the_api_and_what_it_leaves_out(
    service: Service, browser: TestClient
) -> None:
    whole = browser.get(f"{TRACE}/raw/0").json()
    step = browser.get(f"{TRACE}/raw/1").json()

    assert whole["id"] == "t-2"
    assert whole["observations"][0]["id"] == step["id"] == "o/2 ?"
    assert step["exceptions"] == step["scores"] == []


def test_a_trace_leads_back_to_its_turn(browser: TestClient) -> None:
    way = f"{session_url(PROJECT, id_to_key('s-1'))}/turns/{id_to_key('t-2')}"

    assert f'href="{way}"' in browser.get(TRACE).text
    assert browser.get(way).headers["location"].endswith("#t2")
