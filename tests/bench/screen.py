"""How soon a session is on the screen of a slow machine."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.figures import Figure, p50
from tests.browser.chromium import Visit, running_chromium
from tests.browser.long_talk import path_of, send_talk
from tests.product import Product

_TIMES = 5
_SLOWER = 4
_FIRST_MESSAGE = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const [painted] = performance.getEntriesByName('first-contentful-paint');
  const { responseStart } = performance.getEntriesByType('navigation')[0];
  done(document.querySelector('#t1 .user') ? painted.startTime - responseStart : NaN);
})))"""
"""From the first byte to the first paint, in which the first message is: it comes with the page."""


def figures() -> Iterator[Figure]:
    """Yield the figures of Chromium at a quarter of this machine's speed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Product(Path(folder) / "data") as product,
        running_chromium() as browser,
    ):
        for turns in (8, 500):
            send_talk(product, turns)
            took = [_first_message(browser, product.url + path_of(turns)) for _ in range(_TIMES)]
            name = f"first message of {turns} turns on the screen, CPU {_SLOWER} times slower"
            yield Figure(name=name, value=p50(took), unit="ms", budget=300)


def _first_message(browser: Browser, address: str) -> float:
    visit = Visit(browser)
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    visit.page.goto(address)
    took: float = visit.page.evaluate(_FIRST_MESSAGE)
    visit.close()
    return took
