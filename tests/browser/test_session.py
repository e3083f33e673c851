"""A session as a person reads it: found at a glance, opened in place, linked to, growing."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.browser.demo import TITLES, open_session
from tests.browser.sending import path_of, send_turns
from tests.factories import an_excerpt
from tests.product import Product
from web.pages.context import PublishedContext, PublishedTool, PublishedTurn
from web.pages.render import published_page

PUBLISHED = PublishedContext(
    title="Where is it?",
    turns=(
        PublishedTurn(
            number=1,
            user=an_excerpt("Where is it?"),
            answer=an_excerpt("Here."),
            tools=(PublishedTool(name="find", result=an_excerpt("found")),),
            tool_count=1,
        ),
    ),
)

type Visits = Callable[..., Visit]

FAILING = TITLES["failing tool"][0]
ABOVE_THE_FOLD = "element => element.getBoundingClientRect().top < innerHeight - 40"
WHOLLY_ABOVE_THE_FOLD = (
    "turns => turns.filter(each => each.getBoundingClientRect().bottom <= innerHeight).length"
)
IN_VIEW = """element => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 100 && top < innerHeight;
}"""


def show(page: Page, density: str) -> None:
    page.locator("#density").get_by_text(density, exact=True).click()


@pytest.mark.parametrize(("title", "turns"), TITLES.values(), ids=TITLES)
def test_every_turn_of_a_session_is_on_its_page(
    product: Product, visit: Visits, title: str, turns: int
) -> None:
    page = visit().page
    open_session(page, product, title)

    expect(page.locator(".turn")).to_have_count(turns)
    assert page.evaluate("document.querySelectorAll('*').length") <= 40 * turns + 300


def test_five_turns_and_the_failure_are_seen_without_scrolling(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    open_session(page, product, TITLES["failing tool"][0])

    assert page.locator(".turn").evaluate_all(WHOLLY_ABOVE_THE_FOLD) >= 5
    assert page.locator("#t6 .fail").evaluate(ABOVE_THE_FOLD)
    expect(page.locator(".top .status")).to_have_text("▲ 1 error in turn 6")


def test_the_status_leads_to_the_turn_that_failed(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, TITLES["failing tool"][0])
    page.locator(".top .status").click()

    expect(page).to_have_url(re.compile("#t6$"))
    expect(page.locator("#t6 .fail")).to_contain_text("TimeoutError")


def test_a_tool_call_opens_in_place(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, TITLES["failing tool"][0])
    tool = page.locator("#t1 .tool").first
    expect(tool.locator("pre").first).to_be_hidden()
    tool.locator("summary").click()

    expect(tool.locator("pre").first).to_contain_text('"branch": 7')


def test_reading_needs_no_scripts(product: Product, visit: Visits) -> None:
    page = visit(scripts=False).page
    open_session(page, product, TITLES["failing tool"][0])
    page.locator("#t1 .tool summary").first.click()
    page.locator("#t1 .fold label").click()

    expect(page.locator("#t1 .tool pre").first).to_be_visible()
    expect(page.locator("#t1 .fold input")).to_be_checked()


@pytest.mark.parametrize("size", [PHONE, (768, 1024), (1024, 768), (1280, 800)])
def test_nothing_is_wider_than_the_screen(
    product: Product, visit: Visits, size: tuple[int, int]
) -> None:
    page = visit(size=size).page
    for title, _ in TITLES.values():
        open_session(page, product, title)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        expect(page.get_by_role("button", name=re.compile("Publi")).first).to_be_in_viewport()
        page.locator("#t1").get_by_role("link", name="Trace").click()
        page.wait_for_selector("section.step")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_rail_is_a_sheet_on_a_phone(product: Product, visit: Visits) -> None:
    page = visit(size=PHONE).page
    open_session(page, product, TITLES["failing tool"][0])
    expect(page.locator("#rail")).to_be_hidden()
    page.get_by_role("button", name="Turns").click()

    expect(page.locator("#rail")).to_be_visible()


def test_a_failed_call_leads_to_the_retry_that_worked(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    page.locator("#t6").get_by_role("link", name=re.compile("retried .* later, worked")).click()

    expect(page).to_have_url(re.compile(r"#t6\.tool3$"))
    expect(page.locator("[id='t6.tool3'] pre").first).to_contain_text("millbrook")


def test_only_the_words_are_shown_or_everything_and_the_address_says_so(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    tool, facts = page.locator("#t1 .tool").first, page.locator("#t1 .facts.all")
    expect(facts).to_be_hidden()

    show(page, "Conversation")
    expect(tool).to_be_hidden()
    expect(page.locator("#t6 .fail")).to_be_visible()
    show(page, "Everything")
    expect(tool.locator("pre").first).to_be_visible()
    expect(facts).to_contain_text("Environment")
    expect(page.locator("#t1 .fold > label")).to_be_hidden()
    expect(page).to_have_url(re.compile("density=everything"))


def test_how_much_is_shown_is_remembered_for_the_next_session(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    with page.expect_response("**/preferences/session"):
        show(page, "Conversation")
    open_session(page, product, TITLES["support agent"][0])

    expect(page.get_by_role("radio", name="Conversation")).to_be_checked()
    expect(page.locator("#t1 .side")).to_be_hidden()


def test_a_key_shows_more_and_then_less(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    for density in ("Everything", "Conversation", "Tools"):
        page.keyboard.press(".")
        expect(page.get_by_role("radio", name=density)).to_be_checked()


def test_how_much_is_shown_can_be_chosen_without_scripts(product: Product, visit: Visits) -> None:
    page = visit(scripts=False).page
    open_session(page, product, FAILING)
    show(page, "Everything")

    expect(page.locator("#t1 .tool pre").first).to_be_visible()


def test_a_link_to_a_tool_call_opens_it(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    page.goto(f"{page.url}#t6.tool1")

    call = page.locator("[id='t6.tool1']")
    expect(call).to_have_attribute("open", "")
    page.wait_for_timeout(600)
    assert page.url.endswith("#t6.tool1")
    expect(call.locator(".why")).to_be_in_viewport()


def test_a_link_to_some_turns_marks_them(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    page.goto(f"{page.url}#t5-7")

    expect(page.locator(".turn.marked")).to_have_count(3)
    assert page.locator("#t5").evaluate(IN_VIEW)


def test_the_number_of_a_turn_copies_its_link(product: Product, visit: Visits) -> None:
    seen = visit()
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_session(page, product, FAILING)
    page.locator("#t2 .no a").click()
    expect(page.locator("#t2 .no a")).to_have_class("copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.locator("#t4 .no a").click(modifiers=["Shift"])

    expect(page).to_have_url(re.compile("#t2-4$"))
    expect(page.locator(".turn.marked")).to_have_count(3)


def test_a_session_is_renamed_where_its_title_stands(product: Product, visit: Visits) -> None:
    send_turns(product, "talk-name", {1: {"input": "What is my name?", "output": "Unknown."}})
    page = visit(scripts=False).page
    page.goto(product.url + path_of(product, "talk-name"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What is my name?")
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name of this session").fill("Somebody's <b>name</b>")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody's <b>name</b>")


def test_the_id_of_a_session_is_copied_by_keyboard_alone(product: Product, visit: Visits) -> None:
    page = visit().page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_session(page, product, FAILING)
    page.get_by_role("button", name="More").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Copy session id")).focus()
    page.keyboard.press("Enter")

    expect(page.locator("#more .copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "conv_bakery-orders-0317"


def test_a_session_that_goes_on_grows_without_moving_what_is_read(
    product: Product, visit: Visits
) -> None:
    long = "A rather long answer. " * 60
    first = {number: {"input": f"Question {number}?", "output": long} for number in range(1, 7)}
    send_turns(product, "talk-live", first)
    page = visit().page
    page.goto(product.url + path_of(product, "talk-live"))
    expect(page.locator("#live")).to_have_text("live")
    expect(page.locator(".turn")).to_have_count(6, timeout=15_000)
    page.locator("#t2").scroll_into_view_if_needed()
    page.locator("#t2 .fold label").click()
    before = page.locator("#t2").bounding_box()

    send_turns(product, "talk-live", {7: {"input": "Anything new?", "output": "Yes."}})

    expect(page.locator("#t7")).to_contain_text("Anything new?", timeout=15_000)
    expect(page.locator("#rail li")).to_have_count(7)
    expect(page.locator("#ribbon a")).to_have_count(7)
    expect(page.locator("#ribbon .head")).to_have_count(1)
    expect(page.locator(".top .figures")).to_contain_text("7 turns")
    expect(page.locator("#t2 .fold input")).to_be_checked()
    assert page.locator("#t2").bounding_box() == before
    notice = page.get_by_role("status").filter(has_text="1 new turn")
    notice.get_by_role("button", name="Go to the end").click()
    expect(page.locator("#t7")).to_be_in_viewport()
    expect(notice).to_have_count(0)


def test_links_in_an_answer_that_arrives_are_no_lines_of_the_rail(
    product: Product, visit: Visits
) -> None:
    send_turns(product, "talk-forged", {1: {"input": "Where is it?", "output": "Here."}})
    page = visit().page
    page.goto(product.url + path_of(product, "talk-forged"))
    expect(page.locator("#live")).to_have_text("live")

    forged = "1. [Pay here](#t1)\n2. [Or here](#t99)"
    send_turns(product, "talk-forged", {2: {"input": "Anything new?", "output": forged}})

    expect(page.locator("#t2")).to_contain_text("Pay here", timeout=15_000)
    expect(page.locator("#rail li")).to_have_count(2)
    expect(page.locator("#rail")).not_to_contain_text("Pay")
    expect(page.locator("#rail")).to_contain_text("Where is it?")


def test_what_is_open_in_a_growing_turn_stays_open(product: Product, visit: Visits) -> None:
    send_turns(product, "talk-grown", {1: {"input": "Wait for it?", "output": None}})
    page = visit().page
    page.goto(product.url + path_of(product, "talk-grown"))
    expect(page.locator("#t1")).to_contain_text("No answer was recorded.")
    page.locator("#t1 .no a").focus()

    send_turns(product, "talk-grown", {1: {"input": "Wait for it?", "output": "Here it is."}})

    expect(page.locator("#t1")).to_contain_text("Here it is.", timeout=15_000)
    expect(page.locator("#t1 .no a")).to_be_focused()


def test_a_session_that_is_over_says_nothing_of_being_live(product: Product, visit: Visits) -> None:
    old = {"input": "Long ago?", "output": "Yes.", "timestamp": "2026-01-01T10:00:00Z"}
    send_turns(product, "talk-old", {1: old})
    seen = visit()
    seen.page.goto(product.url + path_of(product, "talk-old"))
    seen.page.wait_for_timeout(3_000)

    expect(seen.page.locator("#live")).to_have_count(0)
    assert not [url for url in seen.asked if "/news" in urlsplit(url).path]


def test_a_printed_session_has_all_its_words_and_no_controls(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    page.emulate_media(media="print")

    expect(page.locator("#t1 .tool pre").first).to_be_visible()
    for control in ("#density", "#rail", "#ribbon", ".act", ".fold > label"):
        expect(page.locator(control).first).to_be_hidden()


def test_arabic_is_read_from_the_right_and_japanese_is_whole(
    product: Product, visit: Visits
) -> None:
    turns = {
        1: {"input": "أين طلبي رقم 4821؟", "output": "- في الطريق\n- يصل غدا"},
        2: {"input": "注文4821はどこですか", "output": "明日届きます。"},
    }
    send_turns(product, "talk-scripts", turns)
    page = visit(size=PHONE).page
    page.goto(product.url + path_of(product, "talk-scripts"))

    direction = "element => getComputedStyle(element).direction"
    assert page.locator("#t1 .user").evaluate(direction) == "rtl"
    assert page.locator("#t1 .answer").evaluate(direction) == "rtl"
    assert page.locator("#t2 .user").evaluate(direction) == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_rail_marks_the_turn_that_is_read(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, TITLES["three languages"][0])
    current = page.locator("#rail [aria-current]")
    expect(current).to_have_attribute("href", "#t1")

    page.mouse.move(700, 500)
    page.mouse.wheel(0, 4_000)

    expect(current).to_have_count(1)
    expect(current).not_to_have_attribute("href", "#t1")
    expect(current).to_be_in_viewport()
    assert page.locator(current.get_attribute("href") or "").evaluate(IN_VIEW)


def test_the_time_of_a_turn_is_the_readers_own_and_utc(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, FAILING)
    offset = page.locator("#t2 .no small")
    offset.hover()

    expect(offset).to_have_attribute(
        "title", re.compile(r"\d\d:\d\d.*\n\d{4}-\d\d-\d\d .* UTC$", re.DOTALL)
    )


def test_a_published_file_shows_more_or_less_without_any_script(
    product: Product, visit: Visits, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(published_page(PUBLISHED), encoding="utf-8")
    page = visit(scripts=False).page
    page.goto(f"{file.as_uri()}#t1.tool1")
    result = page.locator("#t1 .tool pre").last
    expect(result).to_be_visible()

    page.goto(file.as_uri())
    expect(result).to_be_hidden()
    show(page, "Everything")
    expect(result).to_be_visible()
    show(page, "Conversation")
    expect(page.locator("#t1 .tool")).to_be_hidden()
