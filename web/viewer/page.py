"""An HTML answer, and the frame of every page."""

from typing import Annotated

from fastapi import Header
from fastapi.responses import HTMLResponse

from web.pages.links import sessions_url, traces_url, users_url
from web.pages.static_files import static_url
from web.pages.view import Shell
from web.viewer.preferences import Theme, preferences

type Htmx = Annotated[str, Header(alias="HX-Request")]
"""Not empty where a script asks, for a piece of a page."""


class Page(HTMLResponse):
    """A page for one person: kept by nobody, and whole even where a text holds half a character."""

    def render(self, content: str) -> bytes:
        """Return the bytes of a page."""
        return content.encode(errors="replace")


def shell(title: str, project: str = "") -> Shell:
    """Return the frame of a page, as its reader prefers it."""
    chosen = preferences()
    return Shell(
        title=title,
        static=static_url(),
        project_id=project,
        home=sessions_url(project) if project else "/",
        lists=_lists(project) if project else (),
        theme="" if chosen.theme is Theme.SYSTEM else chosen.theme,
        zone=chosen.zone.key if chosen.zone else "",
    )


def _lists(project: str) -> tuple[tuple[str, str], ...]:
    return (
        ("sessions", sessions_url(project)),
        ("traces", traces_url(project)),
        ("users", users_url(project)),
    )
