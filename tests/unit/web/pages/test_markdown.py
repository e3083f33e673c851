"""Answers as HTML that can do nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.web.elements import Elements
from web.pages.markdown import (
    count_elements,
    guess_elements,
    is_prose,
    is_tangled,
    markdown,
    read_markdown,
)

_NEARLY_PROSE = st.text(
    st.one_of(
        st.sampled_from(
            "ab1. \n)-+=:#\"'!&;*\u3000\xa0\t\r(?/^{}é日\ue000\ufeff\u200b\u202e\ufdd0"
        ),
        st.characters(),
    ),
    max_size=30,
)

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
    named = {name for each in page.found for name in each.attributes}
    assert named <= {"href", "rel", "align", "translate"}
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


@pytest.mark.parametrize("end", ["\n> ", "\r> ", "\r\n> "])
def test_the_cells_that_rows_of_a_table_lack_are_guessed(end: str) -> None:
    wide = "> " + end.join([100 * "a|", 100 * "-|", *100 * ["a"]])

    assert 9_000 < guess_elements(wide) <= count_elements(markdown(wide))


_WIDE = f"{100 * '|a'}\n{100 * '|-'}\n"


@pytest.mark.parametrize(
    "text",
    [_WIDE + 100 * "|-|\n", _WIDE + 100 * ":|\n", f"|-|\n{_WIDE}" + 100 * "a\n"],
    ids=["rules", "colons", "after a rule of no table"],
)
def test_rows_that_look_like_rules_do_not_make_a_table_narrow(text: str) -> None:
    assert 9_000 < guess_elements(text) <= count_elements(markdown(text))


def test_a_table_ends_where_a_line_is_empty() -> None:
    table = "a|b|c|d\n-|-|-|-\n1|2|3|4\n"

    assert guess_elements(table + "\n" + 1000 * "a\n") == guess_elements(table)


@pytest.mark.parametrize("text", [1000 * ">", 500 * "1. ", "a\n" + 30 * "> - "])
def test_what_is_nested_without_end_is_a_tangle(text: str) -> None:
    assert is_tangled(text)
    assert not is_tangled("\n".join(10 * ["> > - 1. a"]))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b <i>", "<p>a &lt; b &lt;i&gt;</p>"),
        ("`<b>`", '<code translate="no">&lt;b&gt;</code>'),
        ("\ufdd0 <", "<p>\ufffd &lt;</p>"),
        ("[x](https://a/<b)", "%3Cb"),
        ("<https://a.example/>", 'href="https://a.example/"'),
        ("<https://a.example onclick=x>", "&lt;https:"),
    ],
)
def test_what_may_begin_a_tag_is_text(text: str, html: str) -> None:
    assert html in str(markdown(text))


def test_tables_lists_and_code_are_kept() -> None:
    html = markdown("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- `x`\n\n**bold**")

    for kept in (
        "<table>",
        '<td align="right">2</td>',
        "<li>",
        '<code translate="no">x</code>',
        "<strong>bold",
    ):
        assert kept in html


@given(_NEARLY_PROSE.filter(is_prose))
def test_prose_is_read_as_markdown_reads_it(text: str) -> None:
    assert markdown(text) == read_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello.",
        "One - two: 3.5, isn't it?\n\nA second (short) paragraph\nof two lines.",
        "日本語。",
        "",
    ],
)
def test_plain_paragraphs_are_prose(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize("line", ["1. x", "- x", "    x", "# x", "===", "a  ", "a*", "a\t", "a|b"])
def test_what_may_be_a_mark_is_not_prose(line: str) -> None:
    assert not is_prose(f"A line.\n{line}\nAnother.")
