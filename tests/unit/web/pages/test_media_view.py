"""Media in texts: shown where there is a person to show it to, named everywhere else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from functions.model.media import MediaToken
from functions.model.turn import ToolLine
from tests.factories import a_trace, a_turn, an_excerpt, an_observation
from tests.unit.web.elements import Element, Elements
from tests.unit.web.pages.inspect.opened import an_opened
from tests.unit.web.pages.session import SHELL, a_page
from web.pages.budget import NodeBudget
from web.pages.context import PublishedContext, PublishedTurn
from web.pages.inspect.trace_view import trace_context
from web.pages.media_view import PageMedia, escaped, named_media
from web.pages.render import published_page, trace_page
from web.pages.words import answer_words, first_words

ID = "_abcdefghijklmnopqrs_0"
URL = f"/p/demo/media/{ID}"


def token(content_type: str = "image/png") -> str:
    return str(MediaToken(content_type=content_type, media_id=ID))


def only(html: str, tag: str) -> Element:
    (found,) = [each for each in Elements(html).found if each.tag == tag]
    return found


@pytest.mark.parametrize(
    ("content_type", "tag", "source"),
    [
        ("image/png", "img", "src"),
        ("audio/wav", "audio", "src"),
        ("video/mp4", "video", "src"),
        ("application/pdf", "a", "href"),
        ("text/html", "a", "href"),
        ("image/svg+xml", "a", "href"),
        ("image/x-strange", "a", "href"),
    ],
)
def test_each_kind_has_its_form(content_type: str, tag: str, source: str) -> None:
    html = escaped(f"See <{token(content_type)}>", PageMedia("demo"))
    element = only(html, tag)
    assert element.attributes[source] == URL
    assert ("download" in element.attributes) == (tag == "a")
    assert "@@@" not in html
    assert Elements(html).text.startswith("See <")


def test_a_picture_is_loaded_when_it_is_seen_and_a_film_when_it_is_played() -> None:
    media = PageMedia("demo")
    assert only(escaped(token(), media), "img").attributes["loading"] == "lazy"
    assert only(escaped(token("video/mp4"), media), "video").attributes["preload"] == "none"


def test_a_file_says_its_type_and_its_size() -> None:
    html = escaped(token("application/pdf"), PageMedia("demo", {ID: 12_345}))
    assert Elements(html).text == "application/pdf, 12 kB"


def test_a_public_page_names_media_and_leads_nowhere() -> None:
    turn = PublishedTurn(
        number=1,
        user=an_excerpt(f"Look: {token()}"),
        answer=an_excerpt(f"A ![cat]({token()})\n\n- and {token('application/pdf')}"),
    )
    html = published_page(
        PublishedContext(
            title=f"Look: {token()}", turns=(turn,), published_ms=0, start_ns=None, expires_ms=None
        )
    )
    assert "@@@" not in html
    assert ID not in html
    assert Elements(html).tags & {"img", "audio", "video"} == set()
    assert "image/png" in Elements(html).text
    assert "Look: [image]" in Elements(html).text


def test_a_session_shows_what_was_asked_and_answered_with() -> None:
    tool = ToolLine(
        observation_id="o",
        name="draw",
        arguments=an_excerpt('{"like": "' + token() + '"}'),
        result=an_excerpt(token("audio/mpeg")),
    )
    page = a_page(
        a_turn(
            user=an_excerpt(f"What is this? {token()}"),
            answer=an_excerpt(f"**This**: ![a cat]({token()})"),
            tools=(tool,),
            tool_count=1,
        )
    )
    found = Elements(page)
    assert "@@@" not in page
    assert sorted(each.tag for each in found.found if each.tag in ("img", "audio")) == [
        "audio",
        "img",
        "img",
        "img",
    ]
    assert "What is this? [image]" in found.text


def test_media_among_the_facts_of_a_turn_is_named() -> None:
    page = a_page(a_turn(metadata={"scan": token("application/pdf")}))

    assert "@@@" not in page
    assert "scan=[application/pdf]" in Elements(page).text


def test_a_trace_page_shows_media_in_messages_values_and_attributes() -> None:
    messages: list[Any] = [{"role": "user", "content": f"What is this? {token()}"}]
    step = an_observation(
        input=messages,
        output=f"A cat {token()}",
        metadata={"scan": token("application/pdf")},
        attributes={"raw": token("video/mp4")},
    )
    opened = an_opened(a_trace(step), media_sizes={ID: 2_000_000})
    html = trace_page(trace_context(opened, shell=SHELL))
    assert "@@@" not in html
    assert {"img", "video"} <= Elements(html).tags
    assert "application/pdf, 2.0 MB" in Elements(html).text


def test_a_token_that_was_cut_is_not_shown_as_a_token() -> None:
    for end in range(len("@@@langfuseMedia:"), len(token())):
        part = "See " + token()[:end]
        assert named_media(part) == "See [media]"
        assert Elements(escaped(part, PageMedia("demo"))).text == "See …"


def test_a_page_shows_only_so_many_and_names_the_rest() -> None:
    html = escaped(token() * 500, PageMedia("demo"))
    assert html.count("<img") == 200
    assert html.count("<span") == 300


def test_a_session_has_no_more_elements_than_its_budget_has_room_for() -> None:
    budget = NodeBudget(0)
    html = escaped(token() * 500, PageMedia("demo", budget=budget))
    assert html.count("<img") == (NodeBudget.ONCE - NodeBudget.FRAME) // 2


def test_one_line_places_name_media() -> None:
    assert first_words(f"See\n{token()} and {token('application/pdf')}") == (
        "See [image] and [application/pdf]"
    )


def test_media_never_stand_within_the_tag_of_a_link() -> None:
    place = "\ue0000\ue001"
    said = f'{token()} [x](http://a/{token()} "t {token()}") ![x](http://{place}/ "{place}")'
    media = PageMedia("demo")
    view = answer_words(an_excerpt(said), NodeBudget(0), media)
    assert view is not None
    for each in Elements(view.html).found:
        assert each.tag != "a" or set(each.attributes) <= {"href", "rel", "class"}
    assert len([each for each in Elements(view.html).found if each.tag == "img"]) == 1


@given(
    st.lists(
        st.one_of(
            st.text(),
            st.sampled_from([token(), token("text/html"), "\ue0000\ue001", "\ue0007\ue001", "`",
                             "**", "[x](", '[x](y "', '")', "![", ")",
                             "<img src=x onerror=alert(1)>", "@@@", "|"]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_whatever_surrounds_it_an_answer_holds_nothing_but_what_is_allowed(
    pieces: list[str],
) -> None:
    budget = NodeBudget(0)
    view = answer_words(an_excerpt("".join(pieces)), budget, PageMedia("demo", budget=budget))
    if view is None:
        return
    for each in Elements(view.html).found:
        assert "onerror" not in each.attributes
        if each.tag in ("img", "audio", "video"):
            assert each.attributes["src"] == URL


@given(st.text())
def test_a_text_without_media_is_only_escaped(text: str) -> None:
    assert escaped(text, PageMedia("demo")) == escape(text)
