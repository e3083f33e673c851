"""The player: a session as it happened, at the pace it happened, when somebody asks for it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.product import Product

type Visits = Callable[..., Visit]

MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)
FAILING = "How long does our rye flour last"
ONE_MORE_TURN = """() => {
  const turn = document.querySelector("#t8").cloneNode(true);
  Object.assign(turn, { id: "t9", className: "turn" });
  turn.dataset.offset = 900000;
  document.querySelector("#t8").after(turn);
  document.dispatchEvent(new CustomEvent("grown"));
}"""
# How many letters of an answer are painted as not yet said; all of those in a turn to come.
UNSAID = """turn => {
  const answer = turn.querySelector(".answer");
  const length = answer.textContent.length;
  if (turn.matches(".later") || answer.matches(".later")) return length;
  const ranges = [...(CSS.highlights.get("unsaid") ?? [])];
  const range = ranges.find((each) => answer.contains(each.startContainer));
  return range ? range.toString().length : 0;
}"""
PLACES = """turns => turns.map((turn) => {
  const { left, top, width, height } = turn.getBoundingClientRect();
  return [left, top + scrollY, width, height].map(Math.round);
})"""
TIMELINE = """async ([beats, bars, call, value]) => {
  const { buildTimeline } = await import(document.querySelector("script[src$='/player.js']")
    .src.replace("player.js", "player_timeline.js"));
  return buildTimeline(beats, bars)[call](value);
}"""


def opened(page: Page, product: Product, place: str = "") -> Page:
    """Open the session in whose turn 6 a tool fails, where time goes on only when we say so."""
    page.clock.install(time=MORNING)
    page.goto(product.url)
    link = page.get_by_role("link", name=re.compile(FAILING)).first
    page.goto(f"{product.url}{link.get_attribute('href')}{place}")
    page.wait_for_load_state("networkidle")  # else an hour goes by for what is still asked for
    page.clock.pause_at(MORNING + timedelta(hours=1))
    return page


@pytest.fixture
def page(product: Product, visit: Visits) -> Page:
    return opened(visit().page, product)


def unsaid(page: Page, turn: int) -> int:
    letters: int = page.locator(f"#t{turn}").evaluate(UNSAID)
    return letters


def time_of(page: Page) -> str:
    return page.locator("#play-copy").inner_text()


def test_nothing_plays_by_itself(page: Page) -> None:
    page.clock.run_for(5_000)

    assert time_of(page) == "0:00 / 13:14"
    expect(page.locator(".later")).to_have_count(0)


def test_an_answer_appears_word_by_word_at_the_pace_it_had(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(500)
    whole = unsaid(page, 1)
    page.clock.run_for(3_000)
    rest = unsaid(page, 1)
    page.clock.run_for(1_000)

    assert whole > rest > unsaid(page, 1) == 0
    assert unsaid(page, 2) > 0


def test_an_answer_whose_tokens_were_timed_begins_with_the_first(page: Page) -> None:
    page.locator("#t1").evaluate("turn => (turn.dataset.answer = '3000 4000')")
    page.keyboard.press("Space")
    page.clock.run_for(2_800)
    whole = unsaid(page, 1)
    page.clock.run_for(700)
    half = unsaid(page, 1)
    page.clock.run_for(700)

    assert whole > half > unsaid(page, 1) == 0
    expect(page.locator("#t1 .facts").first).to_have_class(re.compile("later"))


def test_a_tool_call_appears_when_it_ran(page: Page) -> None:
    tool = page.locator("#t1 details.tool").first
    page.keyboard.press("Space")
    page.clock.run_for(int(tool.get_attribute("data-offset") or "") - 200)
    expect(tool).to_have_class(re.compile("later"))
    page.clock.run_for(400)
    expect(tool).to_have_class(re.compile("running"))
    page.clock.run_for(int(tool.get_attribute("data-duration") or ""))

    expect(tool).not_to_have_class(re.compile("later|running"))


def test_pauses_between_turns_are_skipped(page: Page) -> None:
    page.keyboard.press("Space")
    page.clock.run_for(6_000)

    assert time_of(page).startswith("0:5")
    expect(page.locator("#rail [aria-current]")).to_have_attribute("href", "#t2")


def test_it_plays_sixteen_times_as_fast_and_comes_to_an_end(page: Page) -> None:
    page.get_by_label("Speed").select_option("16")
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(4_000)

    assert time_of(page) == "13:14 / 13:14"
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".later")).to_have_count(0)


def test_space_pauses_and_goes_on(page: Page) -> None:
    page.keyboard.press("Space")
    page.clock.run_for(2_000)
    page.keyboard.press("Space")
    paused = time_of(page)
    page.clock.run_for(3_000)
    assert time_of(page) == paused
    expect(page.locator("#t2")).to_have_class(re.compile("later"))
    page.keyboard.press("Space")
    page.clock.run_for(2_000)

    assert time_of(page) > paused


def test_escape_lets_everything_be_read_again(page: Page) -> None:
    page.keyboard.press("Space")
    page.clock.run_for(1_000)
    page.keyboard.press("Escape")

    expect(page.locator(".later")).to_have_count(0)
    assert unsaid(page, 1) == 0


def test_all_texts_stay_in_the_page_and_nothing_moves(page: Page) -> None:
    before = page.locator("main").text_content()
    places = page.locator(".turn").evaluate_all(PLACES)
    page.keyboard.press("Space")
    page.clock.run_for(2_500)

    assert page.locator("main").text_content() == before
    assert page.locator(".turn").evaluate_all(PLACES) == places


def test_a_reader_who_scrolls_is_left_alone(page: Page) -> None:
    page.keyboard.press("Space")
    page.clock.run_for(1_000)
    page.mouse.move(700, 500)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 100")
    at = time_of(page)
    page.clock.run_for(2_000)

    assert time_of(page) == at
    expect(page.locator(".later")).to_have_count(0)


def test_dragging_over_the_ribbon_moves_through_the_session(page: Page) -> None:
    ribbon = page.locator(".ribbon svg").bounding_box()
    failed = page.locator(".ribbon .bar.bad").bounding_box()
    assert ribbon
    assert failed
    page.mouse.move(ribbon["x"] + 40, ribbon["y"] + 14)
    page.mouse.down()
    page.mouse.move(failed["x"] + failed["width"] / 2, ribbon["y"] + 14, steps=4)
    page.mouse.up()

    assert time_of(page).startswith("11:0")
    expect(page.locator(".turn[aria-current]")).to_have_attribute("id", "t6")
    expect(page.locator("#t7")).to_have_class(re.compile("later"))
    assert "#t" not in page.url


def test_the_ribbon_is_a_slider_for_the_keyboard(page: Page) -> None:
    slider = page.get_by_role("slider", name="Position in the session")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1:23 of 13:14, turn 3")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "13:14 of 13:14, turn 8")
    page.keyboard.press("PageUp")

    expect(slider).to_have_attribute("aria-valuetext", re.compile("^13:1. of 13:14, turn 8$"))


def test_reaching_for_the_slider_leaves_the_page_where_it_is(
    product: Product, visit: Visits
) -> None:
    page = opened(visit(size=(1440, 500)).page, product, "#t7")
    before = page.evaluate("scrollY")
    page.get_by_role("slider", name="Position in the session").focus()

    assert page.evaluate("scrollY") == before > 0


def test_a_session_that_grows_is_played_on(page: Page) -> None:
    page.keyboard.press("Space")
    page.clock.run_for(2_000)
    before = unsaid(page, 1)
    page.evaluate(ONE_MORE_TURN)
    assert time_of(page).endswith("/ 15:01")
    expect(page.locator("#t9")).to_have_class(re.compile("later"))
    expect(page.locator(".ribbon .head")).to_have_count(1)
    page.clock.run_for(1_500)

    assert before > unsaid(page, 1) > 0


def test_a_link_to_a_moment_leads_there_and_does_not_play(product: Product, visit: Visits) -> None:
    page = opened(visit(size=(1440, 500)).page, product, "#t=10:58")
    expect(page.locator("#t6")).to_be_in_viewport()
    page.clock.run_for(1_000)
    assert time_of(page) == "10:58 / 13:14"
    expect(page.locator(".later")).to_have_count(0)
    page.keyboard.press("Space")
    page.clock.run_for(1_500)

    assert time_of(page).startswith("10:59")


def test_the_time_copies_a_link_to_it(product: Product, visit: Visits) -> None:
    page = visit().page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, product, "#t=1:22")
    page.locator("#play-copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied == f"{page.url.split('#')[0]}#t=1:22"


def test_a_turn_that_is_chosen_is_where_playing_goes_on(page: Page) -> None:
    page.keyboard.press("e")
    page.keyboard.press("Space")
    page.clock.run_for(500)

    assert time_of(page).startswith("10:5")
    assert unsaid(page, 6) > 0


def test_a_failure_appears_when_its_tool_has_failed(page: Page) -> None:
    page.keyboard.press("e")
    page.keyboard.press("Space")
    page.clock.run_for(1_000)
    expect(page.locator("#t6 .fail")).to_have_class(re.compile("later"))
    page.clock.run_for(4_000)

    expect(page.locator("#t6 .fail")).not_to_have_class(re.compile("later"))
    assert unsaid(page, 6) > 0


def test_with_less_motion_turns_appear_whole(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("Space")
    page.clock.run_for(500)

    assert unsaid(page, 1) == 0
    assert unsaid(page, 2) > 0
    expect(page.locator("#t1 .later")).to_have_count(0)


def test_a_browser_that_cannot_paint_texts_shows_an_answer_when_it_is_whole(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    page.add_init_script("delete CSS.highlights; delete window.Highlight")
    opened(page, product)
    page.keyboard.press("Space")
    page.clock.run_for(3_000)
    expect(page.locator("#t1 .answer")).to_have_class(re.compile("later"))
    page.clock.run_for(2_000)

    expect(page.locator("#t1 .answer")).not_to_have_class(re.compile("later"))


def test_the_player_fits_a_phone(product: Product, visit: Visits) -> None:
    page = opened(visit(size=PHONE).page, product)
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(1_000)

    expect(page.get_by_role("button", name="Pause")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize(
    ("call", "value", "expected"),
    [
        ("toPlayed", 3_000, 3_000),  # inside the first turn
        ("toPlayed", 64_000, 4_800),  # a minute of silence is 0.8 s
        ("toPlayed", 66_000, 6_800),
        ("toSession", 4_800, 64_000),
        ("toSession", 4_400, 34_000),  # half of the silence
        ("toRibbon", 2_000, 10),
        ("toRibbon", 34_000, 30),
        ("fromRibbon", 100, 68_000),
        ("toPlayed", 99_000, 8_800),  # past the end
    ],
)
def test_the_clocks_agree(page: Page, call: str, value: float, expected: float) -> None:
    beats = [{"offset": 0, "duration": 4_000}, {"offset": 64_000, "duration": 4_000}]
    bars = [{"x": 0, "width": 20}, {"x": 40, "width": 60}]

    assert page.evaluate(TIMELINE, [beats, bars, call, value]) == pytest.approx(expected)


@pytest.mark.parametrize(
    "beats",
    [
        [{"offset": None, "duration": 0}],
        [{"offset": 0, "duration": 9_000}, {"offset": 1_000, "duration": 2_000}],
        [{"offset": None, "duration": None}, {"offset": 5, "duration": -3}],
    ],
    ids=["no times at all", "one inside the other", "times that cannot be"],
)
def test_times_that_are_unknown_or_overlap_still_make_a_line(
    page: Page, beats: list[dict[str, Any]]
) -> None:
    for played in (0, 4_000, 1e9):
        session = page.evaluate(TIMELINE, [beats, [], "toSession", played])
        assert 0 <= session <= 9_000
