"""The page of a session through the front door: how it grows, and what it is called."""

import gzip
import time
from collections.abc import Iterator
from random import Random
from re import findall, fullmatch
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.model.errors import NotFoundError
from functions.model.session import Marks
from functions.model.turn import Turn
from functions.store.comments import comment_table
from functions.store.table import SessionRecord, session_table
from tests.factories import SECOND, a_session, a_turn, an_excerpt
from tests.unit.web.elements import Elements
from web.api.fit import MOST_GZIPPED
from web.pages.links import id_to_key
from web.replay.window import MOST
from web.viewer.app import create_app

SESSION = "/p/demo/sessions/" + id_to_key("order-4471")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def a_recent_turn(number: int) -> Turn:
    start_ns = time.time_ns() - (60 - number) * SECOND
    return a_turn(number, start_ns=start_ns, end_ns=start_ns + SECOND)


class Sessions:
    """One session whose turns a test adds to."""

    def __init__(self) -> None:
        self.turns = [a_recent_turn(number) for number in range(1, 6)]
        self.version = 1
        self.reads = 0
        self.named: list[str | None] = []

    def read_session(
        self, _project: str, session_id: str, _wanted: range | None = None
    ) -> SessionRecord:
        self.reads += 1
        if session_id != "order-4471":
            raise NotFoundError("session")
        return SessionRecord(
            session_id=session_id,
            turns=tuple(self.turns),
            scores=(),
            marks=Marks(),
            publications=(),
            session=a_session(*self.turns),
            version=self.version,
        )

    def read_version(self, _project: str, _session_id: str) -> int:
        return self.version

    def has_session(self, _project: str, session_id: str) -> bool:
        return session_id == "order-4471"

    def put_name(self, _project: str, _session_id: str, name: str | None) -> None:
        self.named.append(name)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def client(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SIGN_IN", "local")
    app = create_app()
    app.dependency_overrides[session_table] = lambda: sessions
    app.dependency_overrides[comment_table] = lambda: sessions
    with TestClient(app, base_url="http://reprise.example", follow_redirects=False) as client:
        yield client


def news_url(client: TestClient) -> str:
    (url,) = Elements(client.get(SESSION).text).values("data-news")
    return url


def checked(html: str) -> list[str]:
    return findall(r'value="(\w+)" autocomplete="off" checked', html)


def test_where_nothing_is_new_nothing_is_sent_and_no_turn_is_read(
    client: TestClient, sessions: Sessions
) -> None:
    url = news_url(client)
    before = sessions.reads

    assert client.get(url).status_code == 204
    assert sessions.reads == before


def test_only_what_is_new_is_sent(client: TestClient, sessions: Sessions) -> None:
    url = news_url(client)
    sessions.turns.append(a_recent_turn(6))
    sessions.version = 2

    news = Elements(client.get(url).text)

    assert {each for each in news.ids if each.startswith("t")} == {"title", "t3", "t4", "t5", "t6"}
    assert "6 turns" in news.text


def test_what_was_sent_says_how_to_ask_for_more(client: TestClient, sessions: Sessions) -> None:
    url = news_url(client)
    sessions.version = 2

    (later,) = Elements(client.get(url).text).values("data-news")

    assert later != url
    assert client.get(later).status_code == 204


def test_a_turn_names_its_version_so_that_one_without_changes_stays_as_it_is(
    client: TestClient, sessions: Sessions
) -> None:
    page = Elements(client.get(SESSION).text)
    sessions.version = 2
    news = Elements(client.get(page.values("data-news")[0]).text)

    assert page.values("data-version")[-3:] == news.values("data-version")


def test_a_session_that_is_long_over_does_not_ask(client: TestClient, sessions: Sessions) -> None:
    sessions.turns = [a_turn(1)]

    assert not Elements(client.get(SESSION).text).values("data-news")


def test_a_session_that_is_gone_is_not_asked_for_any_more(client: TestClient) -> None:
    path = "/p/demo/sessions/" + id_to_key("another") + "/news?version=7&seen=0.00000000"

    assert client.get(path).status_code == 404


def test_a_long_session_has_pages_that_lead_to_each_other(
    client: TestClient, sessions: Sessions
) -> None:
    sessions.turns = [a_turn(number) for number in range(1, MOST + 3)]

    first, last = client.get(SESSION), client.get(f"{SESSION}?from={MOST + 1}")

    assert f"{SESSION}?from={MOST + 1}" in Elements(first.text).values("href")
    assert f"{SESSION}?from=1" in Elements(last.text).values("href")
    assert "Turns 2,001 to 2,002 of 2,002" in Elements(last.text).text
    assert {"t2001", "t2002"} <= Elements(last.text).ids
    assert "t2000" not in Elements(last.text).ids
    assert not Elements(first.text).values("data-news")


def test_a_failure_on_another_page_of_a_session_is_reached_from_the_header(
    client: TestClient, sessions: Sessions
) -> None:
    sessions.turns = [a_turn(number) for number in range(1, MOST + 3)]
    sessions.turns[-1] = a_turn(MOST + 2, error_count=1)

    page = Elements(client.get(SESSION).text)

    assert f"{SESSION}?from={MOST + 2}#t{MOST + 2}" in page.values("href")


def test_turns_of_more_text_than_a_function_may_return_are_several_pages(
    client: TestClient, sessions: Sessions
) -> None:
    noise = Random(1)
    said = [an_excerpt(noise.randbytes(16_000).hex()) for _ in range(500)]
    sessions.turns = [a_turn(number, answer=text) for number, text in enumerate(said, 1)]

    answer = client.get(SESSION, headers={"Accept-Encoding": "gzip"})
    page = Elements(answer.text)
    shown = [each for each in page.ids if fullmatch(r"t\d+", each)]

    assert 100 < len(shown) < 500
    assert len(gzip.compress(answer.content, 5)) <= MOST_GZIPPED
    assert f"{SESSION}?from={len(shown) + 1}" in page.values("href")


@pytest.mark.parametrize("first", ["0", "-1", "x", "99999999999"])
def test_a_page_that_cannot_be_is_refused(client: TestClient, first: str) -> None:
    assert client.get(f"{SESSION}?from={first}").status_code == 400


def test_a_page_beyond_the_end_is_not_there(client: TestClient) -> None:
    assert client.get(f"{SESSION}?from=6").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"), [("  Late brake pads ", "Late brake pads"), (" ", None)]
)
def test_a_session_is_given_a_name_or_loses_it(
    client: TestClient, sessions: Sessions, typed: str, kept: str | None
) -> None:
    answer = client.post(f"{SESSION}/name", data={"name": typed}, headers=SAME_ORIGIN)

    assert sessions.named == [kept]
    assert (answer.status_code, answer.headers["location"]) == (303, SESSION)


