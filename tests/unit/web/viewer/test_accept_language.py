"""Which of our languages a browser asks for."""

import pytest

from web.pages.language import LANGUAGES
from web.viewer.accept_language import preferred_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", None),
        ("de", "de"),
        ("de-CH, fr;q=0.9", "de"),
        ("fr;q=0.4, es;q=0.8, de;q=0.6", "es"),
        ("it, pt-BR;q=0.9, ja;q=0.2", "ja"),
        ("zh-Hant-TW", "zh"),
        ("DE;Q=1.0", "de"),
        ("de;q=0, es;q=0.1", "es"),
        ("fr, de", "fr"),
        ("*", None),
        ("it", None),
        ("de;q=much, es;q=0.5", "es"),
        ("de;q=nan, es;q=0.5", "es"),
        ("fr;q=0.5, es;q=7", "fr"),
        (";;,,;q=", None),
        ("x" * 100_000 + ",de", None),
    ],
)
def test_the_language_with_the_greatest_weight_is_chosen(header: str, language: str | None) -> None:
    assert preferred_language(header, LANGUAGES) == language
