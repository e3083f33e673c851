"""The catalogue of the interface's words is whole: nothing is missing, and nothing is left over."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

from web.pages import language
from web.pages.language import LANGUAGES

WEB = Path(language.__file__).parents[1]
PATH = WEB / "pages" / "texts.json"
TEXTS: Mapping[str, Mapping[str, str | Mapping[str, str]]] = json.loads(PATH.read_text())

OURS = [
    path
    for kind in ("*.py", "*.html", "*.js")
    for path in sorted(WEB.rglob(kind))
    if "vendor" not in path.parts
]
SOURCE = {path: path.read_text(encoding="utf-8") for path in OURS}
ALL = "\n".join(SOURCE.values())
KEY = r"[a-z]+(?:\.[a-z0-9_]+)+"


def forms(text: str | Mapping[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_file_is_in_the_one_form_that_a_program_would_write() -> None:
    written = json.dumps(TEXTS, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    assert PATH.read_text() == written


def test_a_text_is_there_in_every_language() -> None:
    lacking = {key for key, said in TEXTS.items() if set(said) != set(LANGUAGES)}
    empty = {key for key, said in TEXTS.items() if not all(map(all, map(forms, said.values())))}

    assert lacking | empty == set()


def test_a_text_has_the_same_places_for_values_in_every_language() -> None:
    places = {
        key: {frozenset(placeholders(form)) for text in said.values() for form in forms(text)}
        for key, said in TEXTS.items()
    }

    assert {key for key, found in places.items() if len(found) > 1} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_counted_text_has_the_forms_that_its_language_needs(code: str) -> None:
    tags = set(Locale.parse(code).plural_form.tags) | {"other"}
    # Millions of something are many in French and Spanish, and `other` says them well enough.
    needed = tags - {"many"}
    for key, said in TEXTS.items():
        text = said[code]
        if isinstance(text, Mapping):
            assert needed <= set(text) <= tags, key


def asked_keys(path: Path, source: str) -> Iterator[str]:
    """Yield every key that stands in a call of `say`."""
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                inside = ast.walk(node.args[0])
                yield from (str(each.value) for each in inside if isinstance(each, ast.Constant))
    else:
        for call in re.finditer(r"\bsay\((?:[^()]*? if [^()]*? else )?[^()]*?\)", source):
            first = call.group().split(",")[0]
            yield from re.findall(rf"""["']({KEY})["'](?!\s*[~+])""", first)


def test_every_text_that_is_asked_for_exists() -> None:
    asked = {key for path, source in SOURCE.items() for key in asked_keys(path, source)}

    assert {key for key in asked if re.fullmatch(KEY, key)} - set(TEXTS) == set()


def test_every_text_is_asked_for_somewhere() -> None:
    quoted = set(re.findall(rf"""["'`]({KEY})["'`]""", ALL))
    # `say("prefs.theme." ~ theme)`: the beginning of keys that data decide about.
    begun = set(re.findall(r"""["'`]([a-z]+\.[a-z0-9_.]*)["'`]?(?:\s*[~+]|\{|\$\{)""", ALL))
    left_over = {key for key in TEXTS if key not in quoted and not key.startswith(tuple(begun))}

    assert left_over == set()


def test_scripts_ask_only_for_texts_that_are_sent_to_them() -> None:
    asked = {
        key
        for path, source in SOURCE.items()
        if path.suffix == ".js"
        for key in asked_keys(path, source)
    }

    assert {key for key in asked if not key.startswith("js.")} == set()
