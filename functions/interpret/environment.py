"""Where a trace was made (production, staging …), spelled in one way."""

from re import compile as pattern

from functions.interpret.jsontext import text
from functions.model.json import Json

_PREFIX = pattern(r"\A(?:langfuse[-_]?)+")
_ALLOWED = pattern(r"[a-z0-9_-]{1,40}")
_LENGTH = 40


def read_environment(value: Json) -> str | None:
    """Return an environment as Langfuse would store it, or None if nobody named one."""
    named = text(value)
    if named is None or not named.strip():
        return None
    short = _PREFIX.sub("", named.lower())[:_LENGTH]
    return short if _ALLOWED.fullmatch(short) else "default"
