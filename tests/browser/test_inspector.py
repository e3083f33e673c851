"""Looking into a turn: its tree, an observation beside the session, and the page of a trace."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.recording.environment import ROOT
from infra.local.recording.folder import read_recording
from tests.browser.chromium import PHONE, Visit
from tests.browser.sending import event, send_batch
from tests.pictures import a_png
from tests.product import Product
from web.pages.links import id_to_key, session_url, trace_url

type Visits = Callable[..., Visit]

BAKERY = session_url("demo", id_to_key("conv_bakery-orders-0317"))
LONG = "Ferry tales. " * 30_000
CODE = "Try this:\n\n```python\ndef total(prices):\n    return sum(prices)  # cents\n```\n"
RECORDED = "langfuse-python-5.0.4-openai"
IS_COLOURED = "CSS.highlights.get('word')?.size > 0"
OBSERVATIONS = 450


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a product of its own: other tests count the sessions of the one that they share."""
    with Product(tmp_path_factory.mktemp("product") / "data", demo=True) as running:
        send_rich(running)
        send_many(running)
        send_recorded(running)
        yield running


def send(product: Product, kind: str, bodies: list[dict[str, Any]]) -> None:
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    send_batch(product, [event(kind, body, at) for body in bodies])


def send_rich(product: Product) -> None:
    """Send one generation that has some of everything."""
    picture = b64encode(a_png(7)).decode()
    content = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}},
    ]
    lookup = {"id": "c1", "function": {"name": "find", "arguments": '{"like": "this"}'}}
    found = {"items": [{"sku": "A-1", "tags": ["round", "red"], "text": "An apple. " * 9}]}
    body = {
        "id": "rich",
        "traceId": "t-rich",
        "startTime": "2026-11-02T09:00:00Z",
        "endTime": "2026-11-02T09:00:02Z",
        "model": "gpt-4.1",
        "input": [
            {"role": "system", "content": "Name what is shown. " * 40},
            {"role": "user", "content": content},
            {"role": "assistant", "tool_calls": [lookup], "reasoning_content": "It is round."},
            {"role": "tool", "tool_call_id": "c1", "content": json.dumps(found)},
        ],
        "output": {"role": "assistant", "content": CODE},
        "metadata": {"story": LONG},
    }
    send(product, "generation-create", [body])


def send_many(product: Product) -> None:
    """Send a trace of more observations than one window shows, of which two failed."""
    steps = [
        {
            "id": f"m-{number}",
            "traceId": "t-many",
            "name": f"step {number}",
            "startTime": f"2026-11-02T09:{number // 60:02}:{number % 60:02}Z",
            "level": "ERROR" if number in (3, 420) else "DEFAULT",
        }
        for number in range(OBSERVATIONS)
    ]
    send(product, "span-create", steps)


def send_recorded(product: Product) -> None:
    for request in read_recording(ROOT / "tests/contract/recorded" / RECORDED):
        headers = {k: v for k, v in request.headers if k.lower() != "authorization"}
        product.request(request.path, method="POST", body=request.body, headers=headers)


def bakery(product: Product, visit: Visits, query: str = "?view=tree", **options: Any) -> Page:
    page: Page = visit(**options).page
    page.goto(product.url + BAKERY + query)
    return page


def rows(page: Page, turn: int) -> Locator:
    page.locator(f"#t{turn}").scroll_into_view_if_needed()
    return page.locator(f"#t{turn} .tree a[data-step]")


def trace(product: Product, visit: Visits, trace_id: str, **options: Any) -> Page:
    page: Page = visit(**options).page
    page.goto(product.url + trace_url("demo", id_to_key(trace_id)))
    return page


def test_the_tree_of_a_turn_shows_what_ran_and_what_failed(product: Product, visit: Visits) -> None:
    page = bakery(product, visit)

    expect(rows(page, 6)).to_have_count(7)
    failed = page.locator("#t6 .tree .bad")
    expect(failed).to_have_count(1)
    expect(failed).to_contain_text("supplier_price")
    expect(failed.get_by_title("error")).to_be_visible()
    expect(failed.locator(".num")).to_have_text("3.0 s")


def test_a_tree_is_fetched_when_it_is_seen(product: Product, visit: Visits) -> None:
    page = bakery(product, visit)
    expect(rows(page, 1).first).to_be_visible()

    expect(page.locator("#t8 .tree a[data-step]")).to_have_count(0)


