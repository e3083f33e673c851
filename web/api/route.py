"""One route of the API: what it raises unforeseen becomes a 500 with nothing in it.

An exception that leaves the application would be logged with its message by Mangum, and a message
may quote what a sender wrote.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

import web.api.any_path  # noqa: F401 - before the routes that are made of this
from functions.model.errors import RepriseError
from web.api.errors import unforeseen
from web.api.fit import fitted


class JsonRoute(APIRoute):
    """A route whose every failure is JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, with a net below it."""
        handle = super().get_route_handler()

        async def caught(request: Request) -> Response:
            try:
                gzips = "gzip" in request.headers.get("accept-encoding", "")
                return fitted(await handle(request), takes_gzip=gzips)
            except (RepriseError, RequestValidationError, HTTPException):
                raise
            except Exception as error:  # noqa: BLE001 - answered and logged as 500
                return unforeseen(error)

        return caught
