"""Headers on every answer, and the refusal of forms that another site has sent."""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from functions.store.media_objects import media_origin
from web.viewer.refusal import foreign_form

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {media}; "
    "media-src 'self' {media}; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Media are shown from the bucket, where our own addresses lead."""

_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
}
_API_HEADERS: Mapping[str, str] = {
    **_HEADERS,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
"""The API answers pages of any site, as ingest does: only the key in a request opens anything."""

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_API = "/api/"


class Security:
    """Adds what every answer carries; a header that a route has set itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", _policy())
                for name, value in (_API_HEADERS if _is_api(scope) else _HEADERS).items():
                    headers.setdefault(name, value)
                _keep_cookies_secure(scope, headers)
            await send(message)

        app = foreign_form if _is_foreign_form(scope) else self._app
        await app(scope, receive, send_with_headers)


def _is_api(scope: Scope) -> bool:
    return bool(scope["path"].startswith(_API))


def _keep_cookies_secure(scope: Scope, headers: MutableHeaders) -> None:
    """Let a browser that was answered over HTTPS send our cookies over nothing else."""
    said = headers.getlist("set-cookie")
    if scope["scheme"] != "https" or not said:
        return
    del headers["set-cookie"]
    for each in said:
        headers.append("set-cookie", f"{each}; Secure")


def _policy() -> str:
    return _POLICY.format(media=media_origin())


def _is_foreign_form(scope: Scope) -> bool:
    """Tell whether something is to be changed on behalf of a page that is not ours.

    The API is not asked: nothing there is decided by who the browser's user is.
    """
    if scope["method"] in _SAFE_METHODS or _is_api(scope):
        return False
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    return headers.get("origin", "").partition("://")[2] != headers.get("host")
