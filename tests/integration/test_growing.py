"""A session that goes on, on the real table: what its page is told, and what being told costs."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from functions.store.database import Database
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key, session_url
from web.viewer.app import create_app

PAGE = session_url(PROJECT, id_to_key(SESSION))


def now(number: int) -> dict[str, Any]:
    moment = datetime.now(UTC).isoformat()
    return event(number, timestamp=moment) | {"timestamp": moment}


@pytest.fixture
def browser(service: Service) -> TestClient:
    """Return a reader of a project with one session."""
    service.send([now(1)])
    service.settle()
    return TestClient(create_app())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the operations that the table is asked for from now on."""
    asked: list[str] = []
    call = Database._call  # noqa: SLF001 - what a request costs is what is sent

    def counted(self: Database, operation: str, request: dict[str, object]) -> dict[str, object]:
        asked.append(operation)
        return call(self, operation, request)

    monkeypatch.setattr(Database, "_call", counted)
    return asked


def news_of(html: str) -> str:
    return unescape(re.findall(r'data-news="([^"]+)"', html)[0])


def test_looking_for_news_where_there_are_none_reads_one_row(
    browser: TestClient, asked: list[str]
) -> None:
    url = news_of(browser.get(PAGE).text)
    asked.clear()

    assert browser.get(url).status_code == 204
    assert asked == ["GetItem"]


def test_a_turn_that_came_is_news_once(
    browser: TestClient, service: Service, asked: list[str]
) -> None:
    url = news_of(browser.get(PAGE).text)
    service.send([now(2)])
    service.settle()
    asked.clear()

    news = browser.get(url)

    assert 'id="t2"' in news.text
    assert asked == ["GetItem", "Query"]
    assert browser.get(news_of(news.text)).status_code == 204


def test_a_name_that_somebody_else_gives_is_news(browser: TestClient, service: Service) -> None:
    url = news_of(browser.get(PAGE).text)
    browser.post(
        f"{PAGE}/name", data={"name": "Renamed"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    service.settle()

    assert ">Renamed</h1>" in browser.get(url).text
