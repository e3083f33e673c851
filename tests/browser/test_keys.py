"""Keys: from turn to turn, to errors and tool calls, and the help that lists them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Visit
from tests.product import Product

type Visits = Callable[..., Visit]

FAILING = "How long does our rye flour last"


@pytest.fixture
def page(product: Product, visit: Visits) -> Page:
    """Return the session in whose turn 6 a tool fails."""
    return opened(visit().page, product)


def opened(page: Page, product: Product) -> Page:
    page.goto(product.url)
    page.get_by_role("link", name=re.compile(FAILING)).first.click()
    page.wait_for_selector(".turn")
    page.wait_for_load_state()
    return page


def current(page: Page) -> str | None:
    return page.locator(".turn[aria-current]").get_attribute("id")


def test_j_and_k_go_from_turn_to_turn_with_focus_rail_and_address(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("#t3 .no a")).to_be_focused()
    expect(page.locator("#rail [aria-current]")).to_have_attribute("href", "#t3")
    page.keyboard.press("k")

    assert current(page) == "t2"
    expect(page).to_have_url(re.compile("#t2$"))


def test_e_goes_to_the_turn_that_failed_and_back_to_it(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.locator("#t6 .no a")).to_be_focused()
    expect(page.locator("#t6 .fail")).to_be_in_viewport()
    page.keyboard.press("j")
    page.keyboard.press("E")

    assert current(page) == "t6"


def test_t_goes_from_tool_call_to_tool_call_and_enter_opens_one(page: Page) -> None:
    page.keyboard.press("t")
    page.keyboard.press("t")
    second = page.locator("#t1 details.tool").nth(1)
    expect(second.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(second.locator("pre").first).to_be_visible()
    page.keyboard.press("t")

    expect(page.locator("#t2 details.tool summary")).to_be_focused()


def test_what_the_jumping_keys_do_buttons_do_too_and_say_how_many(page: Page) -> None:
    errors = page.get_by_role("button", name="Next error (e): 1 turn failed")
    expect(errors).to_have_text("▲ 1")
    errors.click()
    assert current(page) == "t6"
    page.get_by_role("button", name="Next tool call (t): 12 on this page").click()

    expect(page.locator("#t6 details.tool summary").first).to_be_focused()


def test_s_stars_the_session_and_p_opens_what_publishes_it(page: Page) -> None:
    star = page.locator(".top .star")
    page.keyboard.press("s")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("s")
    expect(star).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("p")

    expect(page.locator("#publish")).to_be_visible()


def test_a_session_without_errors_has_nothing_to_jump_to(product: Product, visit: Visits) -> None:
    page = visit().page
    page.goto(product.url)
    page.get_by_role("link", name=re.compile("Wir sind zu dritt")).first.click()

    expect(page.locator("#next-error")).to_be_disabled()
    expect(page.locator("#next-error")).to_have_text("▲ 0")


def test_reading_on_begins_where_the_reader_has_scrolled_to(
    product: Product, visit: Visits
) -> None:
    page = opened(visit(size=(1440, 400)).page, product)
    page.locator("#t4").evaluate("turn => turn.scrollIntoView({ block: 'start' })")
    page.keyboard.press("j")

    assert current(page) == "t4"


def test_keys_are_letters_where_one_writes_and_shortcuts_of_the_browser_stay(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("jke?")
    expect(page.get_by_role("searchbox")).to_have_value("jke?")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+e")
    page.keyboard.press("Alt+j")

    expect(page.locator("dialog")).to_have_count(0)
    assert current(page) == "t1"  # where the first match is


def test_a_key_of_another_script_is_the_letter_printed_on_it(page: Page) -> None:
    page.evaluate(
        "document.body.dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'о', code: 'KeyJ', bubbles: true }))"  # noqa: RUF001
    )

    assert current(page) == "t1"


def test_the_help_lists_the_keys_and_gives_the_focus_back(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys on this page")
    expect(dialog.get_by_text("Next error", exact=True)).to_be_visible()
    page.keyboard.press("j")
    assert current(page) == "t1"
    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(page.locator("#t1 .no a")).to_be_focused()


def test_single_keys_can_be_turned_off_for_good(page: Page) -> None:
    page.get_by_role("button", name="Show the keys").click()
    page.get_by_role("checkbox", name="Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("j")
    assert page.locator(".turn[aria-current]").count() == 0
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Single keys are on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")

    assert current(page) == "t1"


def test_without_scripts_there_is_no_control_that_needs_them(
    product: Product, visit: Visits
) -> None:
    page = opened(visit(scripts=False).page, product)

    for control in ("#player", "#next-error", "#next-tool", "#find-open", "#find"):
        expect(page.locator(control)).to_be_hidden()
