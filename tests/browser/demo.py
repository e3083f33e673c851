"""The demo sessions, and the way to them."""

import re

from playwright.sync_api import Page

from tests.product import Product

TITLES = {
    "support agent": ("I ordered disc brake pads", 8),
    "failing tool": ("How long does our rye flour last", 8),
    "three languages": ("Wir sind zu dritt", 40),
}
"""First words and number of turns of each."""


def open_session(page: Page, product: Product, title: str, *, query: str = "") -> None:
    """Go from the list to a session; with a `query`, once more with that in its address."""
    page.goto(product.url)
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.wait_for_selector(".turn")
    if query:
        page.goto(page.url.partition("?")[0] + query)
