"""From session to session in a browser, and a review of a filtered list by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Visit
from tests.browser.test_judge import ask, form, page_of, send
from tests.product import Product

SESSIONS = ("s-review-1", "s-review-2", "s-review-3")
LIST = "environment=reviewed"


@pytest.fixture(scope="module", autouse=True)
def told(product: Product) -> None:
    """Send three sessions of an environment of their own, and make a kind of score."""
    for session in SESSIONS:
        send(product, session, 1, environment="reviewed")
    config = {"name": "verdict", "dataType": "NUMERIC", "minValue": 0, "maxValue": 3}
    ask(product, "/api/public/score-configs", config)


@pytest.fixture
def page(product: Product, visit: Callable[..., Visit]) -> Page:
    """Return the list of the three sessions."""
    opened: Page = visit().page
    opened.goto(f"{product.url}/p/{product.project}/sessions?{LIST}")
    expect(opened.locator(".sessions tbody tr")).to_have_count(3)
    return opened


def listed(page: Page) -> list[str]:
    return [each.strip() for each in page.locator(".sessions .what a").all_inner_texts()]


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_i_go_to_the_next_session_of_my_list_and_back(page: Page) -> None:
    titles = listed(page)
    page.locator(".sessions .what a").first.click()
    expect(page.locator(".walk")).to_contain_text("1 of 3")

    page.keyboard.press("J")
    expect(page.locator(".walk")).to_contain_text("2 of 3")
    assert title(page) == titles[1]
    page.get_by_role("link", name=re.compile("^Next session")).click()
    expect(page.locator(".walk")).to_contain_text("3 of 3")
    assert title(page) == titles[2]
    expect(page.get_by_role("link", name=re.compile("^Next session"))).to_have_count(0)
    page.keyboard.press("K")
    expect(page.locator(".walk")).to_contain_text("2 of 3")

    page.get_by_role("link", name="2 of 3").click()
    assert listed(page) == titles


def test_i_review_a_filtered_list_by_the_keyboard_alone(page: Page, product: Product) -> None:
    page.get_by_role("link", name="Review these").focus()
    page.keyboard.press("Enter")

    for place in (1, 2, 3):
        expect(page.locator(".walk")).to_contain_text(f"{place} of 3 looked at")
        expect(page.get_by_role("heading", name="Judge this session")).to_be_visible()
        choose(page, str(place))
        if place < 3:
            page.keyboard.press("J")
    expect(page.locator(".walk").get_by_role("status")).to_have_text(
        "Done: all 3 sessions looked at"
    )

    page.get_by_role("link", name="3 of 3 looked at").click()
    expect(page.locator(".sessions .judged")).to_have_text(
        [f"verdict {place}" for place in (1, 2, 3)]
    )
    page.goto(f"{product.url}/p/{product.project}/sessions?{LIST}&score=verdict&score_value=2")
    expect(page.locator(".sessions tbody tr")).to_have_count(1)


def choose(page: Page, digit: str) -> None:
    """Press a digit for the one kind of score that this module has made."""
    verdict = form(page, "verdict")
    verdict.get_by_label("Reason").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press(digit)
    expect(verdict.locator("[aria-pressed=true]")).to_have_text(digit)


def test_without_scripts_the_links_lead_on_too(
    product: Product, visit: Callable[..., Visit]
) -> None:
    plain = visit(scripts=False).page
    plain.goto(f"{product.url}{page_of(product, 's-review-2')}?list=environment%3Dreviewed")

    plain.get_by_role("link", name="Next session").click()

    expect(plain).to_have_url(re.compile(re.escape(page_of(product, "s-review-1"))))
