"""A session as one JSON document."""

from collections.abc import Iterator

from functions.interpret.jsontext import encode
from functions.model.json import Json
from web.export.fields import (
    VERSION,
    comment_fields,
    score_fields,
    session_fields,
    time,
    turn_fields,
)
from web.export.session import ExportedSession


def document(exported: ExportedSession, exported_ms: int) -> Iterator[str]:
    """Yield the pieces of the document: what stands before the turns, each turn, the end."""
    yield _head(exported, exported_ms)
    for number, turn in enumerate(exported.turns):
        yield ("," if number else "") + "\n" + encode(turn_fields(turn))
    yield "\n]}\n"


def _head(exported: ExportedSession, exported_ms: int) -> str:
    return encode(_fields(exported, exported_ms)).removesuffix("}") + ',"turns":['


def _fields(exported: ExportedSession, exported_ms: int) -> dict[str, Json]:
    return {
        "format": "reprise.session",
        "version": VERSION,
        "exported_at": time(exported_ms * 1_000_000),
        "project": exported.project,
        "session": session_fields(exported.session),
        "scores": [score_fields(each) for each in exported.scores],
        "comments": [comment_fields(each) for each in exported.comments],
    }
