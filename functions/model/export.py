"""How far an export of several sessions is."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a file holds."""

    sessions: int = 0
    turns: int = 0
    size_bytes: int = 0
    missing: int = 0
    """Sessions that had expired or were deleted when they were to be read."""

    left_out: int = 0
    """Sessions for which the file had no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportProgress:
    """Where an export goes on after a pause or a crash."""

    upload: str = ""
    """What S3 calls the file while it is being made."""

    parts: tuple[str, ...] = ()
    """What S3 calls the parts that it has, in their order."""

    session: int = 0
    """How many sessions are behind it, and pieces of the next one."""

    piece: int = 0
    name: str = ""
    """Of the file, as it is offered."""

    written: Written = field(default_factory=Written)
    attempts: int = 0
    """Of the job, when it last came further."""
