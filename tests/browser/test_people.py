"""What people choose for themselves, and the lists of traces and users."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.browser.demo import TITLES, open_session
from tests.browser.sending import event, send_batch, wait_until
from tests.product import Product
from web.pages.language import LANGUAGES

type Visits = Callable[..., Visit]

HEADINGS = {
    "en": "Preferences",
    "de": "Einstellungen",
    "es": "Preferencias",
    "fr": "Préférences",
    "ja": "設定",
    "zh": "偏好设置",
}


def send(product: Product, trace_id: str, **said: Any) -> None:
    """Send a trace that began a minute ago, and wait until it can be read."""
    at = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    body = {"id": trace_id, "timestamp": at, **said}
    send_batch(product, [event("trace-create", body)])
    wait_until(lambda: _is_listed(product, trace_id), what="the trace")


def _is_listed(product: Product, trace_id: str) -> bool:
    found: Mapping[str, Any] = product.request("/api/public/traces?limit=20").json()
    return any(each["id"] == trace_id for each in found["data"])


def choose(page: Page, **fields: str) -> None:
    """Open the preferences from a page, fill the form and send it."""
    page.locator("a.prefs").click()
    form = page.locator("form.prefs")
    if "lang" in fields:
        form.locator("[name=lang]").select_option(fields["lang"])
    if "zone" in fields:
        form.locator("[name=zone]").fill(fields["zone"])
    if "theme" in fields:
        form.locator("[name=theme]").select_option(fields["theme"])
    with page.expect_navigation():
        form.locator("button.primary").click()


def open_turn(page: Page, product: Product) -> None:
    """Open a session whose cost is known."""
    open_session(page, product, TITLES["support agent"][0])


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_is_one_choice_away_and_leads_back_here(
    product: Product, visit: Visits, code: str
) -> None:
    page = visit().page
    open_turn(page, product)
    here = page.url

    choose(page, lang=code)

    assert page.url == here
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("a.prefs")).to_have_attribute("title", HEADINGS[code])
    page.goto(f"{product.url}/p/demo/users")
    expect(page.locator("html")).to_have_attribute("lang", code)


def test_numbers_are_written_as_in_the_language(product: Product, visit: Visits) -> None:
    page = visit().page
    open_turn(page, product)
    english = page.locator(".figures").inner_text()

    choose(page, lang="de")

    german = page.locator(".figures").inner_text()
    assert "$0." in english
    assert "0," in german
    assert "\u00a0$" in german


def test_a_time_zone_is_found_by_its_city_and_used_everywhere(
    product: Product, visit: Visits
) -> None:
    send(product, "t-zone", input="What time is it?")
    page = visit().page
    page.goto(f"{product.url}/p/demo/traces")
    time_of_row = page.get_by_role("row", name="What time is it?").locator("time")
    at = datetime.fromisoformat(time_of_row.get_attribute("datetime") or "")

    choose(page, zone="tokyo")

    tokyo = at + timedelta(hours=9)
    expect(time_of_row).to_contain_text(f"{tokyo:%H:%M}")
    expect(time_of_row).to_have_attribute("title", f"{at.day} {_month(at)} {at:%Y, %H:%M} UTC")


def _month(at: datetime) -> str:
    return "Sept" if at.month == 9 else f"{at:%b}"  # as Chromium and CLDR have it


def test_without_scripts_times_are_in_the_zone_that_was_chosen_too(
    product: Product, visit: Visits
) -> None:
    page = visit(scripts=False).page
    page.goto(f"{product.url}/p/demo/sessions")

    choose(page, zone="Asia/Kathmandu", lang="en")

    shown = page.locator("td.when time").first
    at = datetime.fromisoformat(shown.get_attribute("datetime") or "")
    expect(shown).to_contain_text(f"{at + timedelta(hours=5, minutes=45):%H:%M}")
    expect(shown).to_have_attribute("title", utc_words(at))


def utc_words(at: datetime) -> str:
    return f"{at.day} {_month(at)} {at:%Y, %H:%M} UTC"


def test_where_no_zone_is_chosen_times_are_the_browsers_own(
    product: Product, visit: Visits
) -> None:
    send(product, "t-own-zone", input="And here?")
    page = visit().page  # in Berlin
    page.goto(f"{product.url}/p/demo/traces")

    shown = page.get_by_role("row", name="And here?").locator("time")

    at = datetime.fromisoformat(shown.get_attribute("datetime") or "").timestamp()
    berlin = page.evaluate(
        "at => new Date(at * 1000).toLocaleTimeString('en-GB',"
        " { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' })",
        at,
    )
    expect(shown).to_contain_text(berlin)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_colours_win_over_the_systems(product: Product, visit: Visits, scheme: str) -> None:
    page = visit(scheme=scheme).page
    page.goto(f"{product.url}/p/demo/sessions")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.evaluate(paper)
    other = "light" if scheme == "dark" else "dark"

    choose(page, theme=other)
    assert page.evaluate(paper) != before

    choose(page, theme="system")
    assert page.evaluate(paper) == before


def test_an_unknown_time_zone_is_said_beside_its_field(product: Product, visit: Visits) -> None:
    seen = visit()
    page = seen.page
    page.goto(f"{product.url}/p/demo/sessions")

    choose(page, zone="Atlantis")

    expect(page.get_by_role("alert")).to_contain_text("There is no such time zone")
    expect(page.locator("[name=zone]")).to_have_value("Atlantis")
    assert [each for each in seen.complaints if "400" not in each] == []
    seen.complaints.clear()  # Chromium says of every 400 that it was one


def test_the_preferences_are_opened_and_left_by_keyboard(product: Product, visit: Visits) -> None:
    page = visit().page
    page.goto(f"{product.url}/p/demo/traces")
    page.locator("a.prefs").focus()

    page.keyboard.press("Enter")
    expect(page.locator("#lang")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("form.prefs")).to_have_count(0)
    expect(page.locator("a.prefs")).to_be_focused()


def test_a_trace_without_a_session_is_in_the_list_of_traces(
    product: Product, visit: Visits
) -> None:
    send(product, "t-alone", name="nightly report", input="Sum up the day.", output="All quiet.")
    page = visit().page
    page.goto(f"{product.url}/p/demo/sessions")

    page.get_by_role("navigation", name="Lists").get_by_role("link", name="Traces").click()
    row = page.get_by_role("row", name="nightly report")
    expect(row).to_contain_text("Sum up the day.")
    expect(row).to_contain_text("All quiet.")
    row.get_by_role("link", name="nightly report").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("nightly report")


def test_traces_of_sessions_are_shown_by_a_switch(product: Product, visit: Visits) -> None:
    send(product, "t-in-session", name="in a session", sessionId="s-people", input="Hello?")
    page = visit().page
    page.goto(f"{product.url}/p/demo/traces")
    row = page.get_by_role("row", name="in a session")
    expect(row).to_have_count(0)

    page.get_by_label("Also traces of sessions").check()
    page.get_by_role("button", name="Apply").click()

    row.get_by_role("link", name="Session", exact=True).click()
    expect(page.locator("#t1 .user")).to_contain_text("Hello?")


def test_traces_are_filtered_by_name_user_and_tag(product: Product, visit: Visits) -> None:
    send(product, "t-f1", name="import of orders", userId="ida", tags=["nightly"], input="a")
    send(product, "t-f2", name="import of prices", userId="ida", tags=["daily"], input="b")
    page = visit().page
    page.goto(f"{product.url}/p/demo/traces")
    for name, value in (("name", "import of"), ("user", "ida"), ("tag", "nightly")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Apply").click()

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("import of orders")
    expect(page.locator("main")).to_contain_text("looked at")


def test_users_are_listed_with_what_their_sessions_add_up_to(
    product: Product, visit: Visits
) -> None:
    for number in (1, 2):
        send(
            product,
            f"t-zoe-{number}",
            sessionId=f"s-zoe-{number}",
            userId="zoë@example",
            input="Hi",
        )
    page = visit().page
    page.goto(f"{product.url}/p/demo/sessions")
    page.get_by_role("navigation", name="Lists").get_by_role("link", name="Users").click()

    row = page.get_by_role("row", name="zoë@example")
    expect(row.locator("td").nth(2)).to_have_text("2")
    row.get_by_role("link", name="zoë@example").click()

    expect(page.locator("tbody tr")).to_have_count(2)


def test_users_are_put_into_another_order_by_a_click(product: Product, visit: Visits) -> None:
    page = visit().page
    page.goto(f"{product.url}/p/demo/users")

    page.get_by_role("columnheader", name="User").get_by_role("link").click()

    expect(page.get_by_role("columnheader", name="User")).to_have_attribute(
        "aria-sort", "ascending"
    )
    names = page.locator("td.what a").all_inner_texts()
    assert names == sorted(names)


@pytest.mark.parametrize("path", ["traces", "users", "sessions"])
def test_lists_fit_a_phone(product: Product, visit: Visits, path: str) -> None:
    page = visit(size=PHONE).page
    page.goto(f"{product.url}/p/demo/{path}")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
