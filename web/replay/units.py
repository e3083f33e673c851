"""Texts as the units that people compare: words, and the characters of scripts without spaces."""

import re

_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Myanmar, Khmer, kana and Han: no space stands between two words."""

_UNIT = re.compile(rf"[{_SOLID}]|[^\W{_SOLID}]+|\s+|[^\w\s]")


def units(text: str) -> list[str]:
    """Return the words of a text, and what stands between them; joined they are the text."""
    return _UNIT.findall(text)


def vocabulary(text: str, most: int) -> frozenset[str]:
    """Return the first different words of a text, whatever their case."""
    words = (each for each in units(text.casefold()) if each.isalnum())
    return frozenset(list(dict.fromkeys(words))[:most])
