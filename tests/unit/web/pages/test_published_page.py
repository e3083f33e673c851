"""The public page: one file that loads nothing and knows no more than it may."""

from base64 import b64encode
from dataclasses import fields, replace
from hashlib import sha256

from tests.factories import SECOND, START_NS, an_excerpt
from tests.unit.web.elements import Elements
from web.pages.context import PublishedContext, PublishedError, PublishedTool, PublishedTurn
from web.pages.render import published_page

TURN = PublishedTurn(
    number=1,
    user=an_excerpt("Where is it?"),
    answer=an_excerpt("**Here**, see [this](https://shop.example/)."),
    tools=(PublishedTool(name="find", arguments=an_excerpt('{"id":1}'), duration_ns=SECOND),),
    tool_count=1,
    errors=(PublishedError(type="TimeoutError", message="too late"),),
    error_count=1,
    offset_ns=0,
    duration_ns=2 * SECOND,
)
CONTEXT = PublishedContext(
    title="Where is it?",
    turns=(TURN, replace(TURN, number=2, offset_ns=60 * SECOND, idle_ns=58 * SECOND)),
    start_ns=START_NS,
    wall_ns=62 * SECOND,
    active_ns=4 * SECOND,
    published_ms=START_NS // 1_000_000,
)


def test_it_shows_every_turn_with_its_tools_and_errors() -> None:
    page = Elements(published_page(CONTEXT))

    assert {"t1", "t2"} <= page.ids
    for words in ("Where is it?", "Here", "find", "TimeoutError", "too late", "58 s later"):
        assert words in page.text


def test_it_loads_nothing_and_leads_nowhere_but_where_the_conversation_does() -> None:
    page = Elements(published_page(CONTEXT))

    assert not page.tags & {"script", "img", "iframe", "object", "form", "video", "audio", "base"}
    assert page.values("src") == []
    outside = {url for url in page.values("href") if not url.startswith("#")}
    assert outside == {"data:,", "https://shop.example/"}
    assert "url(" not in published_page(CONTEXT)
    assert "@import" not in published_page(CONTEXT)


def test_its_policy_allows_its_own_style_and_nothing_else() -> None:
    html = published_page(CONTEXT)
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()

    (policy,) = [
        each.attributes["content"]
        for each in Elements(html).found
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy


def test_it_asks_not_to_be_indexed_and_sends_no_referrer() -> None:
    named = {
        each.attributes.get("name"): each.attributes.get("content")
        for each in Elements(published_page(CONTEXT)).found
        if each.tag == "meta"
    }

    assert named["robots"] == "noindex"
    assert named["referrer"] == "no-referrer"


def test_no_field_could_hold_what_stays_private() -> None:
    """The allowlist: whoever adds a field here decides that it becomes public."""
    allowed = {
        PublishedContext: {
            "title",
            "turns",
            "start_ns",
            "wall_ns",
            "active_ns",
            "published_ms",
            "expires_ms",
        },
        PublishedTurn: {
            "number",
            "user",
            "answer",
            "tools",
            "tool_count",
            "errors",
            "error_count",
            "offset_ns",
            "duration_ns",
            "idle_ns",
        },
        PublishedTool: {"name", "arguments", "result", "error", "start_ns", "duration_ns"},
        PublishedError: {"type", "message"},
    }

    assert {kind: {each.name for each in fields(kind)} for kind in allowed} == allowed


def test_a_page_that_expires_says_when() -> None:
    expiring = replace(CONTEXT, expires_ms=START_NS // 1_000_000)

    text = Elements(published_page(expiring)).text

    assert "readable until 21 Sept 2026, 14:13 UTC" in text


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert published_page(CONTEXT) == published_page(CONTEXT)