def test_an_observation_opens_beside_the_session_and_escape_leads_back(
    product: Product, visit: Visits
) -> None:
    page = bakery(product, visit)
    row = rows(page, 6).nth(2)
    row.focus()
    page.keyboard.press("Enter")

    inspector = page.locator("#inspector")
    expect(inspector).to_contain_text("TimeoutError")
    expect(inspector.locator("pre")).to_contain_text("Traceback")
    expect(inspector.locator("section")).to_be_focused()
    expect(row).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile("#t6/o3$"))

    page.keyboard.press("Escape")
    expect(inspector).to_be_hidden()
    expect(row).to_be_focused()
    expect(page).to_have_url(re.compile("#t6$"))


def test_a_link_to_an_observation_opens_it(product: Product, visit: Visits) -> None:
    page = bakery(product, visit, "#t6/o3")

    expect(page.locator("#inspector h2")).to_contain_text("supplier_price")
    expect(page.locator("#t6")).to_be_in_viewport()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#inspector")).to_be_hidden()


def test_a_tool_call_opens_beside_the_session(product: Product, visit: Visits) -> None:
    page = bakery(product, visit, "")
    tool = page.locator("#t6 .tool.error")
    tool.locator("summary").click()
    tool.get_by_role("link", name="inspect").click()

    expect(page.locator("#inspector h2")).to_contain_text("supplier_price")
    expect(page.locator("#inspector .fail").first).to_contain_text("TimeoutError")


def test_a_turn_opens_beside_the_session_and_leads_from_step_to_step(
    product: Product, visit: Visits
) -> None:
    page = bakery(product, visit, "")
    page.locator("#t6 .facts").get_by_role("link", name="inspect").click()
    inspector = page.locator("#inspector")
    expect(inspector.locator("h2")).to_contain_text("invoke_agent stock-planner")

    inspector.get_by_role("link", name="Next observation").click()
    expect(inspector.locator("h2")).to_contain_text("chat gpt-4.1")
    expect(inspector.locator("dl")).to_contain_text("gpt-4.1-2025-04-14")
    expect(inspector.locator("dl")).to_contain_text("temperature=0.1")
    expect(inspector.locator("dl")).to_contain_text("from list prices")


def test_a_generation_shows_what_is_new_and_opens_the_rest(product: Product, visit: Visits) -> None:
    page = bakery(product, visit, "#t6/o2")
    value = page.locator("#inspector .value").first
    expect(value.locator("li[data-role]")).to_have_count(1)
    expect(value.locator("li[data-role]")).to_contain_text("Yes, 700, both.")

    value.get_by_text("25 messages as in the turn before").click()

    expect(value.locator(".before li[data-role]")).to_have_count(25)
    expect(value.locator(".before li[data-role=system] summary")).to_be_visible()


