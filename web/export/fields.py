"""The objects of an exported file: docs/exports.md says what each key means.

A key is always there, with null or an empty list where nothing is known. Whoever changes the
meaning of one, or takes one away, raises `VERSION`; adding one does not.
"""

from functions.model.comment import Comment
from functions.model.json import Json
from functions.model.jsonvalue import structure
from functions.model.score import Score
from functions.model.session import Session
from functions.model.turn import ErrorLine, Excerpt, ToolLine, Turn
from web.export.session import ExportedTurn
from web.pages.format import iso

VERSION = 1

_NS_IN_MS = 1_000_000


def session_fields(session: Session) -> dict[str, Json]:
    """Return what a session is, without its turns."""
    return {
        "id": session.session_id,
        "name": session.name,
        "starred": session.starred,
        "started_at": time(session.start_ns),
        "ended_at": time(session.end_ns),
        "duration_ms": milliseconds(session.duration_ns),
        "active_ms": milliseconds(session.active_ns),
        "turn_count": session.turn_count,
        "error_count": session.error_count,
        "users": [*session.users.values],
        "environments": [*session.environments.values],
        "tags": [*session.tags.values],
        "releases": [*session.releases.values],
        "models": [*session.models.values],
        "usage": dict(session.usage),
        "cost_usd": session.cost_usd,
        "cost_source": session.cost_source,
    }


def turn_fields(exported: ExportedTurn) -> dict[str, Json]:
    """Return a turn with all that was said in it and about it."""
    turn = exported.placed.turn
    return {
        "number": exported.placed.number,
        **about_turn(turn),
        "offset_ms": milliseconds(exported.placed.offset_ns),
        "user": words(turn.user),
        "answer": words(turn.answer),
        "tools": [tool_fields(each) for each in turn.tools],
        "tool_count": turn.tool_count,
        "errors": [error_fields(each) for each in turn.errors],
        "error_count": turn.error_count,
        "scores": [score_fields(each) for each in exported.remarks.scores],
        "comments": [comment_fields(each) for each in exported.remarks.comments],
        "cut": cut_texts(turn),
    }


def about_turn(turn: Turn) -> dict[str, Json]:
    """Return what is known of a turn besides what was said in it."""
    return {
        "trace_id": turn.trace_id,
        "name": turn.name,
        "user_id": turn.user_id,
        "environment": turn.environment,
        "release": turn.release,
        "version": turn.version,
        "tags": [*turn.tags],
        "metadata": {key: structure(value) for key, value in turn.metadata.items()},
        "started_at": time(turn.began_ns),
        "duration_ms": milliseconds(turn.duration_ns),
        "models": [*turn.models],
        "usage": dict(turn.usage),
        "cost_usd": turn.cost_usd,
        "cost_source": turn.cost_source,
    }


def tool_fields(line: ToolLine) -> dict[str, Json]:
    """Return a tool call; arguments and result as the JSON that they were, where they were any."""
    return {
        "name": line.name,
        "observation_id": line.observation_id,
        "arguments": structure(words(line.arguments)),
        "result": structure(words(line.result)),
        "error": line.error,
        "started_at": time(line.start_ns),
        "duration_ms": milliseconds(line.duration_ns),
    }


def error_fields(line: ErrorLine) -> dict[str, Json]:
    """Return a failure."""
    return {
        "observation_id": line.observation_id,
        "name": line.name,
        "type": line.type,
        "message": line.message,
    }


def score_fields(score: Score) -> dict[str, Json]:
    """Return a score of a session, a turn, or an observation in it."""
    return {
        "id": score.score_id,
        "name": score.name,
        "data_type": score.data_type,
        "value": score.value,
        "text": score.text,
        "comment": score.comment,
        "source": score.source,
        "author": score.author,
        "observation_id": score.observation_id,
        "created_at": time(score.timestamp_ns),
    }


def comment_fields(comment: Comment) -> dict[str, Json]:
    """Return a comment on a session, a turn, or an observation in it."""
    return {
        "id": comment.comment_id,
        "object_type": comment.object_type,
        "object_id": comment.object_id,
        "content": comment.content,
        "author": comment.author,
        "created_at": time(comment.created_ns),
    }


def cut_texts(turn: Turn) -> dict[str, Json]:
    """Return the bytes of the whole of each text that could not be had whole, by its name."""
    texts: dict[str, Excerpt | None] = {"user": turn.user, "answer": turn.answer}
    for number, tool in enumerate(turn.tools):
        texts[f"tools[{number}].arguments"] = tool.arguments
        texts[f"tools[{number}].result"] = tool.result
    return {name: each.size_bytes for name, each in texts.items() if each and each.digest}


def words(said: Excerpt | None) -> str | None:
    """Return a text, or None where there is none."""
    return said.text if said else None


def time(ns: int | None) -> str | None:
    """Return a time as ISO 8601 in UTC, to the millisecond; None for an unknown one."""
    return iso(ns) or None


def milliseconds(ns: int | None) -> float | None:
    """Return a length of time in milliseconds, with its microseconds."""
    return None if ns is None else round(ns / _NS_IN_MS, 3)
