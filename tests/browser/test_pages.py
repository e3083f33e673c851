"""What a person sees and does: the list, a replay, a trace, a public page and its end."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Visit
from tests.browser.demo import TITLES, open_session
from tests.browser.sending import event, send_batch
from tests.product import Product

type Visits = Callable[..., Visit]


def origins(visit: Visit) -> set[str]:
    return {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in visit.asked}


def test_the_list_names_the_demo_sessions_and_their_failure(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    page.goto(product.url)

    for title, _ in TITLES.values():
        expect(page.get_by_role("link", name=re.compile(title))).to_have_count(1)
    expect(page.get_by_text("1 error")).to_have_count(1)


def test_a_new_session_appears_in_the_list_by_itself(product: Product, visit: Visits) -> None:
    page = visit().page
    page.goto(product.url)
    body = {"id": "t-new", "sessionId": "s-new", "input": "Is anybody there?", "output": "Yes."}
    now = datetime.now(UTC).isoformat()
    send_batch(product, [event("trace-create", body | {"timestamp": now})])

    expect(page.get_by_role("link", name="Is anybody there?")).to_be_visible(timeout=15_000)


def test_a_turn_leads_to_its_trace_and_back(product: Product, visit: Visits) -> None:
    page = visit().page
    open_session(page, product, TITLES["failing tool"][0])
    page.locator("#t6").get_by_role("link", name="Trace").click()

    expect(page.locator(".tree li")).to_have_count(7)
    page.locator(".tree").get_by_role("link", name=re.compile("▲ supplier_price")).click()
    expect(page.locator("section.step:target .fail").first).to_contain_text("TimeoutError")
    page.get_by_role("link", name="Session", exact=True).click()
    expect(page.locator(".turn")).to_have_count(8)


def test_a_session_is_published_read_and_taken_back(product: Product, visit: Visits) -> None:
    live = visit()
    open_session(live.page, product, TITLES["failing tool"][0])
    live.page.locator("[popovertarget=publish]").click()
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
    live.page.get_by_text("Unpublish …").first.click()
    live.page.get_by_role("button", name="Unpublish now").first.click()
    expect(live.page.locator(".notice.unpublished")).to_be_visible(timeout=20_000)
    live.page.locator("[popovertarget=publish]").click()
    expect(live.page.get_by_role("link", name=address)).to_have_count(0)
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
