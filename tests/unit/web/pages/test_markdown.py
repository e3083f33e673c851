"""Answers as HTML that can do nothing."""

import pytest

from tests.unit.web.elements import Elements
from web.pages.markdown import count_elements, guess_elements, markdown

_HARMLESS = {
    "a",
    "code",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "[x]( java\nscript:alert(1))",
        "![x](javascript:alert(1))",
        "![x](https://elsewhere.example/pixel.png)",
        "<a href='https://x' onclick='alert(1)' style='position:fixed'>x</a>",
        '```"><script>alert(1)</script>\nx\n```',
        "<!-- --><iframe src=//elsewhere.example>",
        "| a |\n|:-:|\n| <style>*{}</style> |",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "[x](//elsewhere.example)",
    ],
)
def test_nothing_in_an_answer_runs_or_loads(text: str) -> None:
    page = Elements(markdown(text))

    assert page.tags <= _HARMLESS
    assert {name for each in page.found for name in each.attributes} <= {"href", "rel", "align"}
    assert all(url.startswith("https://") for url in page.values("href") if ":" in url)


def test_an_image_becomes_a_link_to_it() -> None:
    page = Elements(markdown("![a chart](https://elsewhere.example/chart.png)"))

    assert page.values("href") == ["https://elsewhere.example/chart.png"]
    assert "[a chart]" in page.text


def test_links_tell_nobody_who_followed_them() -> None:
    page = Elements(markdown("[docs](https://elsewhere.example/)"))

    assert page.values("rel") == ["noopener nofollow noreferrer"]


@pytest.mark.parametrize(
    "text",
    ["- a\n- b\n- c", "| a | b |\n|---|---|\n| 1 | 2 |", "**a** `b` [c](https://x)", "plain"],
)
def test_the_guess_is_never_more_than_there_is(text: str) -> None:
    assert guess_elements(text) <= count_elements(markdown(text))


def test_tables_lists_and_code_are_kept() -> None:
    html = markdown("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- `x`\n\n**bold**")

    for kept in ("<table>", '<td align="right">2</td>', "<li>", "<code>x</code>", "<strong>bold"):
        assert kept in html
