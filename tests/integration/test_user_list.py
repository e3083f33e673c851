"""The list of users as a page: what their sessions add up to, and how many were looked at."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.integration.service import PROJECT, Service
from tests.unit.web.elements import Elements
from web.pages.links import sessions_of_user_url
from web.viewer import user_list
from web.viewer.app import create_app

DASH = "\N{EN DASH}"
PATH = f"/p/{PROJECT}/users"


@pytest.fixture
def browser(service: Service) -> TestClient:
    assert service.table
    return TestClient(create_app())


def a_turn(session: int, user: str, **said: Any) -> dict[str, Any]:
    at = f"2026-09-21T10:{session:02}:00.000Z"
    body = {"id": f"t-{session}-{user[-9:]}", "sessionId": f"s-{session}", "userId": user}
    return {
        "id": f"e-{session}-{user[-9:]}",
        "type": "trace-create",
        "timestamp": at,
        "body": {**body, "timestamp": at, **said},
    }


def a_generation(session: int, user: str, tokens: int) -> dict[str, Any]:
    at = f"2026-09-21T10:{session:02}:01.000Z"
    body = {
        "id": f"o-{session}",
        "traceId": f"t-{session}-{user[-9:]}",
        "startTime": at,
        "usage": {"input": tokens, "output": 0},
        "level": "ERROR",
        "statusMessage": "no",
    }
    return {"id": f"e-o-{session}", "type": "generation-create", "timestamp": at, "body": body}


def send(service: Service, *events: dict[str, Any]) -> None:
    service.send(events)
    service.settle()


def rows(page: str) -> list[list[str]]:
    """Return the cells of the table's body, row by row."""
    found: list[list[str]] = []
    cell = row = None
    for each in Elements(page).texts:
        around = [element for element in each.around if element.tag in ("tbody", "tr", "td")]
        if len(around) < 3 or not each.text.strip():
            continue
        if around[1] is not row:
            found.append([])
            row = around[1]
        if around[2] is not cell:
            found[-1].append("")
            cell = around[2]
        found[-1][-1] += each.text.strip() + " "
    return [[text.strip() for text in each] for each in found]


def test_users_are_listed_with_their_figures_latest_active_first(
    service: Service, browser: TestClient
) -> None:
    send(
        service, a_turn(1, "ida"), a_turn(2, "zoe"), a_turn(3, "ida"), a_generation(3, "ida", 1200)
    )

    page = browser.get(PATH).text

    ida, zoe = rows(page)
    assert [ida[0], *ida[2:6]] == ["ida", "2", "2", "▲ 1 in 1 session", "1.2k"]
    assert [zoe[0], *zoe[2:]] == ["zoe", "1", "1", DASH, DASH, DASH]
    assert "Sessions looked at: all 3." in Elements(page).text


def test_a_user_leads_to_the_sessions_of_that_user(service: Service, browser: TestClient) -> None:
    send(service, a_turn(1, "ida & co?"), a_turn(2, "zoe"))

    link = sessions_of_user_url(PROJECT, "ida & co?")

    assert link in Elements(browser.get(PATH).text).values("href")
    assert len(rows(browser.get(link).text)) == 1


@pytest.mark.parametrize(
    ("order", "first"), [("user", "ida"), ("active", "zoe"), ("sessions", "ida"), ("tokens", "ida")]
)
def test_users_are_put_in_order(
    service: Service, browser: TestClient, order: str, first: str
) -> None:
    send(service, a_turn(1, "ida"), a_generation(1, "ida", 9), a_turn(2, "ida"), a_turn(3, "zoe"))

    page = browser.get(f"{PATH}?sort={order}").text

    assert rows(page)[0][0] == first
    assert len([each for each in Elements(page).values("aria-sort") if each]) == 1


def test_a_name_that_an_index_cuts_is_shown_whole(service: Service, browser: TestClient) -> None:
    user = "https://accounts.example/" + "long" * 15
    said = {"input": "words " * 400, "tags": [f"tag {number} {'x' * 60}" for number in range(20)]}
    send(service, a_turn(1, user, **said))

    assert rows(browser.get(PATH).text)[0][0] == user


def test_a_name_that_even_a_row_cuts_leads_nowhere(service: Service, browser: TestClient) -> None:
    send(service, a_turn(1, "long" * 50))

    page = browser.get(PATH).text

    assert rows(page)[0][0].endswith("…")
    assert not [link for link in Elements(page).values("href") if "user=" in link]


def test_only_so_many_sessions_are_looked_at_and_the_page_says_so(
    service: Service, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_list, "MOST_SESSIONS", 2)
    monkeypatch.setattr(user_list, "_AT_ONCE", 2)
    send(service, *(a_turn(number, f"user-{number}") for number in range(1, 5)))

    page = browser.get(PATH).text

    assert [each[0] for each in rows(page)] == ["user-4", "user-3"]
    assert "the newest 2. Older ones are not counted." in Elements(page).text


def test_sessions_of_a_time_are_counted(service: Service, browser: TestClient) -> None:
    send(service, a_turn(1, "ida"))

    assert rows(browser.get(f"{PATH}?last=24h").text) == []


@pytest.mark.parametrize("query", ["sort=name", "last=1y"])
def test_what_makes_no_sense_is_refused(browser: TestClient, query: str) -> None:
    assert browser.get(f"{PATH}?{query}").status_code == 400
