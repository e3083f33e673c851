"""Searching inside a session: everything is found, painted, counted and gone through."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.product import Product

type Visits = Callable[..., Visit]

FAILING = "How long does our rye flour last"
LANGUAGES = "Wir sind zu dritt"
PAINTED = "[...(CSS.highlights.get('found') ?? [])].map((each) => words(each))"
HERE = "[...(CSS.highlights.get('found-here') ?? [])].map((each) => words(each))"
WORDS = """const words = (found) => {
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range.toString();
};"""
MANY_TURNS = """() => {
  const main = document.querySelector("main");
  const turns = [...main.querySelectorAll(".turn")];
  for (let number = turns.length + 1; number <= 2000; number++) {
    const turn = turns[number % turns.length].cloneNode(true);
    turn.id = `t${number}`;
    main.append(turn);
  }
}"""
TIMED = """async () => {
  const { SearchText } = await import(document.querySelector("script[src$='/find.js']")
    .src.replace("find.js", "find_text.js"));
  const began = performance.now();
  const text = new SearchText([document.querySelector("main")]);
  const read = performance.now();
  const found = text.find("flour", 5000).length;
  return [found, read - began, performance.now() - read];
}"""


def opened(page: Page, product: Product, title: str = FAILING) -> Page:
    page.goto(product.url)
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.wait_for_selector(".turn")
    page.wait_for_load_state()
    return page


@pytest.fixture
def page(product: Product, visit: Visits) -> Page:
    return opened(visit().page, product)


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(words)


def painted(page: Page) -> list[str]:
    found: list[str] = page.evaluate(f"() => {{ {WORDS} return {PAINTED}; }}")
    return found


def here(page: Page) -> list[str]:
    found: list[str] = page.evaluate(f"() => {{ {WORDS} return {HERE}; }}")
    return found


def test_all_matches_are_painted_and_counted_and_nothing_in_the_page_changes(page: Page) -> None:
    before = page.locator("main").text_content()
    elements = page.evaluate("document.querySelectorAll('*').length")
    search(page, "KORNHAUS")

    status = page.locator("#find output")
    expect(status).to_have_text(re.compile(r"^1 of \d+$"))
    assert set(painted(page)) == {"Kornhaus", "kornhaus"}
    assert status.inner_text() == f"1 of {len(painted(page))}"
    assert page.evaluate("document.querySelectorAll('*').length") == elements
    assert page.locator("main").text_content() == before


def test_enter_goes_on_shift_enter_goes_back_and_the_ends_meet(page: Page) -> None:
    search(page, "kornhaus")
    last = f"{len(painted(page))} of {len(painted(page))}"
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#find output")).to_have_text(last)
    page.keyboard.press("Enter")
    expect(page.locator("#find output")).to_have_text(re.compile("^1 of"))
    page.locator("#t1 .user").click()
    page.keyboard.press("n")
    expect(page.locator("#find output")).to_have_text(re.compile("^2 of"))
    page.keyboard.press("N")

    expect(page.locator("#find output")).to_have_text(re.compile("^1 of"))


def test_a_match_in_a_folded_tool_call_opens_it_and_the_next_one_closes_it(page: Page) -> None:
    search(page, "yesterday 20:10")
    tool = page.locator("#t1 details.tool").first
    expect(tool).to_have_attribute("open", "")
    expect(tool.locator("pre").last).to_be_in_viewport()
    page.get_by_role("searchbox").fill("course is cancelled")

    expect(tool).not_to_have_attribute("open", "")


def test_a_match_that_the_density_leaves_out_is_shown_until_the_search_is_closed(
    page: Page,
) -> None:
    page.locator("label", has_text="Conversation").first.click()
    tool = page.locator("#t1 details.tool").first
    expect(tool).to_be_hidden()
    search(page, "yesterday 20:10")
    expect(tool.locator("pre").last).to_be_in_viewport()
    page.keyboard.press("Escape")

    expect(tool).to_be_hidden()


def test_words_are_found_across_marks_and_line_ends(page: Page) -> None:
    search(page, "have 172.5  kg free")

    assert painted(page) == ["have 172.5 kg free"]


@pytest.mark.parametrize(
    ("words", "match"),
    [("koyo", "kōyō"), ("HERBSTLAUB", "Herbstlaub"), ("畳", "畳"), ("الكرسي", "الكرسي")],
)
def test_accents_case_and_script_are_no_obstacle(
    product: Product, visit: Visits, words: str, match: str
) -> None:
    page = opened(visit().page, product, LANGUAGES)
    search(page, words)

    expect(page.locator("#find output")).to_have_text(re.compile("^1 of"))
    assert match in painted(page)


def test_what_is_not_there_is_said(page: Page) -> None:
    search(page, "no such words")

    expect(page.locator("#find output")).to_have_text("Nothing found")
    expect(page.get_by_role("button", name="Next match")).to_be_disabled()


def test_escape_closes_the_search_and_gives_the_focus_back(page: Page) -> None:
    page.keyboard.press("j")
    search(page, "rye")
    expect(page).to_have_url(re.compile(r"\?q=rye"))
    page.keyboard.press("Escape")

    expect(page.locator("#find")).to_be_hidden()
    expect(page.locator("#t1 .no a")).to_be_focused()
    assert painted(page) == here(page) == []
    assert "q=" not in page.url


def test_a_link_carries_the_search(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "?q=PO-77120")

    expect(page.get_by_role("searchbox")).to_have_value("PO-77120")
    expect(page.locator("#find output")).to_have_text(re.compile("^1 of"))
    assert here(page) == ["PO-77120"]
    expect(page.locator("#t7 .answer")).to_be_in_viewport()


def test_searching_works_on_a_phone_and_stays_on_the_screen(
    product: Product, visit: Visits
) -> None:
    page = opened(visit(size=PHONE).page, product)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill("sacks")

    expect(page.locator("#t8 .answer")).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_2000_turns_are_searched_while_one_types(page: Page) -> None:
    page.evaluate(MANY_TURNS)
    found, read_ms, found_ms = page.evaluate(TIMED)

    print(f"2,000 turns: {read_ms:.0f} ms to read them once, {found_ms:.0f} ms to search")
    assert found > 2000


def test_a_browser_without_painting_still_counts_and_goes_through(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    page.add_init_script("delete CSS.highlights; delete window.Highlight")
    opened(page, product)
    search(page, "sacks")

    expect(page.locator("#find output")).to_have_text(re.compile("^1 of"))
    expect(page.locator("#t8 .answer")).to_be_in_viewport()
