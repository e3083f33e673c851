"""Who asks: a project's key pair, as HTTP Basic."""

from base64 import b64decode
from typing import Annotated

from fastapi import Depends, Request

from functions.model.errors import ForbiddenError, UnauthorizedError
from functions.store.table import SessionTable, session_table

_WRONG = "Invalid credentials. Confirm that you've configured the correct host."

type Sessions = Annotated[SessionTable, Depends(session_table)]


def authorized(request: Request, table: Sessions) -> str:
    """Return the id of the project whose keys came with a request."""
    header = request.headers.get("authorization")
    if header is None:
        raise UnauthorizedError("No authorization header")
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() == "bearer":
        raise ForbiddenError("A public key alone does not allow reading; use Basic authentication")
    if scheme.lower() != "basic":
        raise UnauthorizedError("Invalid authorization header")
    public_key, secret_key = _pair(credentials)
    try:
        return table.verify_api_key(public_key, secret_key)
    except UnauthorizedError:
        raise UnauthorizedError(_WRONG) from None


def _pair(credentials: str) -> tuple[str, str]:
    try:
        public_key, colon, secret_key = b64decode(credentials.strip()).decode().partition(":")
    except ValueError:
        raise UnauthorizedError("Invalid authorization header") from None
    if not colon or not public_key:
        raise UnauthorizedError("Invalid authorization header")
    return public_key, secret_key


type ProjectId = Annotated[str, Depends(authorized)]
