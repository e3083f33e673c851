"""A session as a file, through the viewer, from what ingest was sent."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from functions.store import remarks
from functions.store.remarks import remark_table
from functions.store.table import session_table
from tests.integration.deleting import Desk, score
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT
from web.export.session import SessionSource
from web.pages.links import id_to_key
from web.viewer.app import create_app

LONG = "word " * 2000 + "the end"
FILE = f"/p/{PROJECT}/sessions/{id_to_key(SESSION)}/export"


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    """Return a browser in front of a session of three turns, the second too long for its row."""
    desk.tell(
        event(1, input="Where is my parcel?", output="On its way."),
        event(2, input="Tell me all", output=LONG, metadata={"cart": {"items": [1, 2]}}),
        event(3, input="Thanks", output="Bye"),
        score("on-2", traceId="t-2", value=0.5),
        score("on-session", sessionId=SESSION),
    )
    desk.comment("TRACE", "t-2")
    desk.comment("SESSION", SESSION)
    return TestClient(create_app(), follow_redirects=False)


def test_a_document_holds_what_a_row_had_cut_and_what_was_said_about_it(
    browser: TestClient,
) -> None:
    answer = browser.get(f"{FILE}.json")

    found: Any = answer.json()
    first, second, third = found["turns"]
    assert answer.headers["content-disposition"] == (
        'attachment; filename="where-is-my-parcel.json"'
    )
    assert (found["session"]["id"], found["session"]["turn_count"]) == (SESSION, 3)
    assert second["answer"] == LONG
    assert second["cut"] == {}
    assert second["metadata"] == {"cart": {"items": [1, 2]}}
    assert [each["id"] for each in second["scores"]] == ["on-2"]
    assert [each["content"] for each in second["comments"]] == ["a comment on t-2"]
    assert [each["id"] for each in found["scores"]] == ["on-session"]
    assert [each["content"] for each in found["comments"]] == [f"a comment on {SESSION}"]
    assert first["scores"] == third["comments"] == []


def test_lines_are_a_data_set(browser: TestClient) -> None:
    answer = browser.get(f"{FILE}.jsonl")

    found = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [each["turn"] for each in found] == [1, 2, 3]
    assert found[1]["messages"][-1] == {"role": "assistant", "content": LONG}


def test_a_transcript_can_be_read(browser: TestClient) -> None:
    answer = browser.get(f"{FILE}.md")

    assert answer.headers["content-type"].startswith("text/markdown")
    assert "> Where is my parcel?\n" in answer.text
    assert "> a comment on t-2\n" in answer.text


@pytest.mark.parametrize(("turns", "numbers"), [("2", [2]), ("2-3", [2, 3]), ("3-99", [3])])
def test_some_turns_can_be_had_alone(browser: TestClient, turns: str, numbers: list[int]) -> None:
    found: Any = browser.get(f"{FILE}.json", params={"turns": turns}).json()

    assert [each["number"] for each in found["turns"]] == numbers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{FILE}.json?turns=9", 404),
        (f"{FILE}.json?turns=x", 400),
        (f"{FILE}.json?turns=1-2-3", 400),
        (f"{FILE}.pdf", 400),
        (f"/p/{PROJECT}/sessions/{id_to_key('nobody')}/export.json", 404),
    ],
)
def test_what_is_not_there_is_no_file(browser: TestClient, path: str, status: int) -> None:
    assert browser.get(path).status_code == status


def test_a_comment_on_a_trace_that_was_deleted_is_in_no_file(
    desk: Desk, browser: TestClient
) -> None:
    desk.api.send("DELETE", "/traces/t-2")
    desk.finish()

    assert "a comment on t-2" not in browser.get(f"{FILE}.json").text


@pytest.mark.usefixtures("browser")
def test_remarks_are_found_turn_by_turn_where_the_index_of_comments_does_not_help(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.comment("TRACE", "t-2")
    desk.comment("TRACE", "t-3")
    tables = session_table(), remark_table()
    of_the_viewer = SessionSource(*tables, indexed=True)
    of_the_worker = SessionSource(*tables, indexed=False)
    of_turns_to_come = SessionSource(*tables, indexed=True, now_ns=lambda: 0)
    sources = (of_the_viewer, of_the_worker, of_turns_to_come)
    found = [list(each.read(PROJECT, SESSION).turns) for each in sources]
    monkeypatch.setattr(remarks, "_MOST_COMMENTS", 1)
    found.append(list(of_the_viewer.read(PROJECT, SESSION).turns))

    assert all(each == found[0] for each in found)
    assert [len(each.remarks.comments) for each in found[0]] == [0, 2, 1]
    assert [len(each.remarks.scores) for each in found[0]] == [0, 1, 0]
