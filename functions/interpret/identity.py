"""Names that senders give to sessions, users and tags, and texts that only look like names."""

from re import DOTALL
from re import compile as pattern

from functions.interpret.jsontext import text, typed
from functions.model.json import Json, is_absent
from functions.model.jsonvalue import structure

_PLACEHOLDER = pattern(r"\[Scrubbed due to .*\]", DOTALL)
"""What Logfire puts where it found something private: one giant session, if it were a name."""


def read_identity(value: Json) -> str | None:
    """Return the name of a session or a user; None for null, blank and placeholders."""
    if is_absent(value):
        return None
    name = text(value)
    if name is None or not name.strip() or _PLACEHOLDER.fullmatch(name.strip()):
        return None
    return name


def read_quoted_identity(value: Json) -> str | None:
    """Return the name in metadata, which Langfuse's Python SDK 5 wraps in JSON quotes."""
    if isinstance(value, str) and value[:1] == '"':
        return read_identity(typed(value))
    return read_identity(value)


def read_tags(value: Json) -> tuple[str, ...]:
    """Return tags from a list, a JSON list, a comma list or a single text."""
    found = structure(value)
    if isinstance(found, str):
        found = list(found.split(","))
    if not isinstance(found, list):
        found = [found]
    tags = (text(each) for each in found)
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag and tag.strip()))
