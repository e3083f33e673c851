"""The path of a request, decoded once."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send


class PathAsSent:
    """Undoes Mangum's second decoding: an HTTP API has decoded the path already.

    Without it an id that holds a `%` would be read as another one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        event = scope.get("aws.event")
        if isinstance(event, Mapping) and isinstance(event.get("rawPath"), str):
            scope = {**scope, "path": event["rawPath"]}
        await self._app(scope, receive, send)
