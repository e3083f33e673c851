"""Pages of sessions that a test describes."""

from functions.model.turn import Turn
from tests.factories import a_session
from web.pages.context import SessionContext
from web.pages.render import session_page
from web.pages.session_view import session_context
from web.pages.view import PublishPanel, Shell
from web.replay.replay import build_replay

SHELL = Shell(title="A session", static="/static/x", project_id="demo", home="/p/demo/sessions")
IDLE = PublishPanel(
    action="/publish",
    token="t" * 43,
    publications=(),
    more=0,
    state="idle",
    message="",
    turn_count="2 turns",
)


def a_context(
    *turns: Turn, publish: PublishPanel = IDLE, session_id: str = "s-1"
) -> SessionContext:
    """Return the context of a session made of these turns."""
    session = a_session(*turns, session_id=session_id)
    replay = build_replay(session, turns)
    return session_context(replay, shell=SHELL, session_id=session_id, publish=publish)


def a_page(*turns: Turn, publish: PublishPanel = IDLE) -> str:
    """Return the page of a session made of these turns."""
    return session_page(a_context(*turns, publish=publish))
