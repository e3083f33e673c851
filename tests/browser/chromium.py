"""Chromium as the tests drive it: no request of its own, and every complaint kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

DESKTOP = (1440, 900)
PHONE = (390, 844)

_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run the machine's Chromium."""
    path = next((found for name in _NAMES if (found := which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_SWITCHES))
        yield browser
        browser.close()


class Visit:
    """One page and what happened on it: complaints, and addresses that were asked."""

    def __init__(
        self,
        browser: Browser,
        *,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
    ) -> None:
        width, height = size
        self._context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        self.page: Page = self._context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def close(self) -> None:
        """Forget everything: cookies, cache, history."""
        self._context.close()
