"""What somebody wrote about a trace, an observation or a session."""

from dataclasses import dataclass
from enum import StrEnum


class ObjectType(StrEnum):
    """What may be commented on; the values are Langfuse's."""

    TRACE = "TRACE"
    OBSERVATION = "OBSERVATION"
    SESSION = "SESSION"
    PROMPT = "PROMPT"
    """There are none here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment; it is never changed and never expires."""

    comment_id: str
    object_type: ObjectType
    object_id: str
    content: str
    author: str | None = None
    """Whoever its sender says wrote it."""

    created_ns: int = 0
