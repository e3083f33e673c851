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
from web.pages.language import say
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
        say("error.foreign"),
        say("error.foreign_about"),
        say("error.foreign_next"),
        action=_all_sessions(),
    )
    await page(scope, receive, send)


def _not_set_up(_request: Request, _error: Exception) -> Page:
    return _page(
        HTTPStatus.FORBIDDEN,
        say("error.no_sign_in"),
        say("error.no_sign_in_about"),
        say("error.no_sign_in_next"),
    )


def _not_found(_request: Request, _error: Exception) -> Page:
    return _page(
        HTTPStatus.NOT_FOUND,
        say("error.not_found"),
        say("error.not_found_about"),
        action=_all_sessions(),
    )


def _malformed(_request: Request, error: Exception) -> Page:
    reason = str(error) if isinstance(error, MalformedError) else say("error.malformed_about")
    return _page(
        HTTPStatus.BAD_REQUEST,
        say("error.malformed"),
        reason,
        action=_all_sessions(),
    )


def _unavailable(request: Request, _error: Exception) -> Page:
    page = _page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        say("error.unavailable"),
        say("error.unavailable_about"),
        action=(say("error.try_again"), request.url.path),
    )
    page.headers["Retry-After"] = str(_RETRY_AFTER_S)
    return page


def _http(request: Request, error: Exception) -> Page:
    status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else 500)
    if status is HTTPStatus.NOT_FOUND:
        return _not_found(request, error)
    about = say("error.refused_about", status=f"{status} {status.phrase}")
    return _page(status, say("error.refused"), about, action=_all_sessions())


def _failed(scope: Scope) -> Page:
    return _page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        say("error.failed"),
        say("error.failed_about"),
        say("error.failed_request", request=_request_id(scope)),
        action=_all_sessions(),
    )


def _all_sessions() -> tuple[str, str]:
    return say("error.all_sessions"), "/"


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
