"""Deleting through the API: hidden at once, erased by the worker, and proved by a receipt."""

import boto3
import pytest

from functions.model.errors import NotFoundError
from functions.rollup.repair import repair
from functions.rollup.store import store
from functions.store import public_pages
from functions.store.keys import trace_pk
from functions.store.table import SessionTable
from tests.integration.api import Api
from tests.integration.deleting import LARGE, Desk, rich_trace, score
from tests.integration.rows import Rows, all_rows, derived_rows
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT, PUBLIC_KEY


def test_a_deleted_trace_is_hidden_at_once_and_then_erased(desk: Desk) -> None:
    desk.tell(*rich_trace(1), *rich_trace(2))
    token = desk.publish(SESSION)
    desk.api.send("DELETE", "/scores/off-t-1", expected=202)
    desk.settle()
    before = len(desk.objects())

    answer = desk.api.send("DELETE", "/traces/t-1")

    assert answer["message"] == "Trace deleted successfully"
    assert desk.api.status("/traces/t-1") == 404
    assert desk.api.status("/scores/on-t-1") == 404
    assert desk.api.status("/scores/on-t-2") == 200
    assert [each["id"] for each in desk.api.get("/traces")["data"]] == ["t-2"]
    assert [each["id"] for each in desk.api.get(f"/sessions/{SESSION}")["traces"]] == ["t-2"]
    assert desk.receipt(answer)["status"] == "PENDING"

    desk.finish()

    left = desk.left_of("t-1", "question of t-1")
    assert [each for each in left if not each.startswith("s3")] == []
    assert not public_pages.public_pages().exists(token)
    assert len(desk.objects()) == before - 2, "the payload and the page"
    assert {each["id"] for each in desk.api.get("/traces/t-2")["scores"]} == {"on-t-2", "off-t-2"}
    assert desk.api.get("/sessions")["data"][0]["id"] == SESSION


def test_a_receipt_says_what_was_removed_when_and_by_whom(desk: Desk) -> None:
    desk.tell(*rich_trace(1), event(2))
    desk.publish(SESSION)

    answer = desk.api.send("DELETE", "/traces", {"traceIds": ["t-1", "t-unknown"]})
    desk.worker.work()
    early = desk.receipt(answer)
    desk.finish()
    receipt = desk.receipt(answer)

    assert answer["message"] == "Traces deleted successfully"
    assert (early["status"], early["finishedAt"]) == ("PENDING", None)
    assert receipt["status"] == "DONE"
    assert receipt["finishedAt"] >= receipt["deletedUntil"]
    assert receipt["deletedBy"] == PUBLIC_KEY
    assert receipt["traceIds"] == ["t-1", "t-unknown"]
    # Of t-1: its chunk, its turn, two folded scores, and their pointers.
    assert receipt["removed"] == {"traces": 1, "rows": 6, "objects": 1, "publications": 1}


def test_the_session_of_a_deleted_trace_no_longer_quotes_it(
    desk: Desk, table: SessionTable
) -> None:
    desk.tell(event(1, input="the secret"), event(2, input="hello"))

    desk.api.send("DELETE", "/traces/t-1")
    desk.finish()

    (session,) = table.list_sessions(PROJECT).items
    assert (session.turn_count, session.first_user) == (1, "hello")
    desk.api.send("DELETE", "/traces/t-2")
    desk.finish()
    assert table.list_sessions(PROJECT).items == ()
    assert derived_rows(desk.service.table) == {}


def test_no_receipt_comes_before_the_session_was_folded_without_the_trace(desk: Desk) -> None:
    desk.tell(event(1, input="the secret"), event(2))

    answer = desk.api.send("DELETE", "/traces/t-1")
    desk.worker.work()
    desk.worker.sweep_later(3)

    assert desk.receipt(answer)["status"] == "PENDING"
    desk.settle()
    desk.worker.sweep_later(2)
    assert desk.receipt(answer)["status"] == "DONE"


def test_what_is_sent_again_after_a_deletion_begins_anew(desk: Desk) -> None:
    desk.tell(event(1, input="old"), score("kept", traceId="t-1"), event(1, userId="mara"))
    desk.api.send("DELETE", "/traces/t-1")

    desk.tell(event(1, input="new"), score("kept", traceId="t-1"))
    now = desk.api.get("/traces/t-1")
    desk.finish()
    later = desk.api.get("/traces/t-1")

    for found in (now, later):
        assert (found["input"], found["userId"]) == ("new", None)
        assert [each["id"] for each in found["scores"]] == ["kept"]
    rows = derived_rows(desk.service.table)
    assert (trace_pk(PROJECT, "t-1"), "SCORE#kept") in rows
    assert ("P#acme#SCORE#kept", "@") in all_rows(desk.service.table)
    assert len(desk.api.get(f"/sessions/{SESSION}")["traces"]) == 1


