"""Scores from a page of another site, through the browser SDK, with the public key alone."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Visit
from tests.browser.other_site import OtherSite
from tests.browser.sending import event, send_batch
from tests.product import Product

SCORE = """async ([baseUrl, publicKey, traceId]) => {
  const langfuse = new LangfuseWeb({ baseUrl, publicKey });
  const errors = [];
  langfuse.on("error", (error) => errors.push(String(error)));
  await langfuse.score({ traceId, name: "thumbs", value: 1, comment: "from the page" });
  await langfuse.flushAsync?.();
  return errors;
}"""
ASK = """async ([url, headers, options]) => {
  const answer = await fetch(url, { headers, ...options });
  return [answer.status, await answer.text()];
}"""
READS = [
    *("sessions", "sessions/s-page", "traces", "traces/t-page", "scores", "projects"),
    *("observations", "v2/scores"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[OtherSite]:
    with OtherSite() as running:
        yield running


@pytest.fixture
def page(visit: Callable[..., Visit], site: OtherSite) -> Page:
    opened: Page = visit().page
    opened.goto(site.url)
    opened.wait_for_function("!!window.LangfuseWeb")
    return opened


@pytest.fixture(scope="module")
def trace(product: Product) -> str:
    """Return a trace that a page may judge."""
    now = datetime.now(UTC).isoformat()
    body = {"id": "t-page", "sessionId": "s-page", "input": "private words", "timestamp": now}
    send_batch(product, [event("trace-create", body)])
    return "t-page"


def test_a_score_from_a_page_of_another_site_appears(
    product: Product, page: Page, trace: str
) -> None:
    errors = page.evaluate(SCORE, [product.url, product.public_key, trace])

    assert errors == []
    (score,) = _scores(product, trace)
    assert (score["name"], score["value"], score["comment"]) == ("thumbs", 1, "from the page")


def _scores(product: Product, trace: str) -> list[Any]:
    until = time.monotonic() + 10
    scores: list[Any] = []
    while not scores and time.monotonic() < until:
        scores = product.request(f"/api/public/traces/{trace}").json().get("scores", [])
        time.sleep(0.1)
    return scores


def test_the_public_key_reads_nothing(
    product: Product, visit: Callable[..., Visit], site: OtherSite, trace: str
) -> None:
    elsewhere = visit()
    elsewhere.page.goto(site.url)
    headers = {"Authorization": f"Bearer {product.public_key}"}

    for what in READS:
        url = f"{product.url}/api/public/{what}"
        status, text = elsewhere.page.evaluate(ASK, [url, headers, {}])
        assert status in (401, 403, 404), what
        assert "private words" not in text
        assert trace not in text
    # Chromium notes every refusal in its console, which is what was wanted here.
    assert all("Failed to load resource" in each for each in elsewhere.complaints)
    elsewhere.complaints.clear()


def test_pages_are_not_for_pages_of_other_sites(
    product: Product, visit: Callable[..., Visit], site: OtherSite
) -> None:
    elsewhere = visit()
    elsewhere.page.goto(site.url)

    for url in (f"{product.url}/", f"{product.url}/p/{product.project}/sessions"):
        refused = elsewhere.page.evaluate(
            "([url]) => fetch(url).then(() => '', (error) => String(error))", [url]
        )
        assert "Failed to fetch" in refused
    elsewhere.complaints.clear()
