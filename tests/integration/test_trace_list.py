"""The list of traces as a page: which are in it, by which filters, page by page."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.integration.service import PROJECT, Service
from tests.unit.web.elements import Elements
from web.api.listing.listing import Bounds
from web.api.listing.pager import bounds
from web.pages.links import id_to_key, session_url, trace_url
from web.viewer.app import create_app

PATH = f"/p/{PROJECT}/traces"


@pytest.fixture
def browser(service: Service) -> TestClient:
    assert service.table
    return TestClient(create_app())


def a_trace(number: int, **said: Any) -> dict[str, Any]:
    at = f"2026-09-21T10:{number:02}:00.000Z"
    body = {"id": f"t-{number}", "timestamp": at, "name": f"trace {number}", **said}
    return {"id": f"e-{number}", "type": "trace-create", "timestamp": at, "body": body}


def an_error(trace: int, message: str) -> dict[str, Any]:
    at = f"2026-09-21T10:{trace:02}:00.500Z"
    body = {
        "id": f"o-{trace}",
        "traceId": f"t-{trace}",
        "startTime": at,
        "level": "ERROR",
        "statusMessage": message,
    }
    return {"id": f"e-o-{trace}", "type": "span-create", "timestamp": at, "body": body}


def send(service: Service, *events: dict[str, Any]) -> None:
    service.send(events)
    service.settle()


def names(page: str) -> list[str]:
    """Return the names of the traces on a page, in their order."""
    return re.findall(r">(trace \d+)</a>", page)


def test_traces_without_a_session_are_listed_latest_first(
    service: Service, browser: TestClient
) -> None:
    send(service, a_trace(1), a_trace(2, sessionId="s-1"), a_trace(3))

    page = browser.get(PATH).text

    assert names(page) == ["trace 3", "trace 1"]
    assert trace_url(PROJECT, id_to_key("t-3")) in Elements(page).values("href")
    assert "2 of 3 traces looked at" in Elements(page).text


def test_all_traces_are_listed_on_demand_with_the_session_of_each(
    service: Service, browser: TestClient
) -> None:
    send(service, a_trace(1), a_trace(2, sessionId="s-1"))

    page = browser.get(f"{PATH}?all=yes").text

    assert names(page) == ["trace 2", "trace 1"]
    assert session_url(PROJECT, id_to_key("s-1")) in Elements(page).values("href")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=trace+2", ["trace 2"]),
        ("name=ace", ["trace 3", "trace 2", "trace 1"]),
        ("user=ida", ["trace 2", "trace 1"]),
        ("user=ida&tag=nightly", ["trace 2"]),
        ("environment=staging", ["trace 1"]),
        ("error=yes", ["trace 3"]),
        ("error=no", ["trace 2", "trace 1"]),
        ("since=2026-09-21T10:02", ["trace 3", "trace 2"]),
        ("until=2026-09-21T10:02", ["trace 1"]),
        ("last=1h", []),
    ],
)
def test_traces_are_filtered(
    service: Service, browser: TestClient, query: str, found: list[str]
) -> None:
    send(
        service,
        a_trace(1, userId="ida", environment="staging"),
        a_trace(2, userId="ida", tags=["nightly"]),
        a_trace(3, userId="zoe"),
        an_error(3, "out of memory"),
    )

    assert names(browser.get(f"{PATH}?{query}").text) == found


def test_a_filter_by_time_is_in_the_zone_that_was_chosen(
    service: Service, browser: TestClient
) -> None:
    send(service, a_trace(1), a_trace(2))
    browser.cookies["zone"] = "Asia/Tokyo"

    assert names(browser.get(f"{PATH}?since=2026-09-21T19:02").text) == ["trace 2"]


def test_a_trace_that_failed_says_why(service: Service, browser: TestClient) -> None:
    send(service, a_trace(1), an_error(1, "out of memory"))

    text = Elements(browser.get(PATH).text).text

    assert "▲ 1 error" in text
    assert "out of memory" in text


def test_a_long_list_is_read_page_by_page_and_none_is_missed(
    service: Service, browser: TestClient
) -> None:
    send(service, *(a_trace(number) for number in range(1, 60)))

    first = browser.get(f"{PATH}?name=trace").text
    older = next(link for link in Elements(first).values("href") if "cursor=" in link)
    second = browser.get(older).text

    assert names(first) + names(second) == [f"trace {number}" for number in range(59, 0, -1)]
    assert f"{PATH}?name=trace" in Elements(second).values("href")


def test_a_filter_that_finds_nothing_looks_so_far_and_offers_to_look_on(
    service: Service, browser: TestClient
) -> None:
    send(service, *(a_trace(number) for number in range(1, 6)), a_trace(0, userId="ida"))
    browser.app.dependency_overrides[bounds] = lambda: Bounds(followed=3)  # type: ignore[attr-defined]

    page = Elements(browser.get(f"{PATH}?name=0").text)

    assert "0 of 3 traces looked at" in page.text
    assert "Look further back" in page.text
    onward = next(link for link in page.values("href") if "cursor=" in link)
    assert names(browser.get(onward).text) == ["trace 0"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("colour=red", "colour"),
        ("starred=yes", "starred"),
        ("all=perhaps", "all"),
        ("last=1y", "last"),
        ("since=yesterday", "since"),
        ("name=" + "x" * 401, "name"),
        ("cursor=nonsense", ""),
    ],
)
def test_what_makes_no_sense_is_said(browser: TestClient, query: str, problem: str) -> None:
    answer = browser.get(f"{PATH}?{query}")

    assert answer.status_code == 400
    alert = next(each.text for each in Elements(answer.text).texts if each.within("role", "alert"))
    assert problem in alert


def test_a_project_that_is_not_there_has_no_lists(browser: TestClient) -> None:
    for path in ("traces", "users"):
        assert browser.get(f"/p/nowhere/{path}").status_code == 404


def test_an_empty_list_says_what_would_be_in_it(browser: TestClient) -> None:
    text = Elements(browser.get(PATH).text).text

    assert "A trace without a session is one whose application names none." in text