def test_the_same_bytes_sent_again_are_not_taken_for_what_was_deleted(desk: Desk) -> None:
    desk.tell(*rich_trace(1))
    desk.api.send("DELETE", "/traces/t-1")

    desk.tell(*rich_trace(1))
    desk.finish()

    assert desk.api.get("/traces/t-1")["metadata"]["large"] == LARGE
    assert len(desk.objects()) == 1


def test_a_deleted_session_is_hidden_at_once_and_then_erased(
    desk: Desk, table: SessionTable
) -> None:
    desk.tell(
        *rich_trace(1), *rich_trace(2), event(3, sessionId="other"), score("own", sessionId=SESSION)
    )
    token = desk.publish(SESSION)
    desk.api.send("PATCH", f"/sessions/{SESSION}", {"bookmarked": True, "name": "the secret"})
    desk.settle()

    answer = desk.api.send("DELETE", f"/sessions/{SESSION}")

    assert answer["message"] == "Session deleted successfully"
    assert desk.api.status(f"/sessions/{SESSION}") == 404
    assert desk.api.status("/scores/own") == 404
    with pytest.raises(NotFoundError):
        table.read_session(PROJECT, SESSION)
    assert [each["id"] for each in desk.api.get("/sessions")["data"]] == ["other"]
    assert [each["id"] for each in desk.api.get("/traces")["data"]] == ["t-3"]
    assert desk.api.status("/traces/t-2") == 404

    desk.finish()

    assert desk.left_of("t-1", "t-2", SESSION, "own", token, "the secret") == []
    assert [each["id"] for each in desk.api.get("/traces")["data"]] == ["t-3"]
    receipt = desk.receipt(answer)
    assert (receipt["status"], receipt["sessionId"]) == ("DONE", SESSION)
    assert receipt["removed"]["traces"] == 2
    assert receipt["removed"]["publications"] == 1


def test_a_deleted_session_begins_anew_without_what_it_was(desk: Desk) -> None:
    desk.tell(event(1), score("own", sessionId=SESSION))
    desk.api.send("PATCH", f"/sessions/{SESSION}", {"bookmarked": True, "name": "old"})
    desk.api.send("DELETE", f"/sessions/{SESSION}")

    desk.tell(event(2))
    now = desk.api.get(f"/sessions/{SESSION}")
    desk.finish()
    later = desk.api.get(f"/sessions/{SESSION}")

    for found in (now, later):
        assert [each["id"] for each in found["traces"]] == ["t-2"]
        assert (found["bookmarked"], found["name"]) == (False, None)
    assert [each["id"] for each in desk.api.get("/sessions")["data"]] == [SESSION]


def test_a_trace_that_was_not_folded_yet_falls_with_its_session(desk: Desk) -> None:
    desk.service.send([event(1, input="the secret")])

    desk.api.send("DELETE", f"/sessions/{SESSION}")
    desk.service.settle()

    assert desk.api.status("/traces/t-1") == 404
    assert desk.api.get("/traces")["data"] == []
    desk.finish()
    desk.worker.sweep_later(2)
    assert desk.left_of("t-1", "the secret") == []


def test_a_trace_that_came_into_a_session_after_its_deletion_keeps_what_it_was(
    desk: Desk,
) -> None:
    desk.tell(event(1, input="before", sessionId=None), event(2))
    desk.api.send("DELETE", f"/sessions/{SESSION}")

    desk.tell(event(1, name="renamed") | {"id": "e-later"})
    desk.finish()

    found = desk.api.get("/traces/t-1")
    assert (found["input"], found["sessionId"]) == ("before", SESSION)


def test_comments_go_with_what_they_are_about(desk: Desk) -> None:
    desk.tell(event(1), event(2), event(3, sessionId="other"))
    on_trace = desk.comment("TRACE", "t-1")
    on_session, on_kept = desk.comment("SESSION", SESSION), desk.comment("TRACE", "t-3")

    desk.api.send("DELETE", "/traces/t-1")
    desk.finish()
    desk.api.send("DELETE", f"/sessions/{SESSION}")
    desk.finish()

    assert desk.left_of(on_trace, on_session, "comment on t-1", f"comment on {SESSION}") == []
    assert [each["id"] for each in desk.api.get("/comments")["data"]] == [on_kept]


