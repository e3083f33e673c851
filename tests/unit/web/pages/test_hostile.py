"""Strangers write every text that we show: nothing of it is more than text."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from functions.model.observation import ExceptionEvent, Level
from functions.model.saved_view import SavedView
from functions.model.score import DataType, Score
from functions.model.turn import ErrorLine, Excerpt, ScoreLine, ToolLine, Turn
from tests.factories import a_session, a_trace, a_turn, an_excerpt, an_observation
from tests.unit.web.elements import Elements
from tests.unit.web.pages.inspect.opened import an_opened
from tests.unit.web.pages.session import SHELL, a_page
from web.pages.context import (
    PublishedContext,
    PublishedError,
    PublishedTool,
    PublishedTurn,
)
from web.pages.inspect.trace_view import trace_context
from web.pages.render import published_page, sessions_page, trace_page
from web.pages.session_list.found import Counts, Found, Spot
from web.pages.session_list.page import Around, list_context
from web.pages.session_list.query import FILTERS, Form, ListQuery

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "link": "[x](javascript:alert(1)) <javascript:alert(1)>",
    "template": "{{ 7*7 }}{% raw %}{{ page.shell }}",
    "bidi": "abc\u202e\u2066gnp.exe\u202d",
    "nul": "a\x00b\x1b[31m\ufffe",
    "closing": "</pre></details></article></script><style>*{display:none}</style>",
    "prototype": "__proto__",
}
BARE = {"t", "x"}
FACETS = ("user", "tag", "score")


def a_hostile_turn(text: str) -> Turn:
    said: Excerpt = an_excerpt(text, digest=text)
    tool = ToolLine(observation_id=text, name=text, arguments=said, result=said, error=text)
    return a_turn(
        trace_id=text,
        session_id=text,
        name=text,
        user_id=text,
        environment=text,
        release=text,
        tags=(text,),
        user=said,
        answer=said,
        tools=(tool,),
        tool_count=2,
        errors=(ErrorLine(observation_id=text, name=text, type=text, message=text),),
        error_count=2,
        models=(text, text + "2"),
        usage={text: 1},
        scores=(
            ScoreLine(score_id=text, name=text, data_type=DataType.TEXT, text=text, comment=text),
        ),
    )


def session(text: str) -> str:
    return a_page(a_hostile_turn(text))


def listing(text: str) -> str:
    session = a_session(a_hostile_turn(text), session_id=text)
    asked = [(name, text) for name, form in FILTERS.items() if form is Form.TEXT]
    around = Around(
        shell=SHELL,
        project="demo",
        query=ListQuery((*asked, ("metadata", f"{text}={text}"))),
        spot=Spot(cursor=text),
        origin=f"http://{text}",
        views=(SavedView(view_id="v", name=text, query="q=x"),),
        view_id="v",
        problem=text,
        failures=(text,),
    )
    counts: Counts = defaultdict(Counter, {each: Counter({text: 2}) for each in FACETS})
    found = Found(sessions=(session,), counts=counts, counted=2, later=Spot(cursor=text))
    return sessions_page(list_context(around, found))


def waiting(text: str) -> str:
    around = Around(shell=SHELL, project="demo", query=ListQuery(), spot=Spot(), origin=text)
    return sessions_page(list_context(around, Found()))


def trace(text: str) -> str:
    values: dict[str, Any] = {text: text, "list": [text, {text: [text]}]}
    step = an_observation(
        text,
        parent_id=text + "?",
        name=text,
        level=Level.ERROR,
        status_message=text,
        exceptions=(ExceptionEvent(type=text, message=text, stacktrace=text),),
        input=[{"role": "user", "content": text}, {"role": text, "content": text}],
        output=text,
        metadata=values,
        attributes=values,
        model=text,
        model_parameters=values,
        usage={text: 1},
        prompt_name=text,
        version=text,
    )
    score = Score(score_id=text, name=text, text=text, comment=text, trace_id=text)
    whole = a_trace(
        step,
        trace_id=text,
        session_id=text,
        name=text,
        user_id=text,
        tags=(text,),
        input=values,
        metadata=values,
        scores=(score,),
    )
    return trace_page(trace_context(an_opened(whole), shell=SHELL))


def published(text: str) -> str:
    said = an_excerpt(text)
    turn = PublishedTurn(
        number=1,
        user=said,
        answer=said,
        tools=(PublishedTool(name=text, arguments=said, result=said, error=text),),
        tool_count=1,
        errors=(PublishedError(type=text, message=text),),
        error_count=1,
    )
    return published_page(PublishedContext(title=text, turns=(turn,)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("render", [session, listing, waiting, trace, published])
def test_hostile_text_stays_text(render: Any, text: str) -> None:
    harmless = Elements(render("harmless"))
    page = Elements(render(text).encode(errors="replace").decode())

    # Markdown may well make a list or a link of a text, but nothing that runs or loads.
    assert page.tags <= harmless.tags | {"a", "pre", "code", "p", "strong"}
    assert len([each for each in page.found if each.tag == "script"]) == len(
        [each for each in harmless.found if each.tag == "script"]
    )
    attributes = {name for each in page.found for name in each.attributes}
    assert not {name for name in attributes if name.startswith("on") or name == "style"}
    for url in (*page.values("href"), *page.values("src"), *page.values("action")):
        assert url.startswith(("/", "#", "?", "data:,", "http://", "https://"))


@pytest.mark.parametrize("render", [session, listing, waiting, trace, published])
def test_the_language_of_templates_is_only_text(render: Any) -> None:
    assert "{{ 7*7 }}{% raw %}" in Elements(render(HOSTILE["template"])).text


@pytest.mark.parametrize("render", [trace, published])
def test_half_a_character_is_shown_as_a_mark(render: Any) -> None:
    assert "a?b" in render("a\ud800b").encode(errors="replace").decode()


@pytest.mark.parametrize("render", [session, listing, trace, published])
def test_a_word_of_a_megabyte_is_no_trouble(render: Any) -> None:
    assert "harmless" * 5 in render("harmless" * 131_072)


def test_direction_marks_cannot_leave_their_element() -> None:
    """Each piece of foreign text stands in an element that isolates it from its neighbours."""
    page = Elements(session("abc\u202e"))

    isolated = [
        each
        for each in page.found
        if each.tag == "bdi" or {"dir", "translate"} & each.attributes.keys()
    ]
    assert len(isolated) >= 10