@pytest.mark.parametrize(
    ("path", "name", "status"),
    [(SESSION, "x" * 201, 400), ("/p/demo/sessions/" + id_to_key("another"), "x", 404)],
)
def test_a_name_that_cannot_be_given_is_refused(
    client: TestClient, sessions: Sessions, path: str, name: str, status: int
) -> None:
    assert (
        client.post(f"{path}/name", data={"name": name}, headers=SAME_ORIGIN).status_code == status
    )
    assert sessions.named == []


def test_another_site_names_no_session(client: TestClient, sessions: Sessions) -> None:
    answer = client.post(
        f"{SESSION}/name", data={"name": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert sessions.named == []


def test_how_much_is_shown_is_said_by_the_address_else_by_what_was_chosen_before(
    client: TestClient,
) -> None:
    def chosen(query: str = "") -> Any:
        return checked(client.get(SESSION + query).text)

    assert chosen() == ["tools"]
    answer = client.post(
        "/preferences/session", data={"density": "conversation"}, headers=SAME_ORIGIN
    )
    assert answer.status_code == 204
    assert chosen() == ["conversation"]
    assert chosen("?density=everything") == ["everything"]
    assert chosen() == ["conversation"]


def test_a_density_that_there_is_not_is_refused(client: TestClient) -> None:
    assert client.get(f"{SESSION}?density=x").status_code == 400
