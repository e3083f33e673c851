"""What of a session becomes public: chosen field by field, and nothing else can.

`PublishedContext` is the allowlist: it has no place for a person, an id, a tag, metadata, a cost
or a score. A field that is added to a turn stays private until somebody adds it here too.
"""

from collections.abc import Iterable

from functions.model.session import Session
from functions.model.turn import ErrorLine, ToolLine, Turn
from web.pages.context import PublishedContext, PublishedError, PublishedTool, PublishedTurn
from web.pages.language import say
from web.replay.replay import ReplayTurn, build_replay


def take_snapshot(
    session: Session, turns: Iterable[Turn], *, published_ms: int, expires_ms: int | None
) -> PublishedContext:
    """Return the session as it is now; what comes later is not in it."""
    replay = build_replay(session, turns)
    return PublishedContext(
        title=session.name or session.first_user or say("session.untitled"),
        turns=tuple(_turn(each) for each in replay.turns),
        start_ns=session.start_ns,
        wall_ns=session.duration_ns,
        active_ns=session.active_ns,
        published_ms=published_ms,
        expires_ms=expires_ms,
    )


def _turn(placed: ReplayTurn) -> PublishedTurn:
    turn = placed.turn
    return PublishedTurn(
        number=placed.number,
        user=turn.user,
        answer=turn.answer,
        tools=tuple(_tool(each) for each in turn.tools),
        tool_count=turn.tool_count,
        errors=tuple(_error(each) for each in turn.errors),
        error_count=turn.error_count,
        offset_ns=placed.offset_ns,
        duration_ns=turn.duration_ns,
        idle_ns=placed.idle_ns,
    )


def _tool(line: ToolLine) -> PublishedTool:
    return PublishedTool(
        name=line.name,
        arguments=line.arguments,
        result=line.result,
        error=line.error,
        start_ns=line.start_ns,
        duration_ns=line.duration_ns,
    )


def _error(line: ErrorLine) -> PublishedError:
    return PublishedError(type=line.type, message=line.message)