def test_arrows_go_through_the_tree(product: Product, visit: Visits) -> None:
    page = bakery(product, visit)
    steps = rows(page, 1)
    steps.first.focus()
    page.keyboard.press("ArrowDown")
    expect(steps.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")

    expect(steps.first).to_be_focused()


def test_on_a_phone_an_observation_is_a_sheet(product: Product, visit: Visits) -> None:
    page = bakery(product, visit, "#t6/o3", size=PHONE)
    inspector = page.locator("#inspector")

    expect(inspector).to_contain_text("TimeoutError")
    expect(inspector.get_by_role("button", name="Close")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_looking_into_a_turn_needs_no_scripts(product: Product, visit: Visits) -> None:
    opened = visit(scripts=False)
    page = opened.page
    page.goto(product.url + BAKERY)
    tool = page.locator("#t6 .tool.error")
    tool.locator("summary").click()
    tool.get_by_role("link", name="inspect").click()

    expect(page).to_have_url(re.compile("/traces/[^/]+#o3$"))
    expect(page.locator("#o3 pre").first).to_contain_text("Traceback")
    page.get_by_role("link", name="Session", exact=True).click()
    expect(page).to_have_url(re.compile("/sessions/[^/]+#t6$"))
    # Of the field in which a session is named, which is closed.
    opened.complaints[:] = [each for each in opened.complaints if "Autofocus" not in each]


def test_what_cannot_be_loaded_says_so_and_leads_to_its_page(
    product: Product, visit: Visits
) -> None:
    opened = visit()
    page = opened.page
    page.goto(product.url + BAKERY)
    page.route("**/steps/1", lambda route: route.fulfill(status=503, body="<b>no</b>"))
    page.locator("#t2 .facts").get_by_role("link", name="inspect").click()

    expect(page.locator("#inspector [role=alert]")).to_contain_text("could not be loaded")
    opened.complaints.clear()  # the browser's own word about the 503
    page.unroute("**/steps/1")
    page.get_by_role("link", name="Open its page").click()
    expect(page).to_have_url(re.compile("/traces/[^/]+#o1$"))


def test_messages_are_messages(product: Product, visit: Visits) -> None:
    page = trace(product, visit, "t-rich")
    value = page.locator("#o1 .value").first
    value.get_by_text("1 earlier message").wait_for(state="detached")

    expect(value.locator("[data-role=system] summary")).to_contain_text("Name what is shown.")
    expect(value.locator("[data-role=user] img")).to_have_js_property("complete", value=True)
    expect(value.locator("[data-role=assistant] .call")).to_contain_text('find {"like": "this"}')
    thought = value.locator("[data-role=assistant] details", has_text="Reasoning")
    expect(thought).not_to_have_attribute("open", "")
    thought.locator("summary").click()
    expect(thought).to_contain_text("It is round.")


def test_json_opens_and_closes_by_keyboard(product: Product, visit: Visits) -> None:
    page = trace(product, visit, "t-rich")
    branch = page.locator("#o1 .result details").nth(1)
    expect(branch.locator("li").first).to_be_hidden()
    branch.locator("summary").first.focus()
    page.keyboard.press("Enter")

    expect(branch.locator("li").first).to_contain_text('sku "A-1"')


def test_code_is_coloured_where_it_is_seen_and_stays_text(product: Product, visit: Visits) -> None:
    page = trace(product, visit, "t-rich")
    code = page.locator("#o1 code.language-python")
    code.scroll_into_view_if_needed()
    page.wait_for_function(IS_COLOURED)

    expect(code.locator("*")).to_have_count(0)
    expect(code).to_contain_text("return sum(prices)")


def test_a_page_without_code_loads_nothing_to_colour_it(product: Product, visit: Visits) -> None:
    opened = visit()
    opened.page.goto(product.url + trace_url("demo", id_to_key("t-many")))
    opened.page.wait_for_load_state("networkidle")

    assert not [url for url in opened.asked if "highlight" in url]


def test_a_huge_value_is_cut_with_its_size_and_shown_whole_when_asked(
    product: Product, visit: Visits
) -> None:
    page = trace(product, visit, "t-rich")
    value = page.locator("#o1 .value", has_text="Metadata")
    expect(value).to_contain_text("390 kB")
    value.locator("summary").first.click()
    expect(value.locator(".json")).to_contain_text("Ferry tales.")
    assert len(value.inner_text()) < 5_000
    value.get_by_role("link", name="Show all").click()

    expect(value.locator("pre.whole")).to_contain_text("Ferry tales.")
    assert len(value.inner_text()) > len(LONG) - 100


def test_a_value_and_an_observation_are_copied_whole(product: Product, visit: Visits) -> None:
    page = trace(product, visit, "t-rich")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    value = page.locator("#o1 .value").first.get_by_role("button", name="Copy")
    value.click()
    expect(value).to_have_class("copied")
    messages = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert [each["role"] for each in messages] == ["system", "user", "assistant", "tool"]

    observation = page.locator("#o1").get_by_role("button", name="Copy JSON")
    observation.click()
    expect(observation).to_have_class("copied")
    whole = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert (whole["id"], whole["model"], whole["exceptions"]) == ("rich", "gpt-4.1", [])


def test_a_large_trace_is_read_window_by_window_and_failure_by_failure(
    product: Product, visit: Visits
) -> None:
    page = trace(product, visit, "t-many")
    expect(page.locator("section.step[id]")).to_have_count(200)
    page.locator(".tree").get_by_role("link", name="Later").click()
    expect(page.locator(".tree .pager")).to_contain_text("201 to 400 of 450")

    page.locator(".top .status").click()
    expect(page.locator("section:target")).to_contain_text("step 3")
    page.locator("section:target").get_by_role("link", name="Next error").click()
    expect(page.locator("section:target")).to_contain_text("step 420")


def test_what_an_sdk_recorded_is_read_as_messages(product: Product, visit: Visits) -> None:
    found = product.request("/api/public/traces?limit=50&sessionId=live-session-1").json()["data"]
    last = max(found, key=lambda each: each["timestamp"])
    page = trace(product, visit, last["id"])

    generation = page.locator("section.step", has=page.locator(".kind.generation")).first
    expect(generation.get_by_text(re.compile("messages as in the turn before"))).to_be_visible()
    expect(generation.locator("[data-role=user]").last).to_be_visible()


def test_the_row_of_the_observation_that_is_read_is_marked(product: Product, visit: Visits) -> None:
    page = bakery(product, visit, "?view=tree#t6/o3")
    expect(rows(page, 6).nth(2)).to_have_attribute("aria-current", "true")

    page.locator("#inspector").get_by_role("link", name="Trace", exact=True).click()
    expect(page.locator(".tree [aria-current]")).to_contain_text("supplier_price")


def test_a_tree_is_a_tree_at_any_density(product: Product, visit: Visits) -> None:
    page = bakery(product, visit, "?view=tree&density=conversation")

    expect(rows(page, 1).first).to_be_visible()
