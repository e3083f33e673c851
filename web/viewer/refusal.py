"""Pages that say no: refused, not found, not now, failed."""

from collections.abc import Mapping
from http import HTTPStatus

from aws_lambda_powertools import Logger
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from functions.model.errors import (
    MalformedError,
    NotFoundError,
    StoreUnavailableError,
)
from web.pages.context import MessageContext
from web.pages.render import message_page
from web.viewer.page import Page, shell
from web.viewer.person import SignInNotSetUpError

_RETRY_AFTER_S = 5

_log = Logger(service="viewer")


def add_error_handlers(app: FastAPI) -> None:
    """Let every foreseen failure be a page."""
    app.add_exception_handler(SignInNotSetUpError, _not_set_up)
    app.add_exception_handler(NotFoundError, _not_found)
    app.add_exception_handler(MalformedError, _malformed)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(StoreUnavailableError, _unavailable)
    app.add_exception_handler(HTTPException, _http)


class SafetyNet:
    """Answers 500 to what nobody foresaw.

    An exception that leaves the application is logged by Mangum with its message, and a message
    may quote what a sender wrote; here only its type and the request's id are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - the last net
            _log.error(
                "unforeseen error",
                extra={"error": type(error).__name__, "request_id": _request_id(scope)},
            )
            if not started:
                await _failed(scope)(scope, receive, send)


async def foreign_form(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse what another site's page asks for."""
    page = _page(
        HTTPStatus.FORBIDDEN,
        "This did not come from here",
        "Another site, or a program, asked this page to change something. Nothing was changed.",
        "Open the session here and press the button there.",
        action=("All sessions", "/"),
    )
    await page(scope, receive, send)


def _not_set_up(_request: Request, _error: Exception) -> Page:
    return _page(
        HTTPStatus.FORBIDDEN,
        "Sign-in is not set up",
        "Your applications can send traces to this installation, and programs with a key can read "
        "them. It shows pages to nobody, because it does not know yet who may look.",
        "Sign-in comes with a later version. Until then, read what is stored here through the "
        "API, or send traces to “make run” on a machine of your own and look at them there.",
    )


def _not_found(_request: Request, _error: Exception) -> Page:
    return _page(
        HTTPStatus.NOT_FOUND,
        "There is nothing here",
        "No session, trace or page is stored under this address. It may have expired, it may have "
        "been deleted, or it has not arrived yet: a trace is readable about a second after it "
        "was sent.",
        action=("All sessions", "/"),
    )


def _malformed(_request: Request, error: Exception) -> Page:
    reason = str(error) if isinstance(error, MalformedError) else "A field of it is not right."
    return _page(
        HTTPStatus.BAD_REQUEST,
        "This request makes no sense",
        reason,
        action=("All sessions", "/"),
    )


def _unavailable(request: Request, _error: Exception) -> Page:
    page = _page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The store does not answer",
        "Reading failed for the moment; nothing is lost. Please try again in a few seconds.",
        action=("Try again", request.url.path),
    )
    page.headers["Retry-After"] = str(_RETRY_AFTER_S)
    return page


def _http(request: Request, error: Exception) -> Page:
    status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else 500)
    if status is HTTPStatus.NOT_FOUND:
        return _not_found(request, error)
    return _page(status, status.phrase, status.description, action=("All sessions", "/"))


def _failed(scope: Scope) -> Page:
    return _page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here",
        "This is a fault of Reprise, not of your data: nothing stored was changed by it.",
        f"If you report it, name this request: {_request_id(scope)}",
        action=("All sessions", "/"),
    )


def _request_id(scope: Scope) -> str:
    event = scope.get("aws.event")
    context = event.get("requestContext") if isinstance(event, Mapping) else None
    return str(context.get("requestId", "-")) if isinstance(context, Mapping) else "-"


def _page(
    status: HTTPStatus, heading: str, *paragraphs: str, action: tuple[str, str] = ("", "")
) -> Page:
    words, url = action
    context = MessageContext(
        shell=shell(heading),
        heading=heading,
        paragraphs=paragraphs,
        action=words,
        action_url=url,
    )
    return Page(message_page(context), status)
