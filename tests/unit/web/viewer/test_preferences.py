"""What a person prefers: cookies in, the page as it should be out."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from tests.unit.web.elements import Elements
from web.pages.language import LANGUAGES
from web.viewer.app import create_app
from web.viewer.back import own_path
from web.viewer.preference_form import match_zone
from web.viewer.preferences import Density, Preferences, Theme, View, parse_preferences

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SIGN_IN", "local")
    app = create_app()
    with TestClient(app, base_url="http://reprise.example", follow_redirects=False) as client:
        yield client


def root(client: TestClient, path: str = "/preferences", **headers: str) -> dict[str, str | None]:
    """Return the attributes of a page's html element."""
    return Elements(client.get(path, headers=headers).text).found[0].attributes


def chosen(client: TestClient, **fields: str) -> dict[str, str]:
    """Send the form; return the cookies that are kept."""
    answer = client.post("/preferences", data=fields, headers=SAME_ORIGIN)
    assert answer.status_code == 303
    return dict(client.cookies)


def test_cookies_say_what_a_person_prefers() -> None:
    cookies = {
        "lang": "ja",
        "zone": "Asia/Tokyo",
        "theme": "dark",
        "density": "everything",
        "view": "tree",
    }

    assert parse_preferences(cookies) == Preferences(
        language="ja",
        zone=ZoneInfo("Asia/Tokyo"),
        theme=Theme.DARK,
        density=Density.EVERYTHING,
        view=View.TREE,
    )


@pytest.mark.parametrize(
    "value", ["", "xx", "../../etc/passwd", "Europe", "/etc/localtime", "Factory", "\0", "x" * 9000]
)
def test_a_cookie_that_is_none_of_ours_is_as_good_as_none(value: str) -> None:
    names = ("lang", "zone", "theme", "density", "view")

    assert parse_preferences(dict.fromkeys(names, value)) == Preferences()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_speaks_the_language_that_was_chosen(client: TestClient, code: str) -> None:
    chosen(client, lang=code)

    assert root(client, **{"Accept-Language": "it, en;q=0.1"})["lang"] == code


def test_a_page_speaks_the_language_of_the_browser_where_none_was_chosen(
    client: TestClient,
) -> None:
    assert root(client, **{"Accept-Language": "fr-CA, en;q=0.5"})["lang"] == "fr"
    assert root(client, **{"Accept-Language": "it"})["lang"] == "en"


def test_a_page_that_says_no_speaks_the_language_too(client: TestClient) -> None:
    chosen(client, lang="de")

    assert root(client, "/nowhere")["lang"] == "de"


def test_colours_follow_the_system_until_others_are_chosen(client: TestClient) -> None:
    assert "data-theme" not in root(client)

    chosen(client, theme="dark")
    assert root(client)["data-theme"] == "dark"

    chosen(client, theme="system")
    assert "data-theme" not in root(client)


def test_a_time_zone_is_remembered_and_forgotten(client: TestClient) -> None:
    chosen(client, zone="America/New_York")
    assert root(client)["data-zone"] == "America/New_York"

    chosen(client, zone="")
    assert "data-zone" not in root(client)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_time_zone_is_found_by_its_city(words: str, zone: str) -> None:
    assert match_zone(words) == zone


def test_an_unknown_time_zone_changes_nothing_and_says_so(client: TestClient) -> None:
    answer = client.post(
        "/preferences",
        data={"zone": "<b>Atlantis", "back": "/p/demo/sessions"},
        headers=SAME_ORIGIN,
    )

    page = Elements(answer.text)
    assert answer.status_code == 400
    assert "There is no such time zone" in page.text
    assert "<b>Atlantis" in page.values("value")
    assert "/p/demo/sessions" in page.values("value")
    assert not client.cookies


def test_sending_the_form_leads_back_to_where_it_was_opened(client: TestClient) -> None:
    came_from = "http://reprise.example/p/demo/sessions?user=a%20b"
    page = Elements(client.get("/preferences", headers={"Referer": came_from}).text)
    assert "/p/demo/sessions?user=a%20b" in page.values("value")

    answer = client.post(
        "/preferences", data={"back": "/p/demo/sessions?user=a%20b"}, headers=SAME_ORIGIN
    )
    assert answer.headers["location"] == "/p/demo/sessions?user=a%20b"


def test_a_form_that_was_opened_from_elsewhere_leads_to_the_front_page(client: TestClient) -> None:
    page = Elements(client.get("/preferences", headers={"Referer": "http://other.example/x"}).text)

    assert "/x" not in page.values("value")


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", "/a\r\nb: c"],
)
def test_nothing_leads_to_another_site(path: str) -> None:
    assert own_path(path) == "/"


def test_a_form_of_another_site_changes_nothing(client: TestClient) -> None:
    answer = client.post(
        "/preferences", data={"lang": "de"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert not client.cookies


def test_a_cookie_is_for_the_whole_site_and_for_no_script(client: TestClient) -> None:
    answer = client.post("/preferences", data={"lang": "de"}, headers=SAME_ORIGIN)

    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("lang"))
    assert {"Path=/", "HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize(("scheme", "secure"), [("https", True), ("http", False)])
def test_a_cookie_that_was_set_over_https_is_sent_over_nothing_else(
    client: TestClient, scheme: str, *, secure: bool
) -> None:
    address = f"{scheme}://reprise.example/preferences"
    answer = client.post(address, data={"lang": "de", "theme": "dark"}, headers=SAME_ORIGIN)

    cookies = answer.headers.get_list("set-cookie")
    assert [each.partition("=")[0] for each in cookies] == ["lang", "zone", "theme"]
    assert all(("Secure" in each.split("; ")) is secure for each in cookies)
