"""Exports of several sessions: written by the worker, in parts, and taken back."""

import json
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import boto3
import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

from functions.model.job import Job, JobState
from functions.store.export_files import export_files
from functions.store.exports import export_job, export_log
from functions.store.jobs import job_table
from tests.integration.deleting import Desk
from tests.integration.sending import event
from tests.integration.service import PROJECT, Context
from tests.integration.test_deletion_crashes import killed_after
from web.export import parts
from web.pages.links import id_to_key
from web.viewer.app import create_app
from web.viewer.exports import session_file, whole_list
from web.worker.publisher import now_ms

SESSIONS = ("s-a", "s-b", "s-c")


@pytest.fixture
def stored(desk: Desk) -> Desk:
    """Return a project of three sessions: of two turns, of one, and of one."""
    desk.tell(
        event(1, sessionId="s-a", input="First of a", output="Yes"),
        event(2, sessionId="s-a", input="Second of a", output="No"),
        event(3, sessionId="s-b", input="First of b", output="Perhaps"),
        event(4, sessionId="s-c", input="First of c", output="Never"),
    )
    return desk


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every piece be a part, as far as we know; the engine takes small ones."""
    monkeypatch.setattr(parts, "PART", 1)


def ask(*sessions: str, file_format: str = "jsonl") -> Job:
    job = export_job(sessions, file_format, created_ms=now_ms(), created_by="mara")
    job_table().put(PROJECT, job)
    return job


def work(desk: Desk, job: Job) -> Job:
    desk.worker.call({"project": PROJECT, "job": job.job_id})
    return job_table().read(PROJECT, job.job_id)


def content(job: Job) -> str:
    bucket = export_files()._bucket  # noqa: SLF001 - the name that the test gave
    found = boto3.client("s3").get_object(Bucket=bucket, Key=f".exports/{PROJECT}/{job.job_id}")
    return found["Body"].read().decode()


def questions(job: Job) -> list[str]:
    lines = [json.loads(line) for line in content(job).splitlines()]
    return [each["messages"][0]["content"] for each in lines]


def files(desk: Desk) -> list[str]:
    return [each for each in desk.objects() if each.startswith(".exports/")]


ALL = ["First of a", "Second of a", "First of b", "First of c"]


def test_sessions_are_written_to_one_file_in_their_order(stored: Desk) -> None:
    job = ask(*SESSIONS)

    done = work(stored, job)

    assert done.state is JobState.DONE
    assert questions(job) == ALL
    written = export_log().read(PROJECT, job.job_id).written
    assert (written.sessions, written.turns, written.missing) == (3, 4, 0)
    assert written.size_bytes == len(content(job).encode())


def test_a_session_that_is_gone_is_counted_and_left_out(stored: Desk) -> None:
    job = ask("s-a", "nobody", "s-c")

    work(stored, job)

    assert questions(job) == ["First of a", "Second of a", "First of c"]
    assert export_log().read(PROJECT, job.job_id).written.missing == 1


def test_an_export_of_nothing_fails_and_leaves_nothing(stored: Desk) -> None:
    failed = work(stored, ask("nobody"))

    assert (failed.state, "expired or were deleted" in failed.error) == (JobState.FAILED, True)
    assert files(stored) == []


@pytest.mark.usefixtures("small_parts")
def test_an_export_goes_on_where_its_time_was_up(
    stored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(*SESSIONS)
    with monkeypatch.context() as patch:
        patch.setattr(Context, "get_remaining_time_in_millis", lambda _self: 1)
        states = [work(stored, job).state for _ in range(3)]
    progress = export_log().read(PROJECT, job.job_id)

    done = work(stored, job)

    assert states == [JobState.PENDING] * 3
    assert len(progress.parts) == 3
    assert done.state is JobState.DONE
    assert questions(job) == ALL


@pytest.mark.usefixtures("small_parts")
def test_a_worker_killed_after_any_write_is_made_good_by_the_sweep(
    stored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for writes in count():
        job = ask(*SESSIONS)
        with killed_after(writes, monkeypatch) as leaving, suppress(Exception):
            work(stored, job)
        stored.worker.sweep_later(3)

        assert job_table().read(PROJECT, job.job_id).state is JobState.DONE
        assert questions(job) == ALL
        if not leaving.killed:
            break

    assert writes > 10


@pytest.mark.usefixtures("small_parts")
def test_a_file_whose_parts_s3_has_forgotten_is_begun_anew(
    stored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(*SESSIONS)
    with monkeypatch.context() as patch:
        patch.setattr(Context, "get_remaining_time_in_millis", lambda _self: 1)
        work(stored, job)
    upload = export_log().read(PROJECT, job.job_id).upload
    export_files().abandon(PROJECT, job.job_id, upload)

    stored.worker.sweep_later(3)

    assert job_table().read(PROJECT, job.job_id).state is JobState.DONE
    assert questions(job) == ALL


def test_a_file_has_room_for_so_much_and_counts_the_rest(
    stored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LARGEST", 10)
    job = ask(*SESSIONS)

    work(stored, job)

    assert questions(job) == ["First of a", "Second of a"]
    assert export_log().read(PROJECT, job.job_id).written.left_out == 2


def _delete_session(desk: Desk) -> Any:
    return desk.api.send("DELETE", "/sessions/s-a")


def _delete_trace(desk: Desk) -> Any:
    return desk.api.send("DELETE", "/traces/t-2")


@pytest.mark.parametrize("delete", [_delete_session, _delete_trace])
def test_a_deletion_takes_the_files_that_hold_what_is_deleted(
    stored: Desk, delete: Callable[[Desk], Any]
) -> None:
    with_it, without_it = ask("s-a", "s-b"), ask("s-c")
    work(stored, with_it)
    work(stored, without_it)

    answer = delete(stored)
    stored.finish()

    undone = job_table().read(PROJECT, with_it.job_id)
    assert (undone.state, undone.error) == (JobState.FAILED, "something in it was deleted")
    assert files(stored) == [f".exports/{PROJECT}/{without_it.job_id}"]
    assert questions(without_it) == ["First of c"]
    assert stored.receipt(answer)["removed"]["objects"] == 1


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("delete", [_delete_session, _delete_trace])
def test_a_deletion_ends_an_export_that_is_under_way(
    stored: Desk, monkeypatch: pytest.MonkeyPatch, delete: Callable[[Desk], Any]
) -> None:
    job = ask("s-a", "s-b")
    with monkeypatch.context() as patch:
        patch.setattr(Context, "get_remaining_time_in_millis", lambda _self: 1)
        work(stored, job)

    answer = delete(stored)
    stored.finish()
    stored.worker.sweep_later(2)

    assert work(stored, job).state is JobState.FAILED
    assert files(stored) == []
    assert stored.receipt(answer)["status"] == "DONE"


@pytest.mark.parametrize("moment", ["put_part", "complete"])
def test_an_export_that_races_with_a_deletion_leaves_no_file(
    stored: Desk, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Deleted after the session was read, and just before something of it is stored."""
    job = ask("s-a")
    store = getattr(export_files(), moment)

    with monkeypatch.context() as patch:

        def delete_first(*given: Any) -> Any:
            patch.undo()
            _delete_session(stored)
            waiting, stored.worker.calls = stored.worker.calls, []
            for each in waiting:
                stored.worker.call(each)
            return store(*given)

        patch.setattr(export_files(), moment, delete_first)
        work(stored, job)
    stored.finish()
    stored.worker.sweep_later(2)

    assert job_table().read(PROJECT, job.job_id).state is JobState.FAILED
    assert files(stored) == []


