"""Media as a person sees them: a picture is painted, from our own bucket."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Visit
from tests.browser.sending import event, path_of, send_batch
from tests.pictures import a_png
from tests.product import Product
from web.pages.links import id_to_key, session_url, trace_url

type Visits = Callable[..., Visit]

_WIDTH = 8


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a product of its own: other tests count the sessions of the one that they share."""
    with Product(tmp_path_factory.mktemp("product") / "data") as running:
        yield running


def send_picture(product: Product, name: str, output: str) -> None:
    """Send a turn whose user shows a picture that nobody has seen before."""
    picture = b64encode(a_png(time.time_ns())).decode()
    now = datetime.now(UTC).isoformat()
    content = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}},
    ]
    trace = {"id": f"t-{name}", "sessionId": f"s-{name}", "timestamp": now}
    generation = {
        "id": f"o-{name}",
        "traceId": f"t-{name}",
        "startTime": now,
        "input": [{"role": "user", "content": content}],
        "output": output,
    }
    send_batch(product, [event("trace-create", trace), event("generation-create", generation)])
    path_of(product, f"s-{name}")


def test_a_picture_of_the_user_is_painted_in_the_replay(product: Product, visit: Visits) -> None:
    send_picture(product, "painted", "A very small picture.")
    seen = visit()
    page = seen.page
    page.goto(product.url + session_url(product.project, id_to_key("s-painted")))
    picture = page.locator(".user img")
    expect(picture).to_have_count(1)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", _WIDTH)
    assert {urlsplit(url).hostname for url in seen.asked} == {"127.0.0.1"}
    assert "@@@" not in page.locator("body").inner_text()


def test_a_picture_is_painted_among_the_messages_of_a_trace(
    product: Product, visit: Visits
) -> None:
    send_picture(product, "traced", "A very small picture.")
    page = visit().page
    page.goto(product.url + trace_url(product.project, id_to_key("t-traced")))
    picture = page.locator(".messages img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", _WIDTH)
