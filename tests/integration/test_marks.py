"""What readers leave on a session: kept beside its turns, and carried to the list."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.model.errors import NotFoundError
from functions.model.session import Marks
from functions.store.table import SessionTable
from tests.integration.api import Api
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT, Service

_PATH = f"/sessions/{SESSION}"


@pytest.fixture
def told(api: Api, service: Service) -> Api:
    """Return a reader of a project with one session."""
    service.send([event(1)])
    service.settle()
    return api


def test_what_a_reader_leaves_on_a_session_reaches_the_list(
    told: Api, service: Service, table: SessionTable
) -> None:
    marked = told.send("PATCH", _PATH, {"bookmarked": True, "name": "the lost parcel"})
    service.settle()

    listed = table.list_sessions(PROJECT).items[0]
    assert (marked["id"], marked["bookmarked"], marked["name"]) == (
        SESSION,
        True,
        "the lost parcel",
    )
    assert (listed.starred, listed.name) == (True, "the lost parcel")
    for found in (told.get(_PATH), told.get("/sessions")["data"][0]):
        assert (found["bookmarked"], found["name"]) == (True, "the lost parcel")


def test_a_session_without_marks_says_so(told: Api) -> None:
    found = told.get(_PATH)

    assert (found["bookmarked"], found["name"]) == (False, None)


def test_readers_who_mark_at_the_same_time_undo_nothing_of_each_other(
    told: Api, table: SessionTable
) -> None:
    def mark(number: int) -> None:
        if number % 2:
            table.put_star(PROJECT, SESSION, starred=True)
        else:
            table.put_name(PROJECT, SESSION, "the lost parcel")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(mark, range(8)))

    assert table.read_session(PROJECT, SESSION).marks == Marks(starred=True, name="the lost parcel")


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_a_mark_is_taken_away_and_the_other_stays(told: Api, nothing: str | None) -> None:
    told.send("PATCH", _PATH, {"bookmarked": True, "name": "x"})

    unnamed = told.send("PATCH", _PATH, {"name": nothing})
    unstarred = told.send("PATCH", _PATH, {"bookmarked": False})

    assert (unnamed["bookmarked"], unnamed["name"]) == (True, None)
    assert (unstarred["bookmarked"], unstarred["name"]) == (False, None)


def test_nothing_said_changes_nothing(told: Api) -> None:
    told.send("PATCH", _PATH, {"bookmarked": True})

    assert told.send("PATCH", _PATH, {})["bookmarked"] is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"bookmarked": "yes"}, "bookmarked"),
        ({"bookmarked": None}, "bookmarked"),
        ({"name": "n" * 201}, "name"),
        ({"name": 1}, "name"),
        ({"public": True}, "public"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_by_name(told: Api, body: object, field: str) -> None:
    assert told.refused("PATCH", _PATH, body) == [[field]]


def test_an_unknown_session_is_not_marked(told: Api, table: SessionTable) -> None:
    told.send("PATCH", "/sessions/unknown", {"bookmarked": True}, expected=404)

    with pytest.raises(NotFoundError):
        table.read_session(PROJECT, "unknown")


def test_a_session_with_a_question_mark_in_its_id_is_marked_by_query(
    api: Api, service: Service
) -> None:
    service.send([event(1, sessionId="why?")])
    service.settle()

    assert api.send("PATCH", "/sessions", {"bookmarked": True}, id="why?")["bookmarked"] is True


def test_marks_alone_make_no_session(service: Service, table: SessionTable) -> None:
    table.put_star(PROJECT, SESSION, starred=True)
    service.settle()

    assert table.list_sessions(PROJECT).items == ()
    with pytest.raises(NotFoundError):
        table.read_session(PROJECT, SESSION)
