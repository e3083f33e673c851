"""Documents that code can prove wrong."""

import importlib
import re
from pathlib import Path

import pytest

from functions.store import keys
from infra.resources import functions
from infra.resources import template as read_template
from web.api.app import create_api
from web.pages.session_list.query import FILTERS, SORT

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCREEN = (ROOT / "docs" / "screen.md").read_text(encoding="utf-8")
STATIC = ROOT / "web" / "pages" / "static"
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")


def _settings() -> set[str]:
    return {name for each in functions().values() for name in each.environment}


@pytest.mark.parametrize("name", sorted(_settings() - {"POWERTOOLS_SERVICE_NAME"}))
def test_every_setting_of_the_template_is_in_the_readme(name: str) -> None:
    assert f"| `{name}` |" in README


def test_every_setting_in_the_readme_is_one_of_the_template_or_of_the_laptop() -> None:
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))

    assert named <= _settings() | {"HOME_PROJECT"}


def _patterns() -> list[str]:
    table = (keys.__doc__ or "").partition("| access pattern")[2]
    return re.findall(r"\(`([a-z_]+\.[A-Za-z_.]+)`\)", table)


def test_the_table_of_access_patterns_names_its_code() -> None:
    assert len(_patterns()) >= 8


@pytest.mark.parametrize("path", _patterns())
def test_every_access_pattern_is_a_method_that_exists(path: str) -> None:
    module, _, name = path.partition(".")
    found = importlib.import_module(f"functions.store.{module}")
    holders = [found, *(each for each in vars(found).values() if isinstance(each, type))]

    for part in name.split("."):
        holders = [getattr(each, part) for each in holders if hasattr(each, part)]
        assert holders, f"{path} is nowhere"


def test_every_target_that_the_readme_names_is_one_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^\s+make ([a-z-]+)", README, re.MULTILINE))

    assert named
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in named)


def test_every_decision_has_what_a_decision_needs() -> None:
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert re.match(r"# \d{4} ", text), path.name
        assert "## Context" in text, path.name
        assert "## Decision" in text, path.name


def test_the_template_says_what_the_readme_calls_the_retention() -> None:
    assert "RetentionDays" in read_template()["Parameters"]


def _lists() -> list[tuple[str, str]]:
    document = create_api().openapi()
    return [
        (path, parameter["name"])
        for path, operations in document["paths"].items()
        if "get" in operations
        for parameter in operations["get"].get("parameters", ())
        if parameter["in"] == "query" and any(path.startswith(each) for each in _READ)
    ]


_READ = ("/sessions", "/traces", "/observations", "/score", "/comments", "/v2", "/v3")


@pytest.mark.parametrize(("path", "parameter"), _lists())
def test_every_parameter_of_every_list_is_in_the_page_about_reading(
    path: str, parameter: str
) -> None:
    sections = re.split(r"^## ", READING, flags=re.MULTILINE)
    (section,) = (each for each in sections if f"`GET {path}`" in each.partition("\n")[0])

    assert re.search(rf"`{parameter}[`=]", section)


@pytest.mark.parametrize("name", sorted({*FILTERS, SORT}))
def test_every_parameter_of_a_list_is_on_the_page_about_the_screen(name: str) -> None:
    bound, _, figure = name.partition("_") if name.startswith(("min_", "max_")) else ("", "", name)

    assert re.search(rf"`{figure}[`=]", SCREEN)
    assert not bound or f"`{bound}_`" in SCREEN


def _keys() -> set[str]:
    scripts = [each.read_text(encoding="utf-8") for each in STATIC.glob("*.js")]
    named = [re.findall(r'onKey\("([^"]+)"|^ *\["(.)", ', each, re.MULTILINE) for each in scripts]
    return {"".join(found) for each in named for found in each}


@pytest.mark.parametrize("key", sorted(_keys()))
def test_every_key_is_on_the_page_about_the_screen(key: str) -> None:
    shown = {" ": "space", "Escape": "Esc"}.get(key, key)

    assert f"`{shown}`" in SCREEN
