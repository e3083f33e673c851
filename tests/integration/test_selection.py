"""What is done with several sessions of the list at once."""

from typing import Any

import pytest

from functions.model.errors import StoreUnavailableError
from functions.store.table import session_table
from functions.store.tombstones import Tombstones
from tests.integration.deleting import Desk, rich_trace, score
from tests.integration.listed import LIST, Reader, keys
from tests.integration.sending import event
from tests.integration.service import PROJECT, Service

SELECTION = f"/p/{PROJECT}/session-list/selection"
DELETION = f"/p/{PROJECT}/session-list/deletion"
NAMES = ("s-1", "s-2", "s-3")


@pytest.fixture
def reader(service: Service) -> Reader:
    """Return a reader of three sessions."""
    service.send([event(n, sessionId=name) for n, name in enumerate(NAMES, 1)])
    service.settle()
    return Reader()


def _starred() -> list[bool]:
    return [session_table().read_session(PROJECT, each).marks.starred for each in NAMES]


def test_several_sessions_are_starred_and_unstarred_at_once(reader: Reader) -> None:
    form: dict[str, Any] = {
        "session": keys("s-1", "s-3", "gone"),
        "back": f"{LIST}?q=x&done=deleted",
    }
    answer = reader.press(SELECTION, action="star", **form)

    assert answer.headers["location"] == f"{LIST}?q=x&done=starred&n=2"
    assert "2 sessions starred" in reader.page(answer.headers["location"]).text
    assert _starred() == [True, False, True]

    reader.press(SELECTION, action="unstar", session=keys("s-1"))
    assert _starred() == [False, False, True]


def test_two_sessions_are_compared(reader: Reader) -> None:
    one, two, three = keys(*NAMES)

    answer = reader.press(SELECTION, action="compare", session=[two, one])
    assert answer.headers["location"] == f"/p/{PROJECT}/compare?a={two}&b={one}"

    refused = reader.press(SELECTION, action="compare", session=[one, two, three])
    assert refused.status_code == 400
    assert "Exactly two sessions" in refused.text


@pytest.mark.parametrize(
    "form",
    [
        {"action": "delete"},
        {"action": "delete", "session": keys("gone")},
        {"action": "burn", "session": keys("s-1")},
        {"action": "star", "session": keys(*(f"s-{n}" for n in range(101)))},
    ],
)
def test_a_selection_of_nothing_or_too_much_is_refused(
    reader: Reader, form: dict[str, Any]
) -> None:
    assert reader.press(SELECTION, **form).status_code == 400


def test_a_deletion_says_first_what_goes(desk: Desk) -> None:
    desk.tell(*rich_trace(1), *rich_trace(2), score("own", sessionId="s-1"))
    desk.publish("s-1")
    desk.settle()
    reader = Reader()

    answer = reader.press(SELECTION, action="delete", session=keys("s-1"), back=f"{LIST}?q=x")

    assert "Delete 1 session?" in answer.text
    assert "2 turns with their traces" in answer.text
    assert "5 scores" in answer.text
    assert "1 public page" in answer.text
    assert "question of t-1" in answer.text
    assert session_table().read_session(PROJECT, "s-1").turns


def test_what_is_confirmed_is_hidden_at_once_and_then_removed(desk: Desk) -> None:
    desk.tell(*(event(n, sessionId=name) for n, name in enumerate(NAMES, 1)))
    reader = Reader()
    form = {"session": keys("s-1", "s-2"), "back": f"{LIST}?q=x"}

    answer = reader.press(DELETION, confirmed="yes", **form)

    assert answer.headers["location"] == f"{LIST}?q=x&done=deleted&n=2"
    assert reader.names() == ["s-3"]
    desk.finish()
    assert desk.left_of("SESSION#s-1", "SESSION#s-2") == []


def test_a_deletion_that_breaks_off_is_finished_by_the_worker(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tell(*(event(n, sessionId=name) for n, name in enumerate(NAMES, 1)))
    reader = Reader()

    def fail(*_asked: object) -> None:
        raise StoreUnavailableError("throttled")

    with monkeypatch.context() as broken:
        broken.setattr(Tombstones, "hide_session", fail)
        answer = reader.press(DELETION, confirmed="yes", session=keys(*NAMES))
    assert answer.status_code == 503

    for _ in range(3):
        desk.worker.sweep_later(2)
        desk.settle()
    assert desk.left_of(*(f"SESSION#{name}" for name in NAMES)) == []


def test_nothing_is_deleted_that_nobody_confirmed(reader: Reader) -> None:
    assert reader.press(DELETION, session=keys("s-1")).status_code == 400
    foreign = {"Sec-Fetch-Site": "cross-site"}
    form = {"session": keys("s-1"), "confirmed": "yes"}
    assert reader.client.post(DELETION, data=form, headers=foreign).status_code == 403
    assert len(reader.names()) == 3
