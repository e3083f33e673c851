"""What a session page may weigh, as a browser has it: nodes, bytes, requests."""

import gzip
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import Visit
from tests.browser.long_talk import path_of, send_talk
from tests.product import Product

type Visits = Callable[..., Visit]

TURNS = (8, 500, 2000)
LOOKS = ("?density=everything", "?view=tree")
_PATIENCE_MS = 120_000
"""For 60,000 nodes on a machine that has other things to do; budgets of time are no tests."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a product of its own, with a session of each length."""
    with Product(tmp_path_factory.mktemp("product") / "data") as running:
        for each in TURNS:
            send_talk(running, each)
        yield running


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("turns", TURNS)
def test_a_session_has_forty_nodes_a_turn_and_three_hundred(
    product: Product, visit: Visits, turns: int, look: str
) -> None:
    seen = visit()
    seen.page.goto(product.url + path_of(turns) + look, timeout=_PATIENCE_MS)
    seen.page.wait_for_selector(f"#t{turns}", state="attached")

    assert seen.page.evaluate("document.querySelectorAll('*').length") <= 40 * turns + 300
    assert {urlsplit(each).netloc for each in seen.asked} == {urlsplit(product.url).netloc}


@pytest.mark.parametrize("turns", TURNS)
def test_the_html_of_a_session_is_little_more_than_its_words(product: Product, turns: int) -> None:
    html = product.request(path_of(turns)).body

    assert len(html) <= 30_000 + 3_000 * turns
    assert len(gzip.compress(html, 5)) <= 12_000 + 600 * turns


def test_a_session_of_eight_turns_is_eighty_kilobytes_with_all_that_it_loads(
    product: Product, visit: Visits
) -> None:
    seen = visit()
    seen.page.goto(product.url + path_of(8))
    seen.page.wait_for_load_state("networkidle")
    paths = [url.removeprefix(product.url) for url in seen.asked]

    assert sum(len(gzip.compress(product.request(each).body)) for each in paths) <= 80_000