def test_a_comment_on_what_began_anew_stays(desk: Desk) -> None:
    desk.tell(event(1))
    desk.comment("TRACE", "t-1")
    desk.api.send("DELETE", "/traces/t-1")

    desk.tell(event(1, name="new"))
    kept = desk.comment("TRACE", "t-1")
    desk.finish()

    assert [each["id"] for each in desk.api.get("/comments")["data"]] == [kept]


def test_a_page_that_shows_a_trace_goes_with_it_wherever_the_trace_went(desk: Desk) -> None:
    desk.tell(event(1, input="the secret"))
    token = desk.publish(SESSION)
    desk.tell(event(1, sessionId="another") | {"timestamp": "2026-12-01T00:00:00Z", "id": "e"})
    assert len(desk.api.get("/sessions/another")["traces"]) == 1

    desk.api.send("DELETE", "/traces/t-1")
    desk.finish()

    assert desk.objects() == []
    assert desk.left_of(token, "the secret") == []


def test_a_thousand_traces_are_hidden_in_one_request(desk: Desk, table: SessionTable) -> None:
    desk.service.send([event(number) for number in range(1000)])
    desk.service.settle()

    desk.api.send("DELETE", "/traces", {"traceIds": [f"t-{number}" for number in range(1000)]})

    assert table.read_session(PROJECT, SESSION).turns == ()
    assert table.list_turns(PROJECT, limit=1000).items == ()


@pytest.mark.parametrize("letter", ["a", "é", '"', "\x01"])
def test_as_many_ids_are_deleted_at_once_as_a_job_has_room_for(desk: Desk, letter: str) -> None:
    length = 250 // len(letter.encode())
    ids = [f"{letter * length}{number:04}" for number in range(1_000)]
    room = len(ids) if letter in "aé" else 200
    desk.api.send("DELETE", "/traces", {"traceIds": ids[:room]})
    if room < len(ids):
        assert desk.api.refused("DELETE", "/traces", {"traceIds": ids}) == [["traceIds"]]


def test_folding_everything_again_brings_nothing_back(desk: Desk) -> None:
    desk.tell(*rich_trace(1), event(2), event(3, sessionId="other"))
    desk.api.send("DELETE", "/traces/t-1")
    desk.api.send("DELETE", "/sessions/other")
    hidden = _folded_again(desk)
    desk.finish()
    erased = _folded_again(desk)

    assert {sk.rpartition("#")[2] for _, sk in hidden if sk.startswith("TURN")} == {"t-2"}
    assert hidden == erased


def _folded_again(desk: Desk) -> Rows:
    repair(store(), boto3.client("dynamodb"), desk.service.table, everything=True)
    desk.settle()
    return derived_rows(desk.service.table)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, ["traceIds"]),
        ({"traceIds": []}, ["traceIds"]),
        ({"traceIds": ["t"] * 1001}, ["traceIds"]),
        ({"traceIds": ["t", ""]}, ["traceIds", 1]),
        ({"traceIds": [1]}, ["traceIds", 0]),
        ({"traceIds": "t"}, ["traceIds"]),
        ({"traceIds": ["t"], "all": True}, ["all"]),
    ],
)
def test_a_deletion_that_cannot_be_is_refused_by_name(
    api: Api, body: object, field: list[object]
) -> None:
    assert api.refused("DELETE", "/traces", body) == [field]


def test_what_is_not_there_is_deleted_all_the_same(desk: Desk) -> None:
    desk.api.send("DELETE", "/traces/never")
    answer = desk.api.send("DELETE", "/sessions", id="never?")
    desk.finish()

    receipt = desk.receipt(answer)
    assert receipt["status"] == "DONE"
    assert receipt["removed"] == {"traces": 0, "rows": 0, "objects": 0, "publications": 0}


def test_nobody_reads_the_receipt_of_another_job(desk: Desk) -> None:
    desk.tell(event(1))
    desk.publish(SESSION)
    (job,) = [sk for pk, sk in all_rows(desk.service.table) if pk.endswith("#JOB")]

    assert desk.api.status(f"/deletions/{job}") == 404
    assert desk.api.status("/deletions/unknown") == 404