EXPORTS = f"/p/{PROJECT}/exports"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def browser(stored: Desk) -> TestClient:
    assert stored.service.table
    return TestClient(create_app(), headers=HERE, follow_redirects=False)


def test_a_person_asks_for_sessions_waits_and_is_led_to_the_file(
    stored: Desk, browser: TestClient
) -> None:
    form = {"session": [id_to_key("s-b"), id_to_key("s-a")]}
    asked = browser.post(EXPORTS, data=form)
    page = asked.headers["location"]

    waiting = browser.get(page).text
    early = browser.get(f"{page}/file")
    stored.worker.work()
    ready = browser.get(page).text
    led = browser.get(f"{page}/file")

    assert asked.status_code == 303
    assert "Writing 2 sessions to a file" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert early.status_code == 404
    assert "It holds 2 sessions with 3 turns." in ready
    assert f'href="{page}/file"' in ready
    assert led.status_code == 302
    saved = httpx.get(led.headers["location"])
    assert saved.headers["content-disposition"] == 'attachment; filename="2-sessions.jsonl"'
    assert [json.loads(line)["session_id"] for line in saved.text.splitlines()] == [
        "s-b",
        "s-a",
        "s-a",
    ]


def test_a_session_too_large_at_once_is_offered_as_a_job(
    stored: Desk, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_file, "MOST_GZIPPED", 100)
    monkeypatch.setattr(session_file, "_MOST", 100)
    offer = browser.get(f"/p/{PROJECT}/sessions/{id_to_key('s-a')}/export.json")
    form = {"session": id_to_key("s-a"), "format": "json"}

    page = browser.post(EXPORTS, data=form).headers["location"]
    stored.worker.work()
    saved = httpx.get(browser.get(f"{page}/file").headers["location"])

    assert offer.status_code == 413
    assert f'name="session" value="{form["session"]}"' in offer.text
    assert [each["user"] for each in saved.json()["turns"]] == ["First of a", "Second of a"]


