"""Contexts and templates agree."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from web.pages import context, erasing_view, export_view, reference, render, view
from web.pages.compare import context as compare
from web.pages.inspect import view as inspect_view
from web.pages.judging import view as judging_view
from web.pages.review import view as review_view
from web.pages.session_list import context as session_list

TEMPLATES = Path(render.__file__).parent / "templates"
SOURCE = "\n".join(path.read_text() for path in sorted(TEMPLATES.glob("*.html")))

KINDS = [
    kind
    for module in (
        compare,
        context,
        erasing_view,
        export_view,
        inspect_view,
        judging_view,
        reference,
        session_list,
        view,
        review_view,
    )
    for name, kind in vars(module).items()
    if is_dataclass(kind)
    and kind.__module__ == module.__name__
    # What a publication may say is read by Python, which makes a PublishedPage of it.
    and (not name.startswith("Published") or name == "PublishedPage")
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_context_is_shown(kind: type) -> None:
    unused = {each.name for each in fields(kind) if f".{each.name}" not in SOURCE}

    # What a details element holds is unpacked where it stands.
    assert unused == set()


def test_no_template_turns_escaping_off() -> None:
    assert "|safe" not in SOURCE
    assert "| safe" not in SOURCE
    assert "autoescape" not in SOURCE


def test_no_template_needs_what_the_policy_forbids() -> None:
    assert "style=" not in SOURCE.replace("<style>", "")
    assert " onclick" not in SOURCE
    assert "<script>" not in SOURCE
