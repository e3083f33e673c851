"""Failures in the shapes that Langfuse's clients know; none of them repeats stored data."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from functions.model.errors import (
    ForbiddenError,
    MalformedError,
    NotFoundError,
    RepriseError,
    StoreUnavailableError,
    UnauthorizedError,
    places,
)
from web.api.wire import Wire

_log = Logger(service="viewer")

_ANSWERS: tuple[tuple[type[RepriseError], HTTPStatus, str | None], ...] = (
    (UnauthorizedError, HTTPStatus.UNAUTHORIZED, None),
    (ForbiddenError, HTTPStatus.FORBIDDEN, "ForbiddenError"),
    (NotFoundError, HTTPStatus.NOT_FOUND, "LangfuseNotFoundError"),
    (MalformedError, HTTPStatus.BAD_REQUEST, "InvalidRequestError"),
    (StoreUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE, "ServiceUnavailableError"),
)


class Issue(Wire):
    """What is wrong with one field of a request."""

    code: str
    path: list[str | int]
    message: str


class Failure(Wire):
    """What every answer says that is not a success.

    `error` is its kind, or what is wrong with each field; a 401 has none.
    """

    message: str
    error: str | list[Issue] | None = None


class TooLongError(MalformedError):
    """An answer is larger than a function may return, and has no long field to cut."""

    def __init__(self) -> None:
        super().__init__("limit: the answer is over 6 MB; ask for fewer, or let it be gzipped")


class InvalidParameterError(MalformedError):
    """A query parameter that this resource does not have, or not yet."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def answer(status: HTTPStatus, message: str, error: str | None = None) -> JSONResponse:
    """Return a failure; `error` is its kind."""
    body = {"message": message} if error is None else {"message": message, "error": error}
    return JSONResponse(body, status)


def unforeseen(error: Exception) -> JSONResponse:
    """Note an error and answer 500."""
    note(error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error", "InternalServerError")


def note(error: Exception) -> None:
    """Log what kind of error came from where; its words may quote a payload."""
    at = " > ".join(places(error)[-4:])
    _log.error("unforeseen error", extra={"error": type(error).__name__, "at": at})


def add_error_handlers(app: FastAPI) -> None:
    """Let every failure of the API be JSON."""
    app.add_exception_handler(RepriseError, _foreseen)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _foreseen(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, InvalidParameterError):
        return _invalid_request([_issue("unrecognized_keys", [error.name], str(error))])
    for kind, status, name in _ANSWERS:
        if isinstance(error, kind):
            response = answer(status, str(error) or status.phrase, name)
            if status is HTTPStatus.SERVICE_UNAVAILABLE:
                response.headers["Retry-After"] = "1"
            return response
    return unforeseen(error)


def _invalid(_request: Request, error: Exception) -> JSONResponse:
    issues = error.errors() if isinstance(error, RequestValidationError) else []
    return _invalid_request(
        [_issue(each["type"], list(each["loc"][1:]), _words(each["msg"])) for each in issues]
    )


def _words(message: str) -> str:
    return message.removeprefix("Value error, ")


def _http(_request: Request, error: Exception) -> JSONResponse:
    status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else 500)
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        return answer(status, "Method not allowed", "MethodNotAllowedError")
    if status is HTTPStatus.NOT_FOUND:
        return answer(status, "There is no such resource here", "LangfuseNotFoundError")
    return answer(status, status.phrase)


def _invalid_request(issues: list[dict[str, Any]]) -> JSONResponse:
    body = {"message": "Invalid request data", "error": issues}
    return JSONResponse(body, HTTPStatus.BAD_REQUEST)


def _issue(code: str, path: list[Any], message: str) -> dict[str, Any]:
    return {"code": code, "path": path, "message": message}
