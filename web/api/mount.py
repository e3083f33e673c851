"""Where the JSON API stands in the viewer, and when it is made: at its first request.

Its models cost a quarter of a second of a cold start, which someone who opens a page need not
wait for.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.types import Receive, Scope, Send

import web.api.any_path  # noqa: F401 - for the mount below

if TYPE_CHECKING:
    from fastapi import FastAPI

PREFIX = "/api/public"


def include_api(app: "FastAPI") -> None:
    """Mount the API; every path under `/api/public` is answered by it, unknown ones too."""
    app.mount(PREFIX, _Api())


def api_document() -> dict[str, Any]:
    """Return the API's OpenAPI document."""
    return json_api().openapi()


class _Api:
    """The API, imported and made when it is asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await json_api()(scope, receive, send)


@cache
def json_api() -> "FastAPI":
    """Return the API."""
    from web.api.app import create_api

    return create_api()
