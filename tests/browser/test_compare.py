"""A person sets two sessions side by side."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE, Visit
from tests.browser.talks import Said, tell
from tests.product import Product

type Visits = Callable[..., Visit]

FAILED = {"name": "refund", "input": {"amount": 5}, "level": "ERROR", "statusMessage": "Timeout"}
WORKED = {"name": "refund", "input": {"amount": 5}, "output": {"done": True}}
BEFORE: list[Said] = [
    ("Where is my compass?", "It arrives on Thursday."),
    ("Refund the postage", "I could not do that.", FAILED),
    ("Goodbye now", "Bye!"),
]
AFTER: list[Said] = [
    ("Where is my compass?", "It arrives on Friday."),
    ("Which carrier is it?", "A van."),
    ("Refund the postage", "I refunded it.", WORKED),
    ("Goodbye now", "Bye!"),
]


@pytest.fixture(scope="module")
def sides(product: Product) -> tuple[str, str]:
    """Return the keys of two sessions of the same conversation."""
    return tell(product, "compare-before", BEFORE), tell(product, "compare-after", AFTER)


@pytest.fixture(scope="module")
def address(product: Product, sides: tuple[str, str]) -> str:
    return f"{product.url}/p/demo/compare?a={sides[0]}&b={sides[1]}"


def test_from_a_session_the_other_is_chosen_and_both_stand_side_by_side(
    product: Product, visit: Visits, sides: tuple[str, str], address: str
) -> None:
    page = visit().page
    page.goto(f"{product.url}/p/demo/sessions/{sides[0]}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Compare with").click()
    page.get_by_role("link", name="Where is my compass?").nth(1).click()

    expect(page).to_have_url(address)
    expect(page.locator(".pair")).to_have_count(4)


def test_a_turn_that_only_one_side_has_shifts_no_other(visit: Visits, address: str) -> None:
    page = visit(scripts=False).page
    page.goto(address)

    pairs = page.locator(".pair")
    expect(pairs.nth(1)).to_contain_text("A has no turn like it")
    expect(pairs.nth(2)).to_contain_text("A, turn 2")
    expect(pairs.nth(2)).to_contain_text("B, turn 3")


def test_words_that_differ_are_marked_by_more_than_colour(visit: Visits, address: str) -> None:
    page = visit().page
    page.goto(address)
    gone, new = page.locator("del", has_text="Thursday"), page.locator("ins", has_text="Friday")

    expect(gone).to_have_css("text-decoration-line", "line-through")
    expect(new).to_have_css("text-decoration-line", "underline")
    spoken = "element => getComputedStyle(element, '::before').content"
    assert gone.evaluate(spoken) == '"only in A: "'
    assert new.evaluate(spoken) == '"only in B: "'


def test_tools_their_failures_and_what_it_took_stand_side_by_side(
    visit: Visits, address: str
) -> None:
    page = visit().page
    page.goto(address)
    pair = page.locator(".pair").nth(2)

    expect(pair.locator(".calls").first).to_contain_text(
        re.compile("refund.*▲ failed.*Timeout", re.DOTALL)
    )
    expect(pair.locator(".calls").last).to_contain_text(
        re.compile("refund.*worked.*done=true", re.DOTALL)
    )
    row = page.get_by_role("row", name="Turns")
    expect(row).to_contain_text("+1")
    expect(page.get_by_role("row", name="Errors")).to_contain_text("\N{MINUS SIGN}1")


def test_only_differences_can_be_shown_and_sides_swapped(visit: Visits, address: str) -> None:
    page = visit().page
    page.goto(address)
    page.get_by_role("link", name="Only differences").click()
    expect(page.locator(".pair")).to_have_count(3)
    page.get_by_role("link", name="Swap sides").click()

    expect(page.locator(".pair")).to_have_count(3)
    expect(page.locator("del", has_text="Friday")).to_be_visible()
    page.get_by_role("link", name="All turns").click()
    expect(page.locator(".pair")).to_have_count(4)


def test_a_turn_leads_to_its_place_in_its_session(
    visit: Visits, sides: tuple[str, str], address: str
) -> None:
    page = visit().page
    page.goto(address)
    page.get_by_role("link", name="B, turn 3").click()

    expect(page).to_have_url(re.compile(f"/sessions/{sides[1]}#t3$"))
    expect(page.locator("#t3")).to_contain_text("Refund the postage")


@pytest.mark.parametrize("size", [PHONE, (768, 1024), (2000, 1200)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_comparison_fits_every_screen(
    visit: Visits, address: str, size: tuple[int, int], language: str
) -> None:
    page = visit(size=size).page
    page.context.add_cookies([{"name": "lang", "value": language, "url": address}])
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    left, right = (page.locator(".pair").first.locator(".answers").nth(each) for each in (0, 1))
    boxes = left.bounding_box(), right.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert (boxes[0]["x"] == boxes[1]["x"]) is (size == PHONE or size[0] < 900)


def test_the_other_session_may_be_named_by_its_id(
    product: Product, visit: Visits, sides: tuple[str, str], address: str
) -> None:
    page = visit(scripts=False).page
    page.goto(f"{product.url}/p/demo/compare?a={sides[0]}")
    page.get_by_label("Session id").fill("compare-after")
    page.get_by_role("button", name="Choose").click()

    expect(page).to_have_url(address)
