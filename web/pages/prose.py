"""Markdown with its media, where a place has room for the elements that it makes."""

from typing import Protocol

from markupsafe import Markup

from web.pages.markdown import count_elements, guess_elements, is_prose, is_tangled, markdown
from web.pages.media_view import PageMedia, put_back, set_apart

_LIMIT = 64_000
"""Characters; reading Markdown takes longer than linearly where it is written to."""

_GROWTH = 8
"""How many times as long the HTML may be: one long address can be referred to a thousand times."""

_FRAME = 1_000


class HasRoom(Protocol):
    """What counts the elements of a page."""

    def has(self, elements: int) -> bool:
        """Tell whether there is room for so many elements."""
        ...

    def take(self, elements: int) -> bool:
        """Tell whether there is room for so many elements, and if so use it."""
        ...


def read_prose(text: str, room: HasRoom, media: PageMedia) -> Markup | None:
    """Return a text read as Markdown, or None where that is too much for its place."""
    if len(text) > _LIMIT or not (is_prose(text) or _is_worth_it(text, room)):
        return None
    words, tokens = set_apart(text)
    html = markdown(words)
    if len(html) > _GROWTH * len(words) + _FRAME:
        return None
    return put_back(html, tokens, media) if room.take(count_elements(html)) else None


def _is_worth_it(text: str, room: HasRoom) -> bool:
    """Tell whether to read Markdown is worth its time."""
    return not is_tangled(text) and room.has(guess_elements(text))
