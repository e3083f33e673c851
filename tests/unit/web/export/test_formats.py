"""Names of files."""

from dataclasses import replace

import pytest

from tests.factories import a_session
from web.export.formats import FileFormat, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Where is my parcel?", "where-is-my-parcel.json"),
        ("Größe & Preis", "gro-e-preis.json"),
        ('../../etc/passwd"\r\nX: y', "etc-passwd-x-y.json"),
        ("注文はどこ", "order-4471.json"),
        ("word " * 100, "word-word-word-word-word-word-word-word-word-word-word-word.json"),
    ],
)
def test_a_file_is_named_by_letters_of_its_title(title: str, name: str) -> None:
    assert file_name(replace(a_session(), name=title), FileFormat.JSON) == name


def test_a_session_without_a_letter_is_named_what_it_is() -> None:
    assert file_name(replace(a_session(), name="注文", session_id="注文"), FileFormat.MARKDOWN) == (
        "session.md"
    )
