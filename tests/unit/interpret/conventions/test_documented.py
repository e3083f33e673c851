"""What `docs/conventions.md` says of keys is what the code does."""

import re
from pathlib import Path

import pytest

from functions.interpret.conventions import gen_ai, precedence
from functions.interpret.conventions.relevant import known_words
from functions.interpret.span import first_word
from tests.unit.interpret.conventions.keys import KEY, PLAIN, literals

BORROWED = {"vercel_ai": {"gen_ai", "langfuse"}, "logfire": {"gen_ai"}}
"""First words of keys that a convention reads only where it is recognised by others."""

DOCUMENT = (Path(__file__).parents[4] / "docs" / "conventions.md").read_text(encoding="utf-8")


def named(text: str) -> set[str]:
    """Return the keys, events and scopes in a text, without the star at their end."""
    words = {each.removesuffix(".*") for each in re.findall(r"`([^`\s]+)`", text)}
    known = known_words() | {"deployment"}
    keys = {each for each in words if KEY.fullmatch(each) and first_word(each) in known}
    return (keys - {"gen_ai.SEMCONV"}) | (words & PLAIN)


def rows(thing: str) -> set[str]:
    """Return the keys of every row that says where this thing stands."""
    found = re.findall(rf"^\| ([a-z, ]*\b{thing}\b[a-z, ]*) \|(.*)\|$", DOCUMENT, re.MULTILINE)
    return set().union(*(named(cells) for _, cells in found))


def test_every_key_that_is_read_is_documented() -> None:
    assert sorted((literals() | PLAIN) - named(DOCUMENT)) == []


def test_every_documented_key_is_read() -> None:
    events = {f"gen_ai.{role}.message" for role in ("system", "user", "assistant", "tool")}
    families = {"embedding.embeddings", "lk.pii"}

    assert sorted(named(DOCUMENT) - literals() - PLAIN - events - families) == []


def test_the_version_of_the_semantic_conventions_is_the_codes() -> None:
    assert f"version {gen_ai.SEMCONV} of" in DOCUMENT
    assert precedence.SEMCONV == gen_ai.SEMCONV


@pytest.mark.parametrize(
    ("thing", "keys"),
    [
        ("session", {key for _, key in precedence.SESSIONS}),
        ("user", set(precedence.USERS)),
        ("tags", set(precedence.TAGS)),
    ],
)
def test_rows_name_what_the_tables_name(thing: str, keys: set[str]) -> None:
    assert keys - rows(thing) == set()


def test_every_model_has_a_row() -> None:
    assert {each for each in precedence.MODELS if isinstance(each, str)} <= rows("model")


@pytest.mark.parametrize("module", sorted(Path(precedence.__file__).parent.glob("*.py")))
def test_every_convention_is_recognised_by_the_keys_that_it_reads(module: Path) -> None:
    name = module.stem
    marks = getattr(getattr(precedence, name, None), "MARKS", None)
    if marks is None:
        assert name in {"__init__", "exchange", "precedence", "relevant"}
        return
    prose = re.sub(r'""".*?"""', "", module.read_text(), flags=re.DOTALL)
    own = set(re.findall(r'"([a-z_]+)[.:][A-Za-z_.:]+"', prose)) & known_words()

    assert own - marks - BORROWED.get(name, set()) == set()
