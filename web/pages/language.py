"""The language and the time zone of the page that is being written, and its words in it.

Every word of the interface stands in `texts.json` under a key, in each language, as a text or as
the forms that the language has for different numbers:

    "figure.turns": {"en": {"one": "{n} turn", "other": "{n} turns"}, "ja": "{n} ターン", …}

    with speaking("de"):
        say("figure.turns", n=1200)         # 1.200 Turns
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from markupsafe import Markup, escape

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "zh": "中文",
}
"""By their codes, each in its own words."""

_ENGLISH = "en"
_LOCALES = {_ENGLISH: "en_GB"}
"""How dates are written, where the language alone would mean another country's way."""

_FOR_SCRIPTS = "js."

type Forms = Mapping[str, str]
"""A text by plural category (CLDR: `one`, `many`, `other` …)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language writes."""

    code: str
    locale: Locale
    decimal: str
    group: str
    texts: Mapping[str, str | Forms]


@dataclass(frozen=True, slots=True)
class _Speech:
    code: str
    zone: ZoneInfo | None


_UNASKED = _Speech(_ENGLISH, None)
_SPEECH: ContextVar[_Speech | None] = ContextVar("speech", default=None)


@contextmanager
def speaking(code: str, zone: ZoneInfo | None = None) -> Iterator[None]:
    """Let pages be written in a language, and their times in a zone; None for UTC."""
    token = _SPEECH.set(_Speech(code if code in LANGUAGES else _ENGLISH, zone))
    try:
        yield
    finally:
        _SPEECH.reset(token)


def language() -> Language:
    """Return the language of the page that is being written."""
    return _language(_speech().code)


def chosen_zone() -> ZoneInfo | None:
    """Return the time zone that the reader has chosen, if any."""
    return _speech().zone


def say(key: str, /, **values: object) -> str:
    """Return a text of the interface with its values put in; `n` decides about its form.

    Whole numbers are written as the language groups them. Where a value is Markup so is the
    answer, and everything else in it is escaped.

    Raises:
        KeyError: there is no such text.

    """
    spoken = _language(_speech().code)
    text = spoken.texts[key]
    if not values:
        return text if isinstance(text, str) else text["other"]
    pattern = text if isinstance(text, str) else _form(spoken, text, values.get("n"))
    written = {name: _written(value, spoken) for name, value in values.items()}
    if Markup in map(type, written.values()):
        return escape(pattern).format(**written)
    return pattern.format(**written)


def grouped(number: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{number:,}".replace(",", language().group)


def texts_for_scripts() -> Mapping[str, str | Forms]:
    """Return what scripts say, by key."""
    return _texts_for_scripts(_speech().code)


def _speech() -> _Speech:
    return _SPEECH.get() or _UNASKED


def _form(spoken: Language, forms: Forms, number: object) -> str:
    counts = isinstance(number, int | float)
    category = _category(spoken.code, number) if counts else "other"
    return forms.get(category, forms["other"])


@lru_cache(4096)
def _category(code: str, number: float) -> str:
    """Return the plural category of a number; to find it takes ten times as long as to say it."""
    return _language(code).locale.plural_form(number)


def _written(value: object, spoken: Language) -> object:
    if type(value) is int:
        return str(value) if -1000 < value < 1000 else f"{value:,}".replace(",", spoken.group)
    return value


@cache
def _language(code: str) -> Language:
    locale = Locale.parse(_LOCALES.get(code, code))
    symbols = locale.number_symbols["latn"]
    return Language(
        code=code,
        locale=locale,
        decimal=symbols["decimal"],
        group=symbols["group"],
        texts={key: said[code] for key, said in _catalogue().items()},
    )


@cache
def _texts_for_scripts(code: str) -> Mapping[str, str | Forms]:
    texts = _language(code).texts
    return {key: text for key, text in texts.items() if key.startswith(_FOR_SCRIPTS)}


@cache
def _catalogue() -> Mapping[str, Mapping[str, str | Forms]]:
    path = Path(__file__).with_name("texts.json")
    catalogue: Mapping[str, Mapping[str, str | Forms]] = json.loads(path.read_bytes())
    return catalogue
