"""The list of sessions: finding, keeping, ticking, and going through it by keyboard."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.browser.sending import event, send_batch
from tests.product import Product

type Visits = Callable[..., Visit]

_SOON_MS = 25_000


def tell(product: Product, session: str, minutes: int = 0, **body: Any) -> None:
    """Send a session of one turn, active so many minutes ago."""
    at = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
    trace = {"id": f"t-{session}", "sessionId": session, "timestamp": at, "input": f"Of {session}"}
    send_batch(product, [event("trace-create", trace | body)])


@pytest.fixture(scope="module")
def told(product: Product) -> Product:
    """Return the product with twelve sessions of a shop beside the demo sessions."""
    for number in range(12):
        tell(
            product,
            f"shop-{number:02}",
            minutes=1000 + number,
            userId=f"shopper-{number % 3}",
            tags=["shop", f"shelf-{number % 2}"],
            environment="shop-floor",
            output=f"Aisle {number}",
        )
    return product


def visit_shop(page: Page, product: Product, **query: str) -> None:
    """Open the list of the twelve, all of them folded."""
    more = "".join(f"&{name}={value}" for name, value in query.items())
    url = f"{product.url}/p/demo/sessions?tag=shop{more}"
    for _ in range(50):
        page.goto(url)
        if query or page.locator("tbody tr").count() == 12:
            return
        page.wait_for_timeout(200)
    pytest.fail("the sessions do not arrive")


def row(page: Page, number: int) -> Any:
    return page.locator("tbody tr").nth(number)


def title(number: int) -> str:
    return f"Of shop-{number:02}"


def test_a_text_finds_a_session_and_its_chip_is_taken_off_again(
    told: Product, visit: Visits
) -> None:
    page = visit().page
    visit_shop(page, told)
    page.get_by_role("searchbox").fill("AISLE 7")
    page.get_by_role("searchbox").press("Enter")

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=AISLE\+7&tag=shop$"))
    page.get_by_role("link", name="Remove filter Text AISLE 7").click()
    expect(page.locator("tbody tr")).to_have_count(12)
    expect(page).to_have_url(re.compile(r"\?tag=shop$"))


def test_a_count_beside_a_value_is_what_one_sees_after_choosing_it(
    told: Product, visit: Visits
) -> None:
    page = visit().page
    visit_shop(page, told)
    page.get_by_text("Filters", exact=True).click()
    choice = page.locator("#facets li", has_text="shopper-1")
    expect(choice).to_have_text("shopper-1 4")
    choice.get_by_role("link").click()

    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page.locator(".flags")).to_contain_text(re.compile(r"of the \d+ looked at"))


def test_the_fields_of_the_bar_narrow_the_list_without_scripts(
    told: Product, visit: Visits
) -> None:
    page = visit(scripts=False).page
    visit_shop(page, told)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("User", exact=True).fill("shopper-2")
    page.get_by_label("Has error").select_option("no")
    page.get_by_label("Turns at most").fill("1")
    page.locator(".fields").get_by_role("button", name="Apply").click()

    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page.locator(".chips")).to_contain_text("Turns at most 1")
    page.get_by_label("Last active").first.select_option("1h")
    page.locator(".filters > button").click()
    expect(page.get_by_text("No session matches these filters.")).to_be_visible()
    page.locator("#list").get_by_role("link", name="Clear filters").click()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_a_choice_in_the_bar_applies_at_once_and_leaves_a_short_address(
    told: Product, visit: Visits
) -> None:
    page = visit().page
    visit_shop(page, told)
    page.get_by_label("Order").select_option("active.asc")

    expect(page).to_have_url(re.compile(r"\?sort=active\.asc&tag=shop$"))
    expect(row(page, 0)).to_contain_text(title(11))
    page.get_by_role("columnheader", name="Turns").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"\?tag=shop&sort=turns$"))
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Turns")


def test_a_parameter_that_makes_no_sense_is_named_on_the_page(told: Product, visit: Visits) -> None:
    opened = visit()
    opened.page.goto(f"{told.url}/p/demo/sessions?min_cost=much")

    expect(opened.page.get_by_role("alert")).to_contain_text("“min_cost” must be a number")
    assert "status of 400" in opened.complaints.pop()


def test_a_view_is_saved_opened_renamed_and_deleted(told: Product, visit: Visits) -> None:
    page = visit().page
    visit_shop(page, told, user="shopper-0")
    page.get_by_role("button", name="Save view").first.click()
    page.locator("#views").get_by_label("Name").fill("First shopper")
    page.locator("#views").get_by_role("button", name="Save view").click()

    views = page.get_by_role("navigation", name="Saved views")
    expect(views.get_by_role("link", name="First shopper")).to_have_attribute(
        "aria-current", "page"
    )
    views.get_by_role("link", name="All sessions").click()
    views.get_by_role("link", name="First shopper").click()
    expect(page.locator("tbody tr")).to_have_count(4)

    page.get_by_role("button", name="Change view").click()
    page.locator("#views").get_by_label("Name").first.fill("Best shopper")
    page.get_by_role("button", name="Rename").click()
    expect(views.get_by_role("link", name="Best shopper")).to_be_visible()
    page.get_by_role("button", name="Change view").click()
    page.get_by_role("button", name="Delete view").click()
    expect(views.get_by_role("link", name="Best shopper")).to_have_count(0)


def test_a_star_is_set_in_the_row_and_stays(told: Product, visit: Visits) -> None:
    page = visit().page
    visit_shop(page, told)
    star = row(page, 5).get_by_role("button", name="Star")
    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1000)
    page.goto(f"{told.url}/p/demo/sessions?tag=shop&starred=yes")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(row(page, 0)).to_contain_text(title(5))
    row(page, 0).get_by_role("button", name="Star").click()
    expect(row(page, 0).locator(".star")).to_have_attribute("aria-pressed", "false")


def test_a_star_needs_no_scripts(told: Product, visit: Visits) -> None:
    page = visit(scripts=False).page
    visit_shop(page, told)
    row(page, 6).locator(".star").click()

    expect(page).to_have_url(re.compile(r"/sessions\?tag=shop$"))
    page.wait_for_timeout(1000)
    page.reload()
    expect(row(page, 6).locator(".star")).to_have_attribute("aria-pressed", "true")
    row(page, 6).locator(".star").click()


def test_rows_are_ticked_from_one_to_another_and_all_at_once(told: Product, visit: Visits) -> None:
    page = visit().page
    visit_shop(page, told)
    bar = page.locator("#selected")
    expect(bar).to_be_hidden()
    row(page, 2).get_by_role("checkbox").click()
    row(page, 5).get_by_role("checkbox").click(modifiers=["Shift"])

    expect(bar.locator("output")).to_have_text("4 selected")
    expect(bar.get_by_role("button", name="Compare")).to_be_disabled()
    page.get_by_role("checkbox", name="Select all on this page").click()
    expect(bar.locator("output")).to_have_text("12 selected")
    page.get_by_role("checkbox", name="Select all on this page").click()
    expect(bar).to_be_hidden()


def test_two_ticked_sessions_can_be_compared(told: Product, visit: Visits) -> None:
    page = visit().page
    visit_shop(page, told)
    for number in (0, 3):
        row(page, number).get_by_role("checkbox").click()
    compared = '<link rel="icon" href="data:,">'
    page.route("**/compare?*", lambda route: route.fulfill(body=compared, content_type="text/html"))
    page.locator("#selected").get_by_role("button", name="Compare").click()

    expect(page).to_have_url(re.compile(r"/compare\?a=[\w-]+&b=[\w-]+$"))


def test_ticked_sessions_are_starred_together(told: Product, visit: Visits) -> None:
    page = visit().page
    visit_shop(page, told)
    for number in (8, 9):
        row(page, number).get_by_role("checkbox").click()
    page.locator("#selected").get_by_role("button", name="Star", exact=True).click()

    expect(page.locator("p.notice")).to_have_text("2 sessions starred")
    expect(row(page, 9).locator(".star")).to_have_attribute(
        "aria-pressed", "true", timeout=_SOON_MS
    )


def test_ticked_sessions_are_deleted_after_saying_what_goes(
    product: Product, visit: Visits
) -> None:
    for number in range(2):
        tell(product, f"doomed-{number}", minutes=3000, tags=["doomed"])
    page = visit().page
    page.wait_for_timeout(1500)
    page.goto(f"{product.url}/p/demo/sessions?tag=doomed")
    page.get_by_role("checkbox", name="Select all on this page").click()
    page.get_by_role("button", name="Delete").click()

    expect(page.get_by_role("heading", name="Delete 2 sessions?")).to_be_visible()
    expect(page.locator("main")).to_contain_text("2 turns with their traces")
    expect(page.locator("main")).to_contain_text("Of doomed-1")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("p.notice")).to_have_text("2 sessions deleted")
    expect(page.locator("tbody tr")).to_have_count(0)


def test_the_keyboard_goes_through_the_rows(told: Product, visit: Visits) -> None:
    page = visit().page
    visit_shop(page, told)
    for key in "jjk":
        page.keyboard.press(key)
    page.keyboard.press("j")
    expect(row(page, 1).get_by_role("link").first).to_be_focused()
    page.keyboard.press("x")
    expect(row(page, 1).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("s")
    expect(row(page, 1).locator(".star")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("s")
    expect(row(page, 1).locator(".star")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jks")
    expect(page.get_by_role("searchbox")).to_have_value("jks")
    row(page, 1).get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title(1))
    expect(page).to_have_url(re.compile(r"\?list=tag%3Dshop$"))


def test_a_list_that_looks_again_keeps_focus_ticks_scroll_and_what_is_open(
    told: Product, visit: Visits
) -> None:
    page = visit(size=(1000, 420)).page
    visit_shop(page, told)
    page.get_by_text("Filters", exact=True).click()
    row(page, 7).get_by_role("checkbox").click()
    focused = row(page, 8).get_by_role("link").first
    focused.focus()
    scrolled = page.evaluate("scrollTo(0, 500); scrollY")
    tell(told, "shop-new", minutes=999, tags=["shop"], userId="shopper-new")

    expect(page.locator("tbody tr")).to_have_count(13, timeout=_SOON_MS)
    expect(row(page, 0)).to_contain_text("Of shop-new")
    expect(row(page, 9).get_by_role("link").first).to_be_focused()
    expect(row(page, 8).get_by_role("checkbox")).to_be_checked()
    assert page.evaluate("document.querySelectorAll('tbody :checked').length") == 1
    expect(page.locator(".panel")).to_have_attribute("open", "")
    expect(page.locator("#facets")).to_contain_text("shopper-new 1")
    assert abs(page.evaluate("scrollY") - scrolled) < 100
    assert page.evaluate("document.querySelector('tbody time').textContent") != page.evaluate(
        "document.querySelector('tbody time').title"
    )
    delete(told, "shop-new")


def delete(product: Product, session: str) -> None:
    product.request(f"/api/public/sessions/{session}", method="DELETE")


def test_a_hidden_page_does_not_look_again(told: Product, visit: Visits) -> None:
    opened = visit()
    visit_shop(opened.page, told)
    opened.page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true })"
    )
    opened.asked.clear()
    opened.page.wait_for_timeout(11_000)

    assert [url for url in opened.asked if "session-list" in url] == []


def test_a_long_list_is_paged_forth_and_back(product: Product, visit: Visits) -> None:
    for number in range(60):
        tell(product, f"long-{number:02}", minutes=9000 + number, tags=["long"])
    page = visit().page
    page.wait_for_timeout(2000)
    page.goto(f"{product.url}/p/demo/sessions?tag=long")
    expect(row(page, 49)).to_contain_text("Of long-49")
    page.get_by_role("link", name="Next", exact=True).click()
    expect(row(page, 0)).to_contain_text("Of long-50")
    expect(page.locator("tbody tr")).to_have_count(10)
    page.get_by_role("link", name="Previous").click()
    expect(row(page, 0)).to_contain_text("Of long-00")
    expect(page.locator("tbody tr")).to_have_count(50)


@pytest.mark.parametrize("size", [PHONE, (768, 1024), (2000, 1000)])
def test_the_list_fits_the_screen_with_everything_open(
    told: Product, visit: Visits, size: tuple[int, int]
) -> None:
    page = visit(size=size).page
    visit_shop(page, told, user="shopper-0")
    page.get_by_text("Filters", exact=True).click()
    row(page, 0).get_by_role("checkbox").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    expect(page.locator("#selected").get_by_role("button", name="Delete")).to_be_in_viewport()
