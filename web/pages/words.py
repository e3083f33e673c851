"""A text of the conversation as it is shown: plain, Markdown or JSON; folded where it is long."""

from math import ceil
from re import compile as pattern

from markupsafe import Markup

from functions.model.turn import Excerpt
from web.pages.budget import NodeBudget
from web.pages.format import size
from web.pages.media_view import PageMedia, escaped, named_media
from web.pages.pretty import parsed_json, printed
from web.pages.prose import read_prose
from web.pages.view import TextView

_LINE = 84
_FOLDED_FROM = 9
"""Lines; what is folded shows six of them, so that opening it is worth the click."""

_USER_FOLDED_FROM = 7
_MARKS = pattern(r"\*\*|`|^[#>\-|\s]+")
_WIDE = "\u2e80"
"""From here on, nearly every character takes two columns."""


def user_words(said: Excerpt | None, media: PageMedia) -> TextView | None:
    """Return what a person wrote, letter by letter."""
    if said is None:
        return None
    return _view(said, escaped(said.text, media), folded=may_fold(said))


def answer_words(said: Excerpt | None, budget: NodeBudget, media: PageMedia) -> TextView | None:
    """Return an answer: Markdown where the page has room for its elements, else plain text."""
    if said is None:
        return None
    text = said.text.encode(errors="replace").decode()
    folded = _lines_of(text) >= _FOLDED_FROM
    parsed = parsed_json(text)
    if parsed is not None and budget.take(1):
        pre = Markup("<pre>{}</pre>").format(escaped(printed(parsed), media))
        return _view(said, pre, folded=folded)
    html = read_prose(text, budget, media)
    if html is not None:
        return _view(said, html, folded=folded)
    return _view(said, escaped(text, media), folded=folded)


def may_fold(said: Excerpt) -> bool:
    """Tell whether a text is folded as somebody's words: a user's sooner than an answer's."""
    return _lines_of(said.text) >= _USER_FOLDED_FROM


def _lines_of(text: str) -> int:
    """Estimate how many lines of a column a text takes; of a long one only that it is long."""
    if len(text) > _FOLDED_FROM * _LINE:
        return _FOLDED_FROM
    return sum(max(1, ceil(_columns(line) / _LINE)) for line in text.split("\n") if line.strip())


def first_words(text: str, length: int = 90) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(named_media(text[: 4 * length]).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def unmarked(text: str) -> str:
    """Return Markdown on one line without its commonest marks."""
    return _MARKS.sub("", text)


def cut_note(said: Excerpt | None) -> str:
    """Return how long the whole is, where this is not all of it."""
    return size(said.size_bytes) if said is not None and said.digest is not None else ""


def _columns(line: str) -> int:
    wide = 0 if line.isascii() else sum(each >= _WIDE for each in line)
    return len(line) + wide


def _view(said: Excerpt, html: Markup, *, folded: bool) -> TextView:
    return TextView(html=html, folded=folded, cut=cut_note(said))
