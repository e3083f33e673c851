"""From one session of a list to the next, and reviewing them one after the other."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from functions.store.lists import lists
from tests.integration.service import PROJECT, Service
from web.api.listing.listing import Bounds
from web.pages.links import id_to_key, key_to_id, session_url, sessions_url
from web.pages.session_list.query import parse_query_string
from web.viewer.app import create_app
from web.viewer.review.neighbours import find_neighbours

HTMX = {"HX-Request": "true"}
COUNT = 30


def _told() -> Iterator[dict[str, Any]]:
    """Yield sessions of one trace each, two of them in every minute, the greatest number latest."""
    for number in range(COUNT):
        at = f"2026-09-21T14:{number // 2:02}:{59 - 30 * (1 - number % 2):02}.000Z"
        body = {"id": f"t{number:02}", "timestamp": at, "sessionId": f"s{number:02}"}
        body |= {"userId": f"u{number % 3}", "input": f"words {number}"}
        yield {"id": f"e{number}", "type": "trace-create", "timestamp": at, "body": body}


@pytest.fixture
def browser(service: Service) -> TestClient:
    """Return a reader of thirty sessions."""
    service.send(list(_told()))
    service.settle()
    return TestClient(create_app(), follow_redirects=False)


def _listed(browser: TestClient, query: str) -> list[str]:
    page = browser.get(f"{sessions_url(PROJECT)}?{query}").text
    keys = re.findall(r'name="session" value="([\w-]+)"', page)
    return [key_to_id(each) for each in keys]


def _links(browser: TestClient, session: str, **said: Any) -> tuple[dict[str, str], str]:
    """Return where the links beside a session lead, and what they say of its place."""
    url = f"{session_url(PROJECT, id_to_key(session))}/neighbours?{urlencode(said)}"
    page = browser.get(url, headers=HTMX).text
    found = dict(re.findall(r'rel="(\w+)" href="([^"]+)"', page.replace("&amp;", "&")))
    return found, " ".join(re.sub(r"<[^>]+>", " ", page).split())


def _id(url: str) -> str:
    return key_to_id(urlsplit(url).path.rsplit("/", 1)[1])


@pytest.mark.parametrize(
    "query", ["", "user=u1", "q=words+1", "sort=started.asc", "user=u2&sort=started", "last=1h"]
)
def test_walking_on_visits_a_list_in_its_order_and_back(browser: TestClient, query: str) -> None:
    listed = _listed(browser, query)
    walked = listed[:1]

    while walked and (url := _links(browser, walked[-1], list=query)[0].get("next")):
        walked.append(_id(url))
        assert parse_qs(urlsplit(url).query).get("list", [""]) == [query]
    assert walked == listed
    while walked and (url := _links(browser, walked[-1], list=query)[0].get("prev")):
        assert _id(url) == walked[-2]
        walked.pop()
    assert len(walked) == bool(listed)


def test_a_place_is_said_where_it_is_known(browser: TestClient) -> None:
    assert "3 of 10" in _links(browser, "s23", list="user=u2")[1]
    assert "3 of 10" in _links(browser, "s23", list="user=u2&sort=started")[1]

    few = Bounds(followed=6)
    for query, session, before, after in (
        ("", "s27", 2, None),
        ("", "s02", None, 2),
        ("user=u2", "s14", None, None),
    ):
        found = find_neighbours(PROJECT, session, parse_query_string(query), lists(), few)
        assert (found.before, found.after) == (before, after)
        assert found.previous is not None
        assert found.next is not None


def test_what_lies_beyond_what_one_request_looks_at_is_gone_on_with_in_the_list(
    browser: TestClient,
) -> None:
    few = Bounds(followed=4)
    found = find_neighbours(PROJECT, "s20", parse_query_string("q=words+3"), lists(), few)

    assert found.next is None
    assert found.after is None
    assert _listed(browser, f"q=words+3&cursor={found.further}") == ["s03"]


def test_a_session_that_is_no_longer_of_its_list_still_has_neighbours(browser: TestClient) -> None:
    links, _ = _links(browser, "s21", list="user=u2")

    assert {name: _id(url) for name, url in links.items()} == {"prev": "s23", "next": "s20"}


@pytest.mark.parametrize("query", ["nonsense=1", "sort=colour", "score_value=1", "&" * 400])
def test_a_list_that_makes_no_sense_has_no_neighbours(browser: TestClient, query: str) -> None:
    links, _ = _links(browser, "s21", list=query)

    assert set(links) <= ({"prev", "next"} if not query.strip("&") else set())
    assert browser.get(f"{session_url(PROJECT, id_to_key('s21'))}?list={query}").status_code == 200


def test_links_work_without_scripts(browser: TestClient) -> None:
    page = browser.get(f"{session_url(PROJECT, id_to_key('s21'))}?list=user%3Du0").text
    links = dict(re.findall(r'rel="(\w+)" href="([^"]+)"', page.replace("&amp;", "&")))

    assert _id(browser.get(links["next"]).headers["location"]) == "s18"
    assert _id(browser.get(links["prev"]).headers["location"]) == "s24"
    first = f"{session_url(PROJECT, id_to_key('s27'))}/neighbours?list=user%3Du0&go=previous"
    assert browser.get(first).headers["location"] == f"{sessions_url(PROJECT)}?user=u0"


def test_a_review_goes_through_a_list_and_says_how_far_it_is(browser: TestClient) -> None:
    url = browser.get(f"/p/{PROJECT}/review?list=user%3Du1%26q%3Dwords+2").headers["location"]
    said, walked = "", []

    while url:
        parts = urlsplit(url)
        walked.append(_id(url))
        page = browser.get(url).text
        assert 'hx-trigger="load"' in page.split('id="inspector"')[1].split(">")[0]
        asked = {name: value for name, (value,) in parse_qs(parts.query).items()}
        links, said = _links(browser, walked[-1], **asked)
        assert f"{len(walked)} of 3 looked at" in said
        url = links.get("next", "")

    assert walked == ["s28", "s25", "s22"]
    assert "Done: all 3 sessions looked at" in said


def test_a_review_of_nothing_leads_to_the_list(browser: TestClient) -> None:
    answer = browser.get(f"/p/{PROJECT}/review?list=user%3Dnobody")

    assert answer.headers["location"] == f"{sessions_url(PROJECT)}?user=nobody"


def test_a_session_that_is_not_there_has_no_neighbours(browser: TestClient) -> None:
    url = f"{session_url(PROJECT, id_to_key('nobody'))}/neighbours"

    assert browser.get(url, headers=HTMX).status_code == 404
