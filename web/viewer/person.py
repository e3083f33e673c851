"""Who looks.

There is no sign-in yet: `SIGN_IN=local` takes everybody who reaches the machine for its user, and
any other value, or none, lets nobody in.  No door is open by default.
"""

from dataclasses import dataclass
from os import environ
from re import compile as pattern
from typing import Annotated

from fastapi import Depends

from functions.model.errors import ForbiddenError, NotFoundError

_PROJECT = pattern(r"[A-Za-z0-9_-]{1,64}")


class SignInNotSetUpError(ForbiddenError):
    """Nobody may look before the installation knows who may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may read."""

    name: str


def signed_in() -> Person:
    """Return who is looking.

    Raises:
        SignInNotSetUpError: it cannot be known.

    """
    if environ.get("SIGN_IN") == "local":
        return Person(name="you")
    raise SignInNotSetUpError


def readable_project(project: str, _person: "Reader") -> str:
    """Return the id of a project that the person may read.

    Raises:
        NotFoundError: no project can have that id.

    """
    if not _PROJECT.fullmatch(project):
        raise NotFoundError("project")
    return project


def home_project() -> str:
    """Return the project whose sessions `/` shows."""
    return environ.get("HOME_PROJECT", "demo")


type Reader = Annotated[Person, Depends(signed_in)]
type ProjectId = Annotated[str, Depends(readable_project)]
