"""What senders write is shown as text: no script of theirs runs, on any page."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import sending
from tests.browser.chromium import PHONE, Visit
from tests.browser.hostile import (
    LANGFUSE_SESSION,
    LONG_SESSION,
    OTEL_SESSION,
    SCRIPT,
    TEMPLATE,
    WORKED_OUT,
    langfuse_batch,
    long_batch,
    otel_export,
)
from tests.product import Product
from web.pages.links import id_to_key, session_url, sessions_url

type Visits = Callable[..., Visit]

SESSIONS = (LANGFUSE_SESSION, OTEL_SESSION, LONG_SESSION)
_MOST_PAGES = 60
_MOST_OF_A_KIND = 6
_ADDRESSES = """() => [...document.querySelectorAll('a[href]:not([download]), [hx-get]')]
  .map(each => each.getAttribute('hx-get') ?? each.getAttribute('href'))
  .map(each => new URL(each, location.href).href)"""
_OPEN_ALL = """() => document.querySelectorAll('details').forEach(each => { each.open = true })"""
_TOO_WIDE = """() => document.querySelector('[rel=stylesheet], style') &&
  document.documentElement.scrollWidth > innerWidth"""
"""A fragment that is opened by itself has no style, so no width to keep to."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Return a product of its own, in which nobody is friendly."""
    with Product(tmp_path_factory.mktemp("product") / "data") as running:
        send(running, "/api/public/ingestion", langfuse_batch())
        send(running, "/api/public/ingestion", long_batch())
        send(running, "/api/public/otel/v1/traces", otel_export())
        for each in SESSIONS:
            sending.path_of(running, each)
        yield running


def send(product: Product, path: str, body: bytes) -> None:
    reply = product.request(
        path, method="POST", body=body, headers={"Content-Type": "application/json"}
    )
    assert reply.status in (200, 207), reply.body
    assert not reply.json().get("errors"), reply.body


def path_of(session_id: str) -> str:
    return session_url("demo", id_to_key(session_id))


def test_no_page_that_can_be_reached_runs_or_loads_what_a_sender_wrote(
    product: Product, visit: Visits
) -> None:
    seen = visit(size=PHONE)
    found: list[str] = []
    for address in reachable(seen.page, product):
        found += [f"{urlsplit(address).path[:70]}: {each}" for each in troubles(seen)]
    # A fragment that is opened by itself names no icon, so the browser looks for one.
    seen.complaints = [each for each in seen.complaints if "status of 404" not in each]

    assert found == []


def reachable(page: Page, product: Product) -> Iterator[str]:
    """Open one page after another, by every kind of link, and yield the address of each."""
    left = [product.url + path for path in (sessions_url("demo"), *map(path_of, SESSIONS))]
    kinds: dict[str, int] = {}
    opened: set[str] = set()
    while left and len(opened) < _MOST_PAGES:
        address = left.pop(0).partition("#")[0]
        kind = kind_of(address)
        enough = address in opened or kinds.get(kind, 0) >= _MOST_OF_A_KIND
        if enough or not address.startswith(product.url):
            continue
        opened.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = page.request.get(address)
        if answer.status == 200 and "text/html" in answer.headers["content-type"]:
            page.goto(address)
            page.evaluate(_OPEN_ALL)
            left += page.evaluate(_ADDRESSES)
            yield address


def kind_of(address: str) -> str:
    """Return what pages of one kind have in common: their path, without what is an id."""
    parts = urlsplit(address)
    views = re.findall(r"view=\w+|density=\w+", parts.query)
    return "/".join([each for each in parts.path.split("/") if len(each) < 20] + views)


def troubles(seen: Visit) -> Iterator[str]:
    """Yield what is wrong on the page that is open."""
    page = seen.page
    if page.evaluate("'hacked' in window"):
        yield f"script {page.evaluate('window.hacked')} ran"
    strangers = {urlsplit(each).hostname for each in seen.asked} - {"127.0.0.1", "localhost"}
    if strangers:
        yield f"asked {strangers}"
    if page.evaluate(_TOO_WIDE):
        yield "is wider than the screen"
    if WORKED_OUT in page.locator("body").inner_text():
        yield "worked out a template"
    foreign = page.locator("main b[hx-get], img[onerror], svg[onload], iframe, [onclick]").count()
    if foreign:
        yield f"has {foreign} elements that a sender wrote"


@pytest.mark.parametrize("session_id", [LANGFUSE_SESSION, OTEL_SESSION])
def test_an_attack_is_read_as_it_was_written(
    product: Product, visit: Visits, session_id: str
) -> None:
    page = visit().page
    page.goto(product.url + path_of(session_id))
    turn = page.locator("#t1")

    for words in (SCRIPT, TEMPLATE):
        expect(turn.locator(".user")).to_contain_text(words)
        expect(turn.locator(".answer")).to_contain_text(words)
        expect(turn.locator(".fail")).to_contain_text(words)
    links = page.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all(url.startswith(("https://", "/", "#", "?")) for url in links)


@pytest.mark.parametrize("session_id", SESSIONS)
def test_a_published_attack_does_nothing_either(
    product: Product, visit: Visits, session_id: str
) -> None:
    seen = visit(size=PHONE)
    page = seen.page
    page.goto(product.url + path_of(session_id))
    page.get_by_role("button", name="Publish").first.click()
    page.locator("[name=confirmed]").check()
    page.locator("#publish").get_by_role("button", name="Publish").click()
    link = page.locator(".notice.published .link a")
    expect(link).to_be_visible(timeout=20_000)
    page.goto(link.get_attribute("href") or "")
    page.evaluate(_OPEN_ALL)

    assert list(troubles(seen)) == []


def test_no_page_allows_inline_script_or_style(product: Product) -> None:
    for path in (sessions_url("demo"), path_of(OTEL_SESSION), "/nowhere", "/api/public/docs"):
        policy = product.request(path).headers["content-security-policy"]

        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")
