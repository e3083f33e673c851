"""Judging in a browser: scores, comments and deletion, by mouse, by keys, without scripts."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.browser.sending import event, send_batch, wait_until
from tests.product import Product
from web.pages.links import id_to_key, score_configs_url, session_url, trace_url

SESSION = "s-judged"
TURNS = 3


@pytest.fixture(scope="module", autouse=True)
def told(product: Product) -> None:
    """Send a session of three turns, and make two kinds of scores."""
    send(product, SESSION, TURNS)
    for config in (
        {"name": "usefulness", "dataType": "NUMERIC", "minValue": 1, "maxValue": 5},
        {
            "name": "mood",
            "dataType": "CATEGORICAL",
            "categories": [{"label": "glum", "value": 0}, {"label": "glad", "value": 1}],
        },
    ):
        ask(product, "/api/public/score-configs", config)


def send(product: Product, session: str, turns: int, **body: Any) -> None:
    """Send a session and wait until it is readable."""
    now = datetime.now(UTC).isoformat()
    traces = [
        {
            "id": f"t-{session}-{turn}",
            "sessionId": session,
            "timestamp": now,
            "input": f"question {turn} of {session}",
            "output": "an answer",
            **body,
        }
        for turn in range(1, turns + 1)
    ]
    send_batch(product, [event("trace-create", each) for each in traces])
    page = page_of(product, session)
    wait_until(
        lambda: product.request(page).body.count(b"<article") >= turns, what="the whole session"
    )


def ask(product: Product, path: str, body: Any) -> Any:
    headers = {"Content-Type": "application/json"}
    data = json.dumps(body).encode()
    return product.request(path, method="POST", body=data, headers=headers).json()


def page_of(product: Product, session: str = SESSION) -> str:
    return session_url(product.project, id_to_key(session))


@pytest.fixture
def page(product: Product, visit: Callable[..., Visit]) -> Page:
    """Return the page of the session."""
    opened: Page = visit().page
    opened.goto(product.url + page_of(product))
    return opened


def form(page: Page, name: str) -> Any:
    return page.locator("form.score", has=page.get_by_role("group", name=name))


def open_panel(page: Page, turn: int) -> None:
    page.locator(f"#t{turn} .judge").click()
    expect(page.get_by_role("heading", name=f"Judge turn {turn}")).to_be_focused()


def test_i_give_a_turn_a_score_change_it_and_take_it_back(page: Page) -> None:
    open_panel(page, 1)
    usefulness = form(page, "usefulness")

    usefulness.get_by_role("button", name="4").click()
    expect(usefulness.get_by_role("button", name="4")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#t1 .judge")).to_have_text("usefulness 4")
    usefulness.get_by_role("button", name="2").click()
    expect(page.locator("#t1 .judge")).to_have_text("usefulness 2")
    expect(usefulness.locator("[aria-pressed=true]")).to_have_text("2")

    page.reload()
    expect(page.locator("#t1 .judge")).to_have_text("usefulness 2")
    open_panel(page, 1)
    form(page, "usefulness").get_by_role("button", name="Take back").click()
    expect(page.locator("#t1 .judge")).to_have_text("Judge")
    expect(page.locator("#inspector [aria-pressed=true]")).to_have_count(0)


def test_the_header_says_a_new_score_without_being_asked(page: Page) -> None:
    header = page.locator(".notes .judge")
    open_panel(page, 2)
    form(page, "mood").get_by_role("button", name="glad").click()

    expect(header).to_contain_text("mood glad", timeout=4_000)


def test_i_star_a_session_by_a_key(page: Page) -> None:
    star = page.get_by_role("button", name="Star", exact=True)
    page.keyboard.press("s")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("s")
    expect(star).to_have_attribute("aria-pressed", "false")


def test_i_judge_with_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Judge turn 1")).to_be_focused()

    page.keyboard.press("5")
    expect(form(page, "usefulness").locator("[aria-pressed=true]")).to_have_text("5")
    page.keyboard.press("1")
    expect(form(page, "mood").locator("[aria-pressed=true]")).to_contain_text("glum")
    page.keyboard.press("c")
    page.keyboard.type("typed 3 words")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".thread .said").last).to_have_text("typed 3 words")
    expect(form(page, "usefulness").locator("[aria-pressed=true]")).to_have_text("5")


def test_enter_in_the_reason_gives_no_score_by_itself(page: Page) -> None:
    open_panel(page, 3)
    reason = form(page, "usefulness").get_by_label("Reason")
    reason.fill("because")
    reason.press("Enter")
    form(page, "usefulness").get_by_role("button", name="3").click()
    expect(page.locator("#t3 .judge")).to_have_text("usefulness 3")

    reason.fill("on reflection")
    reason.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    page.reload()
    open_panel(page, 3)
    expect(form(page, "usefulness").locator("[aria-pressed=true]")).to_have_text("3")
    expect(form(page, "usefulness").get_by_label("Reason")).to_have_value("on reflection")


def test_a_comment_is_shown_with_its_author_and_time_and_its_author_deletes_it(page: Page) -> None:
    open_panel(page, 2)
    words = "<img src=x onerror=alert(1)> {{ 7 * 7 }}"
    page.get_by_label("Write a comment").fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()

    entry = page.locator(".thread li", has_text=words)
    expect(entry).to_contain_text("you")
    expect(entry.locator("time")).to_be_visible()
    expect(page.get_by_label("Write a comment")).to_have_value("")
    entry.get_by_role("button", name="Delete").click()
    expect(entry).to_have_count(0)


def test_i_make_a_kind_of_score_on_the_spot_and_archive_it_later(
    page: Page, product: Product
) -> None:
    page.locator("div.bar .judge").click()
    page.get_by_text("New score config").click()
    made = page.locator("form.config")
    made.get_by_label("Name").fill("on the spot")
    made.get_by_label("Type").select_option("BOOLEAN")
    made.get_by_role("button", name="Create").click()
    form(page, "on the spot").get_by_role("button", name="Yes").click()
    expect(form(page, "on the spot").locator("[aria-pressed=true]")).to_contain_text("Yes")

    page.goto(product.url + score_configs_url(product.project))
    entry = page.locator(".thread li", has_text="on the spot")
    entry.get_by_role("button", name="Archive").click()
    expect(entry.get_by_role("button", name="Bring back")).to_be_visible()
    page.goto(product.url + page_of(product))
    open_panel(page, 1)
    expect(form(page, "on the spot")).to_have_count(0)
    expect(form(page, "mood")).to_be_visible()


def test_i_score_by_a_name_of_my_own(page: Page) -> None:
    open_panel(page, 2)
    page.get_by_text("Score by another name").click()
    free = page.locator("details.new form").first
    free.get_by_label("Name").fill("tone of voice")
    free.get_by_label("Type").select_option("TEXT")
    free.get_by_label("Value").fill("a bit stiff")
    free.get_by_role("button", name="Save").click()

    expect(form(page, "tone of voice").get_by_role("textbox").first).to_have_value("a bit stiff")
    expect(page.locator("#t2 .judge")).to_contain_text("tone of voice a bit stiff")


def test_without_scripts_i_judge_on_a_page_of_its_own(
    product: Product, visit: Callable[..., Visit]
) -> None:
    plain = visit(scripts=False).page
    send(product, "s-plain", 1)
    plain.goto(product.url + page_of(product, "s-plain"))
    plain.locator("#t1 .judge").click()
    form(plain, "mood").get_by_role("button", name="glad").click()
    expect(form(plain, "mood").locator("[aria-pressed=true]")).to_contain_text("glad")
    plain.get_by_label("Write a comment").fill("no script was here")
    plain.get_by_role("button", name="Comment", exact=True).click()
    expect(plain.locator(".thread .said")).to_have_text("no script was here")

    plain.get_by_role("link", name="Back").click()

    expect(plain.locator("#t1 .judge")).to_have_text("mood glad")


def test_an_observation_is_judged_from_the_page_of_its_trace(
    product: Product, visit: Callable[..., Visit]
) -> None:
    now = datetime.now(UTC).isoformat()
    body = {"id": "o-judged", "traceId": f"t-{SESSION}-1", "name": "a step", "startTime": now}
    send_batch(product, [event("span-create", body)])
    page = visit().page
    page.goto(product.url + trace_url(product.project, id_to_key(f"t-{SESSION}-1")))

    page.locator("section.step", has=page.get_by_role("heading", name="a step")).get_by_role(
        "link", name="Judge"
    ).click()
    form(page, "mood").get_by_role("button", name="glum").click()
    expect(form(page, "mood").locator("[aria-pressed=true]")).to_contain_text("glum")

    until = time.monotonic() + 10
    path = "/api/public/v2/scores?name=mood"
    while not any(
        each["observationId"] == "o-judged" for each in product.request(path).json()["data"]
    ):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_i_delete_a_session_and_am_told_first_what_goes(
    product: Product, visit: Callable[..., Visit]
) -> None:
    send(product, "s-doomed", 2)
    page = visit().page
    page.goto(product.url + page_of(product, "s-doomed"))
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Delete this session").click()
    expect(page.get_by_text("2 turns with their traces")).to_be_visible()
    page.get_by_role("button", name="Delete for good").click()

    expect(page.get_by_role("status").filter(has_text="1 session deleted")).to_be_visible()
    page.get_by_role("link", name="Receipt of the deletion").click()
    expect(page.get_by_role("status")).to_contain_text("being removed")
    assert product.request(page_of(product, "s-doomed")).status == 404


def test_the_panel_fits_a_phone(product: Product, visit: Callable[..., Visit]) -> None:
    phone = visit(size=PHONE).page
    phone.goto(product.url + page_of(product))
    phone.locator("#t1 .judge").click()
    expect(form(phone, "usefulness")).to_be_visible()

    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
