"""What a person prefers: language, time zone, colours, and how much of a session is shown.

Each is a cookie of its own, so that a page is right as it leaves the server, without scripts. A
cookie is no more than what somebody sent: a value that is none of ours is as good as none.

    chosen = preferences()                          # of the request that is being answered
    remember(response, density=Density.TOOLS)       # from now on
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from starlette.responses import Response

from web.pages.language import LANGUAGES


class Theme(StrEnum):
    """Which colours; `system` follows the machine."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How much of a turn is shown."""

    CONVERSATION = "conversation"
    TOOLS = "tools"
    EVERYTHING = "everything"


class View(StrEnum):
    """As what a session is shown."""

    CONVERSATION = "conversation"
    TREE = "tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What somebody has chosen; the defaults are of those who have not."""

    language: str | None = None
    """None for the one that the browser asks for."""

    zone: ZoneInfo | None = None
    """None for the browser's own."""

    theme: Theme = Theme.SYSTEM
    density: Density = Density.TOOLS
    view: View = View.CONVERSATION


_NOT_SET = "Factory"
"""The zone of a machine that nobody has told where it stands."""

_YEAR_S = 365 * 86_400
_CHOSEN: ContextVar[Preferences] = ContextVar("preferences", default=Preferences())  # noqa: B039 - frozen


def preferences() -> Preferences:
    """Return what the person prefers whose request is being answered."""
    return _CHOSEN.get()


@contextmanager
def preferring(chosen: Preferences) -> Iterator[None]:
    """Let `preferences` return these."""
    token = _CHOSEN.set(chosen)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def parse_preferences(cookies: Mapping[str, str]) -> Preferences:
    """Return what cookies say, without anything in them that is not ours."""
    language = cookies.get("lang")
    return Preferences(
        language=language if language in LANGUAGES else None,
        zone=find_zone(cookies.get("zone", "")),
        theme=_one_of(Theme, cookies.get("theme"), Theme.SYSTEM),
        density=_one_of(Density, cookies.get("density"), Density.TOOLS),
        view=_one_of(View, cookies.get("view"), View.CONVERSATION),
    )


def remember(response: Response, **chosen: str) -> None:
    """Let a browser send these from now on; an empty one is forgotten."""
    for name, value in chosen.items():
        response.set_cookie(
            name,
            value,
            max_age=_YEAR_S if value else 0,
            path="/",
            httponly=True,
            samesite="lax",
        )


def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of that very name, such as `Europe/Berlin`, or None."""
    return ZoneInfo(name) if name in zone_names() else None


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all time zones."""
    names = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return frozenset(names) - {_NOT_SET}


def _one_of[T: StrEnum](kind: type[T], value: str | None, default: T) -> T:
    return kind(value) if value in set(kind) else default
