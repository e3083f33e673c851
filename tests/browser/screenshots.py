"""The pictures in the README: the demo sessions as Chromium shows them.

python -m tests.browser.screenshots writes docs/screenshots/*.png.
"""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.chromium import PHONE, Visit, running_chromium
from tests.browser.two_runs import send_two_runs
from tests.product import Product

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
FAILING = "How long does our rye flour last"


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Product(Path(data) / "data", demo=True) as product,
        running_chromium() as browser,
    ):
        take_desktop(browser, product)
        take_phone(browser, product)
        take_dark(browser, product)


def take_desktop(browser: Browser, product: Product) -> None:
    """Take what a person at a desk sees."""
    page = Visit(browser).page
    page.goto(product.url)
    save(page, "list")
    open_session(page, product, FAILING)
    session = page.url
    save(page, "session")
    page.locator(".top .status").click()
    page.locator("#t6 .tool summary").first.click()
    save(page, "error-turn")
    page.locator("#t6 .tool.error [hx-get]").first.click()
    page.wait_for_selector("#inspector .step")
    save(page, "inspector")
    page.goto(session)
    play_a_while(page)
    save(page, "player")
    page.goto(f"{session}?view=tree")
    save(page, "tree")
    page.goto(product.url + send_two_runs(product))
    save(page, "compare")
    page.goto(session)
    save(publish(page), "published")


def play_a_while(page: Page) -> None:
    """Let the player run into the first answer."""
    page.locator("#play").click()
    page.wait_for_timeout(4_000)
    page.locator("#play").click()


def take_phone(browser: Browser, product: Product) -> None:
    """Take what fits a hand."""
    page = Visit(browser, size=PHONE).page
    open_session(page, product, FAILING)
    save(page, "phone")
    page.goto(product.url)
    save(page, "phone-list")


def take_dark(browser: Browser, product: Product) -> None:
    """Take what is seen at night."""
    page = Visit(browser, scheme="dark").page
    open_session(page, product, FAILING)
    save(page, "dark")


def publish(page: Page) -> Page:
    """Publish the session of a page and open what came of it."""
    page.get_by_role("button", name="Publish").first.click()
    page.locator("[name=confirmed]").check()
    page.locator("#publish").get_by_role("button", name="Publish").click()
    link = page.locator(".notice.published .link a")
    link.wait_for(timeout=20_000)
    page.goto(link.get_attribute("href") or "")
    return page


def open_session(page: Page, product: Product, title: str) -> None:
    """Go from the list to a session."""
    page.goto(product.url)
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.wait_for_selector(".turn")


def save(page: Page, name: str) -> None:
    """Write one picture."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(150)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
