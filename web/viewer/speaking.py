"""The language, time zone and colours of every page, from what its reader prefers."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from web.pages.language import LANGUAGES, speaking
from web.viewer.accept_language import preferred_language
from web.viewer.preferences import parse_preferences, preferring

_ENGLISH = "en"


class Speaking:
    """Answers in the language that was chosen, else in the best one that the browser asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        chosen = parse_preferences(asked.cookies)
        code = chosen.language or preferred_language(
            asked.headers.get("accept-language", ""), LANGUAGES
        )
        with preferring(chosen), speaking(code or _ENGLISH, chosen.zone):
            await self._app(scope, receive, send)
