"""JSON for the eye."""

import json
from typing import TYPE_CHECKING

import pytest

from web.pages.pretty import indented, one_line, printed

if TYPE_CHECKING:
    from functions.model.json import Json


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"order":4821,"reason":"late"}', "order=4821, reason=late"),
        ('{"a":{"b":1}}', 'a={"b": 1}'),
        ("[1,2]", "[1,2]"),
        ("two\nlines", "two lines"),
        ('{"cut":"of', '{"cut":"of'),
        ("", ""),
    ],
)
def test_arguments_are_read_on_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


def test_a_long_line_ends_in_an_ellipsis() -> None:
    assert one_line("x" * 500, 10) == "x" * 9 + "…"


def test_what_is_no_json_stays_as_it_is() -> None:
    assert indented('{"cut":"of') == '{"cut":"of'
    assert indented("plain") == "plain"


def test_nesting_deeper_than_a_page_is_told() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]

    assert printed(value) == "(nested too deeply to be shown)"  # type: ignore[arg-type]
    assert indented("[" * 100_000) == "[" * 100_000


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_what_would_be_mostly_indentation_stays_on_one_line(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    text = 500 * opening + json.dumps(1500 * [1]) + 500 * closing

    assert len(indented(text)) < 2 * len(text)
    assert json.loads(indented(text)) == json.loads(text)


def test_a_long_value_that_is_nested_as_usual_is_indented() -> None:
    value: Json = [{"role": "user", "content": [{"type": "text", "text": "hello"}]}] * 1000

    assert printed(value) == json.dumps(value, indent=2)
