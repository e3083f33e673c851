"""A person reads what real SDKs have just sent: found in seconds, whole, with what failed."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Visit
from tests.live.catalogue import SDKS
from tests.live.outcome import Outcome, converse
from tests.product import Product
from web.pages.links import id_to_key

type Visits = Callable[..., Visit]

CLIENTS = ("langfuse-python-5.0.4", "opentelemetry-python-1.45.2-gzip")
FAILING = "How long does our rye flour last"
ENOUGH_S = 5.0
IN_SIGHT = "element => element.getBoundingClientRect().bottom <= innerHeight"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a product of its own, to which only these SDKs send."""
    with Product(tmp_path_factory.mktemp("product") / "data") as running:
        yield running


@pytest.fixture(scope="module", params=CLIENTS)
def outcome(request: pytest.FixtureRequest, own: Product) -> Outcome:
    client = next(each for each in SDKS if each.name == request.param)
    return converse(client, own)


def test_what_an_sdk_sent_is_read_from_the_list_to_the_tool_that_failed(
    outcome: Outcome, own: Product, visit: Visits
) -> None:
    said = outcome.conversation
    page = visit().page
    page.goto(own.url)
    row = page.get_by_role("row").filter(has=page.locator(f"[href*='{outcome_key(outcome)}']"))
    expect(row).to_contain_text(said.user)
    expect(row).to_contain_text("1 error")
    row.get_by_role("link", name=re.compile(re.escape(said.turns[0].user))).click()

    expect(page.locator(".turn")).to_have_count(len(said.turns))
    for number, turn in enumerate(said.turns, 1):
        expect(page.locator(f"#t{number} .user")).to_have_text(turn.user)
    expect(page.locator("#t1 .answer strong")).to_have_text("Leeds")
    page.locator(".top .status").click()
    expect(page.locator("#t2 .fail")).to_contain_text("order 4471 has left the warehouse")
    page.locator("#t2 .tool summary").click()
    expect(page.locator("#t2 .tool pre").first).to_contain_text('"order": "4471"')


def outcome_key(outcome: Outcome) -> str:
    """Return the key under which its session stands in addresses."""
    return id_to_key(outcome.conversation.session)


def test_the_failing_turn_of_the_demo_is_found_in_five_seconds_without_scrolling(
    product: Product, visit: Visits
) -> None:
    page = visit().page
    began = time.monotonic()
    page.goto(product.url)
    page.get_by_role("row").filter(has_text=FAILING).get_by_text("1 error").click()
    failure = page.locator("#t6 .fail")
    expect(failure).to_contain_text("TimeoutError")

    assert failure.evaluate(IN_SIGHT)
    assert time.monotonic() - began < ENOUGH_S
