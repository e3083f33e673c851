"""A session as JSON lines: one for each turn, with its messages as chat APIs have them."""

from collections.abc import Iterator, Sequence

from functions.interpret.jsontext import encode
from functions.model.json import Json
from functions.model.turn import ToolLine, Turn
from web.export.fields import (
    VERSION,
    about_turn,
    comment_fields,
    cut_texts,
    error_fields,
    score_fields,
    words,
)
from web.export.session import ExportedSession, ExportedTurn


def lines(exported: ExportedSession) -> Iterator[str]:
    """Yield a line for each turn."""
    session_id = exported.session.session_id
    for turn in exported.turns:
        yield encode(_line(session_id, turn)) + "\n"


def _line(session_id: str, exported: ExportedTurn) -> dict[str, Json]:
    turn = exported.placed.turn
    return {
        "version": VERSION,
        "session_id": session_id,
        "turn": exported.placed.number,
        "messages": [*_messages(turn)],
        **about_turn(turn),
        "errors": [error_fields(each) for each in turn.errors],
        "scores": [score_fields(each) for each in exported.remarks.scores],
        "comments": [comment_fields(each) for each in exported.remarks.comments],
        "cut": cut_texts(turn),
    }


def _messages(turn: Turn) -> Iterator[Json]:
    if turn.user:
        yield {"role": "user", "content": turn.user.text}
    number = 0
    for calls in _rounds(turn.tools):
        ids = [f"call_{number + index}" for index in range(1, len(calls) + 1)]
        number += len(calls)
        wishes: list[Json] = [_wish(*each) for each in zip(ids, calls, strict=True)]
        yield {"role": "assistant", "content": None, "tool_calls": wishes}
        yield from (_told(*each) for each in zip(ids, calls, strict=True))
    if turn.answer:
        yield {"role": "assistant", "content": turn.answer.text}


def _rounds(tools: Sequence[ToolLine]) -> Iterator[list[ToolLine]]:
    """Yield the calls of a turn in rounds: one that began before the last had ended is with it."""
    round_: list[ToolLine] = []
    until: int | None = None
    for each in tools:
        if round_ and (until is None or each.start_ns is None or each.start_ns >= until):
            yield round_
            round_ = []
        round_.append(each)
        known = each.start_ns is not None and each.duration_ns is not None
        until = (each.start_ns or 0) + (each.duration_ns or 0) if known else None
    if round_:
        yield round_


def _wish(call_id: str, call: ToolLine) -> dict[str, Json]:
    arguments = words(call.arguments) or "{}"
    function: dict[str, Json] = {"name": call.name, "arguments": arguments}
    return {"id": call_id, "type": "function", "function": function}


def _told(call_id: str, call: ToolLine) -> dict[str, Json]:
    content = words(call.result) or call.error or ""
    return {"role": "tool", "tool_call_id": call_id, "content": content}
