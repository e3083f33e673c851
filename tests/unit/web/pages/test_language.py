"""Texts of the interface in the language of their reader."""

from collections.abc import Iterator

import pytest
from markupsafe import Markup

from web.pages import language
from web.pages.language import LANGUAGES, grouped, say, speaking


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a small catalogue in place of the real one, which is remembered by language."""
    turns = {"one": "{n} turn", "other": "{n} turns"}
    texts = {"turns": turns, "hello": "Hello {name} & all", "js.hello": "Hello"}
    written = {key: dict.fromkeys(LANGUAGES, text) for key, text in texts.items()}
    german = {"turns": {"de": {"one": "{n} Turn", "other": "{n} Turns"}}}
    monkeypatch.setattr(
        language, "_catalogue", lambda: {**written, "turns": written["turns"] | german["turns"]}
    )
    _forget()
    yield
    _forget()


def _forget() -> None:
    language._language.cache_clear()  # noqa: SLF001 - no code of ours ever has to forget
    language._texts_for_scripts.cache_clear()  # noqa: SLF001 - as above


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "1,200 turns"), ("de", "1.200 Turns"), ("fr", "1\u202f200 turns")],
)
def test_a_number_is_written_as_its_language_groups_it(code: str, expected: str) -> None:
    with speaking(code):
        assert say("turns", n=1200) == expected


def test_a_number_decides_about_the_form_of_its_noun() -> None:
    assert [say("turns", n=n) for n in (0, 1, 2)] == ["0 turns", "1 turn", "2 turns"]


def test_what_is_put_into_a_text_is_escaped_beside_markup() -> None:
    plain = say("hello", name="<b>")
    marked = say("hello", name=Markup("<b>you</b>"))

    assert plain == "Hello <b> & all"
    assert not isinstance(plain, Markup)
    assert marked == Markup("Hello <b>you</b> &amp; all")


def test_a_language_that_nobody_translated_is_english() -> None:
    with speaking("tlh"):
        assert language.language().code == "en"


def test_a_language_ends_with_its_page() -> None:
    with speaking("de"):
        pass

    assert grouped(1000) == "1,000"


def test_scripts_get_their_own_texts_and_no_others() -> None:
    assert language.texts_for_scripts() == {"js.hello": "Hello"}
