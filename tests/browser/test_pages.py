"""What a person sees and does: the list, a replay, a trace, a public page and its end."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visit
from tests.product import Product

type Visits = Callable[..., Visit]

TITLES = {
    "support agent": ("I ordered disc brake pads", 8),
    "failing tool": ("How long does our rye flour last", 8),
    "three languages": ("Wir sind zu dritt", 40),
}
ABOVE_THE_FOLD = "element => element.getBoundingClientRect().top < innerHeight - 40"
WHOLLY_ABOVE_THE_FOLD = (
    "turns => turns.filter(each => each.getBoundingClientRect().bottom <= innerHeight).length"
)


def open_session(page: Page, product: Product, title: str) -> None:
    page.goto(product.url)
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.wait_for_selector(".turn")


def origins(visit: Visit) -> set[str]:
    return {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in visit.asked}


def test_the_list_names_the_demo_sessions_and_their_failure(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    page.goto(product.url)

    expect(page.locator("tbody tr")).to_have_count(len(TITLES))
    expect(page.get_by_text("1 error")).to_have_count(1)


def test_a_new_session_appears_in_the_list_by_itself(product: Product, visit: Visits) -> None:
    page = visit().page
    page.goto(product.url)
    body = {"id": "t-new", "sessionId": "s-new", "input": "Is anybody there?", "output": "Yes."}
    event = {
        "id": "e-new",
        "type": "trace-create",
        "timestamp": datetime.now(UTC).isoformat(),
        "body": body | {"timestamp": datetime.now(UTC).isoformat()},
    }
    product.request(
        "/api/public/ingestion",
        method="POST",
        body=json.dumps({"batch": [event]}).encode(),
        headers={"Content-Type": "application/json"},
    )

    expect(page.get_by_role("link", name="Is anybody there?")).to_be_visible(timeout=15_000)


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


def test_a_turn_leads_to_its_trace_and_back(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, TITLES["failing tool"][0])
    page.locator("#t6").get_by_role("link", name="Trace").click()

    expect(page.locator(".tree li")).to_have_count(7)
    page.locator(".tree").get_by_role("link", name=re.compile("▲ supplier_price")).click()
    expect(page.locator("section.step:target .fail").first).to_contain_text("TimeoutError")
    page.get_by_role("link", name="Session", exact=True).click()
    expect(page.locator(".turn")).to_have_count(8)


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


def test_a_session_is_published_read_and_taken_back(product: Product, visit: Visits) -> None:
    live = visit()
    open_session(live.page, product, TITLES["failing tool"][0])
    live.page.get_by_role("button", name="Publish").first.click()
    live.page.locator("[name=confirmed]").check()
    live.page.locator("#publish").get_by_role("button", name="Publish").click()
    link = live.page.locator(".notice.published .link a")
    expect(link).to_be_visible(timeout=20_000)
    address = link.get_attribute("href") or ""
    assert address.startswith(product.public_origin)

    public = visit()
    public.page.goto(address)
    expect(public.page.locator(".turn")).to_have_count(8)
    expect(public.page.locator("#t6 .fail")).to_contain_text("TimeoutError")
    assert set(public.asked) == {address, "data:,"} or set(public.asked) == {address}
    html = public.page.content()
    for private in ("jonas@branch-07", "staging", "conv_bakery", "demo", "gpt-4.1", product.url):
        assert private not in html

    live.page.get_by_role("button", name="Public").click()
    live.page.get_by_text("Unpublish …").click()
    live.page.get_by_role("button", name="Unpublish now").click()
    expect(live.page.locator(".notice.unpublished")).to_be_visible(timeout=20_000)
    expect(live.page.get_by_role("button", name="Publish").first).to_be_visible()
    assert origins(live) == {product.url}

    gone = visit()
    answer = gone.page.request.get(address)
    assert answer.status == 404


def test_a_published_page_works_as_a_file(
    product: Product, visit: Visits, tmp_path_factory: pytest.TempPathFactory
) -> None:
    live = visit()
    open_session(live.page, product, TITLES["three languages"][0])
    live.page.get_by_role("button", name="Publish").first.click()
    live.page.locator("[name=confirmed]").check()
    live.page.locator("#publish").get_by_role("button", name="Publish").click()
    link = live.page.locator(".notice.published .link a")
    expect(link).to_be_visible(timeout=20_000)
    file = tmp_path_factory.mktemp("offline") / "page.html"
    file.write_bytes(live.page.request.get(link.get_attribute("href") or "").body())

    offline = visit()
    offline.page.goto(file.as_uri())

    expect(offline.page.locator(".turn")).to_have_count(40)
    assert {urlsplit(each).scheme for each in offline.asked} <= {"file", "data"}


def test_a_page_that_is_not_there_leads_home(product: Product, visit: Visits) -> None:
    page = visit(scripts=False).page
    answer = page.request.get(f"{product.url}/p/demo/sessions/nowhere")

    assert answer.status == 404
    assert "There is nothing here" in answer.text()


def test_times_are_the_readers_own_with_utc_behind_them(product: Product, visit: Visits) -> None:
    page = visit().page
    page.goto(product.url)
    moment = page.locator("tbody time").first

    expect(moment).to_have_attribute("title", re.compile("UTC$"))
    expect(moment).not_to_have_text(re.compile("UTC"))