def ask_for_list(desk: Desk, browser: TestClient, query: str) -> tuple[set[str], str]:
    """Return the sessions of the file that was made of a list, and what its page says."""
    page = browser.post(EXPORTS, data={"list": f"?{query}"}).headers["location"]
    desk.worker.work()
    saved = httpx.get(browser.get(f"{page}/file").headers["location"])
    lines = [json.loads(line) for line in saved.text.splitlines()]
    return {each["session_id"] for each in lines}, browser.get(page).text


@pytest.mark.parametrize(
    ("query", "sessions"),
    [
        ("", {"s-a", "s-b", "s-c"}),
        ("q=First+of+b", {"s-b"}),
        ("min_turns=2&sort=cost", {"s-a"}),
    ],
)
def test_a_whole_list_is_exported_as_it_is_filtered(
    stored: Desk, browser: TestClient, query: str, sessions: set[str]
) -> None:
    found, page = ask_for_list(stored, browser, query)

    assert found == sessions
    assert "The list was longer" not in page


def test_a_list_with_more_sessions_than_a_file_may_have_is_cut_and_says_so(
    stored: Desk, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_list, "MOST_SESSIONS", 2)

    found, page = ask_for_list(stored, browser, "")

    assert len(found) == 2
    assert "The list was longer: only its first 2 sessions were taken." in page


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"list": "q=nothing+like+it"},
        {"list": "nonsense=1"},
        {"list": "&".join(f"tag={number}" for number in range(50))},
        {"session": [id_to_key("s-a"), id_to_key("s-b")], "format": "json"},
        {"session": id_to_key("s-a"), "format": "pdf"},
        {"session": [id_to_key(f"s-{number}") for number in range(1001)]},
        {"session": [id_to_key(f"{number:04}" * 60) for number in range(1000)] * 2},
    ],
    ids=[
        "nothing",
        "empty list",
        "no filter",
        "too many filters",
        "several as json",
        "no format",
        "too many",
        "twice too many",
    ],
)
def test_what_cannot_be_exported_is_refused(browser: TestClient, form: dict[str, Any]) -> None:
    assert browser.post(EXPORTS, data=form).status_code == 400


def test_what_is_no_export_has_no_page(browser: TestClient) -> None:
    assert browser.get(f"{EXPORTS}/nothing").status_code == 404


def test_a_page_of_an_export_that_was_taken_back_says_why(
    stored: Desk, browser: TestClient
) -> None:
    job = ask("s-a")
    work(stored, job)
    _delete_session(stored)
    stored.finish()

    page = browser.get(f"{EXPORTS}/{job.job_id}")

    assert "Something in it was deleted since" in page.text
    assert browser.get(f"{EXPORTS}/{job.job_id}/file").status_code == 404
