"""Answers as HTML that can do nothing."""

import pytest

from tests.unit.web.elements import Elements
from web.pages.markdown import count_elements, guess_elements, is_tangled, markdown

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


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n> "])
def test_the_cells_that_rows_of_a_table_lack_are_guessed(end: str) -> None:
    wide = "> " + end.join([100 * "a|", 100 * "-|", *100 * ["a"]])

    assert 9_000 < guess_elements(wide) <= count_elements(markdown(wide))


def test_a_table_ends_where_a_line_is_empty() -> None:
    table = "a|b|c|d\n-|-|-|-\n1|2|3|4\n"

    assert guess_elements(table + "\n" + 1000 * "a\n") == guess_elements(table)


@pytest.mark.parametrize("text", [4000 * "[", 1000 * "*[", 1000 * "[a ", 1000 * "!["])
def test_brackets_that_nobody_closes_are_a_tangle(text: str) -> None:
    assert is_tangled(text)
    assert not is_tangled(text.replace("[", "[a]"))


def test_tables_lists_and_code_are_kept() -> None:
    html = markdown("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- `x`\n\n**bold**")

    for kept in ("<table>", '<td align="right">2</td>', "<li>", "<code>x</code>", "<strong>bold"):
        assert kept in html
