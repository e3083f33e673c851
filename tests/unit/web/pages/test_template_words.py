"""No template says anything of its own: every word comes from the catalogue."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.web.elements import Elements
from web.pages import render

TEMPLATES = sorted((Path(render.__file__).parent / "templates").glob("*.html"))
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SAID_TO_PEOPLE = ("title", "aria-label", "placeholder", "alt", "data-more", "data-less", "data-is")
ATTRIBUTE = re.compile(r"""[\w-]+=(?:"[^"]*"|'[^']*')""")
"""As macros make them for tags elsewhere."""

WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {"Esc", "JSON", "Reprise"}
"""Which are the same everywhere."""


def said_by(source: str) -> Iterator[str]:
    """Yield what a template says where Jinja puts nothing in."""
    page = Elements(CODE.sub(" ", source))
    for each in page.texts:
        quiet = any(element.tag in ("code", "script", "style") for element in each.around)
        if not quiet and not each.within("translate", "no") and not each.within("lang", "en"):
            yield ATTRIBUTE.sub("", each.text)
    for name in SAID_TO_PEOPLE:
        yield from page.values(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    words = {word for text in said_by(path.read_text()) for word in WORD.findall(text)}

    assert words - NAMES == set()
