"""Media in the texts of a page: a picture, a player or a link where a token stands.

A token is found in text that is escaped already: nothing in one needs escaping, and what is put
in its place is made here.
"""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from functions.model.media import TOKEN_MARK, MediaToken, split_tokens
from functions.model.media_type import MediaKind, known_type, media_kind
from web.pages.budget import NodeBudget
from web.pages.format import size
from web.pages.links import media_url

_MOST = 200
"""Pieces on one page; what comes after them is only named."""

_ELEMENTS = 2
_CUT = re.compile(TOKEN_MARK + r"[^@\s]{0,200}@{0,2}\Z")
"""A token of which the end is missing, because the text was cut there."""

_LINKED = re.compile(r"!?\[[^\]\n]{0,200}\]\((" + TOKEN_MARK + r"[^@\s]{1,200}@@@)\)")
_PLACE = re.compile("\ue000([0-9]{1,6})\ue001")


class PageMedia:
    """Shows the media of a page; without a project, as on a public page, it only names them."""

    def __init__(
        self,
        project: str = "",
        sizes: Mapping[str, int] | None = None,
        budget: NodeBudget | None = None,
    ) -> None:
        self._project = project
        self._sizes = sizes or {}
        self._budget = budget
        self._left = _MOST

    def shown_in(self, html: Markup) -> Markup:
        """Return escaped text or HTML with its media in place of their tokens."""
        if TOKEN_MARK not in html:
            return html
        pieces = (
            self.show(each) if isinstance(each, MediaToken) else _uncut(each)
            for each in split_tokens(str(html))
        )
        return Markup("".join(pieces))  # noqa: S704 - what was safe before, and ours

    def show(self, token: MediaToken) -> Markup:
        """Return a piece of media, or its name where there is no room for it."""
        room = self._left > 0 and (self._budget is None or self._budget.take(_ELEMENTS))
        if not self._project or not room:
            return Markup('<span class="media">{}</span>').format(self._label(token))
        self._left -= 1
        url = media_url(self._project, token.media_id)
        return _FORMS[media_kind(token.content_type)].format(url=url, label=self._label(token))

    def _label(self, token: MediaToken) -> str:
        known = known_type(token.content_type)
        bytes_ = self._sizes.get(token.media_id)
        return known if bytes_ is None else f"{known}, {size(bytes_)}"


_FORMS = {
    MediaKind.IMAGE: Markup(
        '<a class="media" href="{url}"><img src="{url}" alt="{label}" title="{label}"'
        ' loading="lazy" decoding="async"></a>'
    ),
    MediaKind.AUDIO: Markup(
        '<audio class="media" src="{url}" title="{label}" controls preload="none"></audio>'
    ),
    MediaKind.VIDEO: Markup(
        '<video class="media" src="{url}" title="{label}" controls preload="none"></video>'
    ),
    MediaKind.FILE: Markup('<a class="media" href="{url}" download>{label}</a>'),
}


def named_media(text: str) -> str:
    """Return a text with `[image]`, `[application/pdf]` where tokens stand, for one-line places."""
    if TOKEN_MARK not in text:
        return text
    return "".join(
        f"[{_name(each)}]" if isinstance(each, MediaToken) else _uncut(each, "[media]")
        for each in split_tokens(text)
    )


def set_apart(text: str) -> tuple[str, tuple[MediaToken, ...]]:
    """Return Markdown with places that no mark can touch instead of tokens, and the tokens."""
    if TOKEN_MARK not in text:
        return text, ()
    pieces = list(split_tokens(_LINKED.sub(r"\1", text)))
    tokens = tuple(each for each in pieces if isinstance(each, MediaToken))
    numbers = iter(range(len(tokens)))
    marked = (
        f"\ue000{next(numbers)}\ue001" if isinstance(each, MediaToken) else _uncut(each)
        for each in pieces
    )
    return "".join(marked), tokens


def put_back(html: Markup, tokens: tuple[MediaToken, ...], media: PageMedia) -> Markup:
    """Return HTML with media at the places that `set_apart` has left."""
    if not tokens:
        return html

    def shown(found: re.Match[str]) -> str:
        number = int(found[1])
        return str(media.show(tokens[number])) if number < len(tokens) else ""

    return Markup(_PLACE.sub(shown, str(html)))  # noqa: S704 - safe HTML, and ours


def _uncut(text: str, instead: str = "…") -> str:
    return _CUT.sub(instead, text)


def _name(token: MediaToken) -> str:
    kind = media_kind(token.content_type)
    return known_type(token.content_type) if kind is MediaKind.FILE else str(kind)


def escaped(text: str, media: PageMedia) -> Markup:
    """Return a plain text with its media shown."""
    return media.shown_in(escape(text))
