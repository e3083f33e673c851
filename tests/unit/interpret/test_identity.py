"""Names, and what only looks like one."""

import pytest

from functions.interpret.identity import read_identity, read_quoted_identity, read_tags
from functions.model.json import Json


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", [], {}, "[Scrubbed due to 'session']", "[Scrubbed due to 'auth']\n"],
)
def test_null_blank_and_placeholders_are_no_names(value: Json) -> None:
    assert read_identity(value) is None
    assert read_quoted_identity(value) is None


@pytest.mark.parametrize(
    ("value", "name"),
    [("sitzung-ü-🚲", "sitzung-ü-🚲"), (" a ", " a "), (42, "42"), (0, "0"), ("null", "null")],
)
def test_a_name_is_opaque_text(value: Json, name: str) -> None:
    assert read_identity(value) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('"chat-1"', "chat-1"),
        ('"00123"', "00123"),
        ("00123", "00123"),
        ('"', '"'),
        ('""', None),
        ('"  "', None),
        ("\"[Scrubbed due to 'session']\"", None),
    ],
)
def test_json_quotes_around_a_name_are_taken_off(value: Json, name: str | None) -> None:
    assert read_quoted_identity(value) == name


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        (["chat", "beta-🚲"], ("chat", "beta-🚲")),
        ('["chat", "a,b"]', ("chat", "a,b")),
        ("chat, beta , ,chat", ("chat", "beta")),
        ("chat", ("chat",)),
        (["", None, " ", 7], ("7",)),
        (7, ("7",)),
        (None, ()),
        ("[]", ()),
        ("[broken", ("[broken",)),
    ],
)
def test_tags_come_as_lists_json_lists_comma_lists_and_single_texts(
    value: Json, tags: tuple[str, ...]
) -> None:
    assert read_tags(value) == tags
