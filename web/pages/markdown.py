"""Markdown of answers → HTML that can do nothing: no scripts, no images, no foreign requests."""

import re
from functools import cache

import nh3
import pyromark
from markupsafe import Markup

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
"""No free text, such as a title: what is put in place of media must never stand within a tag."""

_SCHEMES = {"http", "https", "mailto"}
_LIST_ITEMS = re.compile(r"^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_NESTED = re.compile(r"^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){20}", re.MULTILINE)
_OPENING = re.compile(r"<[a-z]")
_LANGUAGE = re.compile(r"language-[\w+#-]{1,24}", re.ASCII)
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_RAW = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>]*>)")
"""What may begin a tag: each `<` but that of an address in angle brackets."""

_LESS, _LESS_IN_URL = "\ufdd0", "%EF%B7%90"
"""Stands for `<` while a text is read: a character that Unicode keeps for such uses."""

_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? />')
_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|center|right)">')

_PROSE = re.compile(
    r"(?:(?![ :=#+-]|\d{1,9}[.)])"  # no heading, list, table or code begins the line
    r"[^\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff"
    r"\\`*_\[\]<>&~|]*+(?<! )(?:\n+|\Z))*+\Z"
)
_BETWEEN_PARAGRAPHS = re.compile(r"\n{2,}")


def markdown(text: str) -> Markup:
    """Return sanitised HTML; an image becomes a link to it, raw HTML is shown as text."""
    return _paragraphs(text.strip("\n")) if is_prose(text) else read_markdown(text)


def read_markdown(text: str) -> Markup:
    """Return `markdown`, read mark by mark: for texts that are no prose."""
    words = _RAW.sub(_LESS, text.replace(_LESS, "\ufffd"))
    html = _cleaner().clean(_without_images(pyromark.html(words, options=_OPTIONS)))
    plain = html.replace(_LESS, "&lt;").replace(_LESS_IN_URL, "%3C")
    return Markup(plain)  # noqa: S704 - this is what nh3 has just made safe


def _without_images(html: str) -> str:
    """Replace images by links, as loading one would tell a stranger who reads this, and when.

    The page's policy allows no inline style either, so a cell's alignment becomes an attribute.
    """
    linked = _IMAGE.sub(lambda found: f'<a href="{found[1]}">[{found[2] or "image"}]</a>', html)
    return _ALIGNED.sub(r'<\1 align="\2">', linked)


def is_prose(text: str) -> bool:
    """Tell whether a text is paragraphs without any mark, of which Markdown makes nothing else."""
    return _PROSE.match(text) is not None


def _paragraphs(prose: str) -> Markup:
    """Return what the reader would make of it: a tenth of the work for most of what is said."""
    html = f"<p>{_BETWEEN_PARAGRAPHS.sub('</p>\n<p>', prose)}</p>\n" if prose else ""
    return Markup(html)  # noqa: S704 - prose has nothing that could be escaped


def count_elements(html: str) -> int:
    """Return how many elements a piece of HTML opens."""
    return len(_OPENING.findall(html))


def guess_elements(text: str) -> int:
    """Return about the least number of elements that Markdown makes, without reading it.

    Reading costs milliseconds where somebody wrote a thousand list items, for a page that then
    has no room for them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as the reader does
    marks = text.count("*") // 4 + text.count("`") // 3 + text.count("](")
    return len(_LIST_ITEMS.findall(text)) + _guess_cells(text) + marks


def is_tangled(text: str) -> bool:
    """Tell whether so much is nested in one line that to make it safe takes long."""
    return _NESTED.search(text) is not None


def _guess_cells(text: str) -> int:
    """Count a table's rows as wide as its rule: cells that a row lacks are made all the same.

    A kilobyte of empty rows under a wide head is tens of thousands of cells. What looks like a rule
    within a table is a row of it, or another table's rule: the widest of them counts.
    """
    cells = columns = 0
    for line in text.split("\n"):
        pipes = line.count("|")
        if not line.strip(" \t>"):
            columns = 0
            continue
        is_rule = "-" in line and not line.strip("|-: \t>")
        is_row = line.lstrip().startswith("|") and not is_rule
        cells += columns or (pipes if is_row else 0)
        if is_rule:
            columns = max(columns, pipes)
    return cells


@cache
def _cleaner() -> nh3.Cleaner:
    """Return what makes HTML safe; to make it anew takes longer than to clean an answer."""
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=_filtered,
        set_tag_attribute_values={"code": {"translate": "no"}},
        link_rel="noopener nofollow noreferrer",
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None for a class that is not the language of code."""
    known = tag != "code" or name != "class" or _LANGUAGE.fullmatch(value)
    return value if known else None
