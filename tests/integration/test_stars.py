"""The star of a session, set from its page and from the list."""

import pytest
from fastapi.testclient import TestClient

from functions.store.table import SessionTable
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key, session_url, star_url
from web.viewer.app import create_app

KEY = id_to_key(SESSION)
STAR = star_url(PROJECT, KEY)
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def browser(service: Service) -> TestClient:
    """Return a reader of a project with one session."""
    service.send([event(1)])
    service.settle()
    return TestClient(create_app(), follow_redirects=False, headers=OURS)


def test_a_star_is_set_and_taken_away(
    browser: TestClient, service: Service, table: SessionTable
) -> None:
    for said, wanted in (("yes", True), ("no", False)):
        browser.post(STAR, data={"starred": said})
        service.settle()

        assert table.read_session(PROJECT, SESSION).marks.starred is wanted
        assert table.list_sessions(PROJECT).items[0].starred is wanted


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/p/acme/sessions?error=yes", "/p/acme/sessions?error=yes"),
        ("https://other.example/", session_url(PROJECT, KEY)),
        ("/p/other/sessions", session_url(PROJECT, KEY)),
        ("/p/acme/\r\nSet-Cookie: a", session_url(PROJECT, KEY)),
        ("", session_url(PROJECT, KEY)),
    ],
)
def test_a_star_leads_back_to_pages_of_its_project_only(
    browser: TestClient, back: str, leads_to: str
) -> None:
    answer = browser.post(STAR, data={"starred": "yes", "back": back})

    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)


def test_htmx_is_given_the_button_as_it_is_now(browser: TestClient) -> None:
    answer = browser.post(STAR, data={"starred": "yes"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.text
    assert 'value="no"' in answer.text


@pytest.mark.parametrize("form", [{}, {"starred": "perhaps"}])
def test_a_star_is_yes_or_no(browser: TestClient, form: dict[str, str]) -> None:
    assert browser.post(STAR, data=form).status_code == 400


def test_what_is_not_there_gets_no_star(browser: TestClient, table: SessionTable) -> None:
    nobody = star_url(PROJECT, id_to_key("nobody"))

    assert browser.post(nobody, data={"starred": "yes"}).status_code == 404
    assert browser.get(session_url(PROJECT, id_to_key("nobody"))).status_code == 404
    assert table.list_sessions(PROJECT).items[0].session_id == SESSION
