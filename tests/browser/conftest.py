"""The product with its demo sessions, and a browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visit, running_chromium
from tests.product import Product


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("product") / "data", demo=True) as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    # No longer than these tests: while Playwright runs, nobody else can start an event loop.
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Return what opens a page; all are closed at the end, and none may have complained."""
    opened: list[Visit] = []

    def open_page(**options: Any) -> Visit:
        opened.append(Visit(chromium, **options))
        return opened[-1]

    yield open_page
    for each in opened:
        each.close()
    assert [complaint for each in opened for complaint in each.complaints] == []
