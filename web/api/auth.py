"""Who asks: a project's key pair, as HTTP Basic."""

from base64 import b64decode
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBase
from fastapi.security.base import SecurityBase

from functions.model.errors import ForbiddenError, UnauthorizedError
from functions.store.table import SessionTable, session_table

_WRONG = "Invalid credentials. Confirm that you've configured the correct host."

type Sessions = Annotated[SessionTable, Depends(session_table)]


class _KeyPair(SecurityBase):
    """The header that the keys come in, and how the API's document describes it."""

    scheme_name = "keyPair"
    model = HTTPBase(
        scheme="basic", description="The public key as user name, the secret key as password."
    )

    def __call__(self, request: Request) -> str | None:
        """Return the header as it was sent."""
        return request.headers.get("authorization")


def authorized(header: Annotated[str | None, Depends(_KeyPair())], table: Sessions) -> str:
    """Return the id of the project whose keys came with a request.

    Raises:
        UnauthorizedError: no keys came, or wrong ones.
        ForbiddenError: only the public one came.

    """
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


def asking_key(header: Annotated[str | None, Depends(_KeyPair())]) -> str:
    """Return the public key of a request that is `authorized`."""
    return _pair((header or "").partition(" ")[2])[0]


def _pair(credentials: str) -> tuple[str, str]:
    try:
        public_key, colon, secret_key = b64decode(credentials.strip()).decode().partition(":")
    except ValueError:
        raise UnauthorizedError("Invalid authorization header") from None
    if not colon or not public_key:
        raise UnauthorizedError("Invalid authorization header")
    return public_key, secret_key


type ProjectId = Annotated[str, Depends(authorized)]
type AskingKey = Annotated[str, Depends(asking_key)]
