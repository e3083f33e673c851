"""The Lambda behind everything that an SDK writes on its hot path."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from functions.ingest.answer import Answer, error_answer, status_answer, success_answer
from functions.ingest.moment import Moment
from functions.ingest.otlp import post_traces
from functions.ingest.preflight import preflight_answer
from functions.ingest.request import Request
from functions.ingest.sender import Sender, verify
from functions.model.chunk import Credential
from functions.model.errors import (
    ForbiddenError,
    MalformedError,
    RepriseError,
    StoreUnavailableError,
    TooLargeError,
    UnauthorizedError,
)
from functions.store.wire import RefusedError

type Post = Callable[[Request, Sender, Moment], Answer]


def _post_batch(request: Request, sender: Sender, moment: Moment) -> Answer:
    from functions.ingest.langfuse import post_batch

    return post_batch(request, sender, moment)


def _post_scores(request: Request, sender: Sender, moment: Moment) -> Answer:
    from functions.ingest.scores import post_scores

    return post_scores(request, sender, moment)


def _post_entity(request: Request, sender: Sender, moment: Moment) -> Answer:
    from functions.ingest.entities import post_entity

    return post_entity(request, sender, moment)


# What needs pydantic is imported with its first request: it never slows an OTLP cold start.
_ROUTES: dict[tuple[str, str], Post] = {
    ("POST", "/api/public/otel/v1/traces"): post_traces,
    ("POST", "/v1/traces"): post_traces,
    ("POST", "/api/public/ingestion"): _post_batch,
    ("POST", "/api/public/scores"): _post_scores,
    ("POST", "/api/public/traces"): _post_entity,
    ("POST", "/api/public/spans"): _post_entity,
    ("PATCH", "/api/public/spans"): _post_entity,
    ("POST", "/api/public/generations"): _post_entity,
    ("PATCH", "/api/public/generations"): _post_entity,
    ("POST", "/api/public/events"): _post_entity,
}
_DROPPED = (
    "/api/public/otel/v1/metrics",
    "/v1/metrics",
    "/v2/traces/",
    "/api/public/otel/v2/traces/",
)
"""What SDKs send along and nobody keeps: Traceloop's images come without a usable key."""

_OPEN_TO_PUBLIC_KEY = ("/api/public/ingestion", "/api/public/scores")
_STATUSES: dict[type[RepriseError], HTTPStatus] = {
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    MalformedError: HTTPStatus.BAD_REQUEST,
    UnauthorizedError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    StoreUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}

logger = logging.getLogger("reprise.ingest")


def lambda_handler(event: dict[str, Any], _context: object) -> Answer:
    """Entry point named in template.yaml."""
    moment = Moment.now()
    request = Request(event=event)
    if request.method == "OPTIONS":
        return preflight_answer(request)
    try:
        if request.path.startswith(_DROPPED):
            return success_answer(request)
        post = _route(request)
        sender = _allowed(request, verify(request, moment.deadline))
        return post(request, sender, moment)
    except (MalformedError, UnauthorizedError, ForbiddenError) as error:
        return _refusal(request, error)
    except StoreUnavailableError as error:
        logger.warning("store unavailable", exc_info=error.__cause__)
        return _refusal(request, error)
    except RefusedError:
        logger.exception("the store refuses: the deployment is at fault")
        return _refusal(request, StoreUnavailableError())


def _route(request: Request) -> Post:
    post = _ROUTES.get((request.method, request.path.rstrip("/")))
    if post is None:
        raise MalformedError("path: not one that takes traces by this method")
    return post


def _allowed(request: Request, sender: Sender) -> Sender:
    path = request.path.rstrip("/")
    if sender.credential is Credential.PUBLIC and path not in _OPEN_TO_PUBLIC_KEY:
        raise ForbiddenError("The public key alone may only send scores")
    return sender


def _refusal(request: Request, error: RepriseError) -> Answer:
    status = next(code for kind, code in _STATUSES.items() if isinstance(error, kind))
    message = str(error) or "The store is busy, please try again"
    headers = {"retry-after": "1"} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    if "/v1/" in request.path:
        return status_answer(request, status, message, headers)
    return error_answer(status, message, type(error).__name__, headers)
