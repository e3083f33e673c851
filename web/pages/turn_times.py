"""When a turn's answer and tool calls came, in milliseconds of the session, for the player."""

from dataclasses import replace

from web.pages.view import ToolView, TurnView
from web.replay.replay import ReplayTurn

_MS = 1_000_000


def with_times(view: TurnView, placed: ReplayTurn) -> TurnView:
    """Return a turn that says when its parts came, as far as its senders told."""
    began_ns, offset_ns = placed.turn.began_ns, placed.offset_ns
    if began_ns is None or offset_ns is None:
        return view
    session_ns = began_ns - offset_ns
    return replace(
        view,
        answer_ms=_answer(placed.turn.answer_ms, offset_ns),
        tools=tuple(
            _tool(tool, call.start_ns, call.duration_ns, session_ns)
            for tool, call in zip(view.tools, placed.turn.tools, strict=False)
        ),
    )


def _answer(spoken: tuple[int, int] | None, offset_ns: int) -> tuple[int, int] | None:
    if spoken is None:
        return None
    first, last = (max(0, offset_ns // _MS + each) for each in spoken)
    return first, last


def _tool(
    tool: ToolView, start_ns: int | None, duration_ns: int | None, session_ns: int
) -> ToolView:
    return replace(
        tool,
        offset_ms=_place(start_ns, session_ns),
        duration_ms=(duration_ns or 0) // _MS,
    )


def _place(ns: int | None, session_ns: int) -> int | None:
    return None if ns is None else max(0, ns - session_ns) // _MS
