"""The formats of a file, each with its name, its type, and what writes it."""

import re
from collections.abc import Iterator
from enum import StrEnum
from unicodedata import normalize

from functions.model.session import Session
from web.export.document import document
from web.export.lines import lines
from web.export.session import ExportedSession
from web.export.transcript import MODEL, PERSON, transcript

_WORD = re.compile(r"[A-Za-z0-9]+")
_LONGEST = 60


class FileFormat(StrEnum):
    """What a session can be written as; the values are the ends of file names."""

    JSON = "json"
    MARKDOWN = "md"
    JSON_LINES = "jsonl"

    @property
    def media_type(self) -> str:
        """Return the type as HTTP names it; all are UTF-8, and none runs in a browser."""
        return _TYPES[self]


_TYPES = {
    FileFormat.JSON: "application/json",
    FileFormat.MARKDOWN: "text/markdown; charset=utf-8",
    FileFormat.JSON_LINES: "application/x-ndjson",
}


def write(
    exported: ExportedSession, file_format: FileFormat, exported_ms: int, *, for_model: bool = False
) -> Iterator[str]:
    """Yield the pieces of a file: each turn is one of them."""
    if file_format is FileFormat.JSON:
        return document(exported, exported_ms)
    if file_format is FileFormat.JSON_LINES:
        return lines(exported)
    return transcript(exported, MODEL if for_model else PERSON)


def file_name(session: Session, file_format: FileFormat) -> str:
    """Return a name that every system can store: letters, digits and hyphens of the title.

    Of a title in another script that of its id.
    """
    titles = (session.name or session.first_user, session.session_id, "session")
    return f"{next(filter(None, map(_slug, titles)))}.{file_format}"


def _slug(title: str) -> str:
    words = _WORD.findall(normalize("NFKD", title[: 4 * _LONGEST]))
    return "-".join(words)[:_LONGEST].strip("-").lower()
