"""JSON as a tree."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.web.elements import Elements
from tests.unit.web.pages.inspect.opened import a_canvas
from web.pages.inspect.json_tree import MOST, JsonTree, json_tree


def tree(value: Any, elements: int = 4_000) -> JsonTree:
    return json_tree(value, a_canvas(elements=elements))


def test_a_small_value_is_one_line() -> None:
    found = tree({"branch": 7})

    assert str(found.html) == '<code class="json" translate="no">{&#34;branch&#34;: 7}</code>'
    assert found.whole


def test_what_lies_within_opens_and_closes() -> None:
    page = Elements(
        tree({"order": {"id": 4821, "lines": [{"sku": "a" * 40}, {"sku": "b" * 40}]}}).html
    )

    assert {"details", "summary"} <= page.tags
    for words in ("order", "{2}", "4821", "lines", "[2]"):
        assert words in page.text


def test_only_the_upper_levels_are_open() -> None:
    page = Elements(tree({"a": {"b": {"c": {"d": "x" * 80}}}}).html)

    opened = ["open" in each.attributes for each in page.found if each.tag == "details"]
    assert opened == [True, False, False]


def test_a_text_of_many_lines_keeps_them() -> None:
    assert "<p>one\ntwo" in tree({"text": "one\ntwo", "more": "x" * 80}).html


def test_a_number_and_its_digits_look_different() -> None:
    html = tree([5, "5", True, "true", None, "x" * 80]).html

    assert '<span class="n">5</span>' in html
    assert "<span>&#34;5&#34;</span>" in html
    assert '<span class="n">null</span>' in html


@pytest.mark.parametrize(
    "value",
    [
        list(range(100_000)),
        {str(each): [each] * 50 for each in range(5_000)},
        [[[["x"] * 20] * 20] * 20] * 20,
        {"text": "x" * 3_000_000},
        {"k" * 50_000: ["v" * 5_000] * 90},
    ],
    ids=["list", "objects", "deep", "text", "key"],
)
def test_a_huge_value_is_bounded_and_says_so(value: Any) -> None:
    found = tree(value)

    assert len(Elements(found.html).found) <= MOST + 10
    assert not found.whole


def test_a_tree_takes_no_more_than_is_left() -> None:
    found = tree({str(each): {"a": "x" * 80} for each in range(50)}, elements=160)

    assert len(Elements(found.html).found) <= 170


def nested(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=5) | st.dictionaries(
        st.text(max_size=5), children, max_size=5
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=90), nested, max_leaves=60
)


@given(VALUES, st.integers(10, 700))
def test_no_value_makes_more_elements_than_there_is_room_for(value: Any, room: int) -> None:
    # The first level is there in any case: without it there would be nothing to open.
    first = 6 * len(value) if isinstance(value, list | dict) else 0

    assert len(Elements(tree(value, room).html).found) <= max(room, first) + 4


@given(VALUES)
def test_hostile_keys_and_texts_are_only_text(value: Any) -> None:
    text = "<img src=x onerror=alert(1)>"
    page = Elements(tree({text: [text, value], "more": "x" * 90}).html)

    assert "img" not in page.tags
    assert page.text.count(text) == 2
