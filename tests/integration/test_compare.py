"""Comparing two stored sessions, and choosing the second."""

import pytest
from fastapi.testclient import TestClient

from tests.integration.sending import event
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key
from web.viewer.app import create_app

A, B, C = (id_to_key(each) for each in ("s-a", "s-b", "s-c"))
HERE = f"/p/{PROJECT}/compare"


@pytest.fixture
def browser(service: Service) -> TestClient:
    """Return a browser in front of three sessions."""
    service.send(
        [
            event(1, sessionId="s-a", input="Where is it?", output="In Kiel"),
            event(2, sessionId="s-b", input="Hello", output="Hello"),
            event(3, sessionId="s-b", input="Where is it?", output="In Bonn"),
            event(4, sessionId="s-c", input="Something else", output="Yes"),
        ]
    )
    service.settle()
    return TestClient(create_app(), follow_redirects=False)


def test_two_sessions_stand_side_by_side(browser: TestClient) -> None:
    page = browser.get(HERE, params={"a": A, "b": B}).text

    assert "2 pairs of turns, 2 with differences" in page
    assert ">Kiel</del>" in page
    assert ">Bonn</ins>" in page


def test_from_a_session_one_is_led_to_the_choice_of_the_other(browser: TestClient) -> None:
    led = browser.get(f"/p/{PROJECT}/sessions/{A}/compare")

    page = browser.get(led.headers["location"]).text

    assert f'href="{HERE}?a={A}&amp;b={B}"' in page
    assert f'href="{HERE}?a={A}&amp;b={C}"' in page
    assert f"b={A}" not in page


def test_the_other_may_be_named_by_its_id(browser: TestClient) -> None:
    led = browser.get(HERE, params={"a": A, "id": "s-b"})

    assert led.headers["location"] == f"{HERE}?a={A}&b={B}"


def test_without_any_the_first_is_chosen(browser: TestClient) -> None:
    page = browser.get(HERE).text

    assert f'href="{HERE}?a={C}"' in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"a": A, "b": id_to_key("nobody")}, 404),
        ({"a": id_to_key("nobody")}, 404),
        ({"a": "!", "b": B}, 404),
        ({"a": A, "b": B, "from": "0"}, 400),
        ({"a": A, "b": B, "from": "999"}, 200),
        ({"a": A, "b": A, "only": "differences"}, 200),
    ],
)
def test_what_is_not_there_is_not_compared(
    browser: TestClient, query: dict[str, str], status: int
) -> None:
    assert browser.get(HERE, params=query).status_code == status
