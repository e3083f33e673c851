"""The list of users: what its page is told, and its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from web.pages.figures import when
from web.pages.format import dollars, units
from web.pages.language import grouped, say
from web.pages.links import sessions_of_user_url, users_url
from web.pages.session_list.context import Choice, ColumnHead
from web.pages.session_list.query import WrongQueryError
from web.pages.view import Shell, When
from web.replay.users import UserFigures

MOST_ROWS = 500
ORDERS = ("user", "active", "sessions", "turns", "errors", "tokens", "cost")
"""By column; all but the name are greatest first."""

_USUAL = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A user in the list."""

    user_id: str
    url: str
    """Of the list of that user's sessions; nothing for a name of which rows hold the beginning."""

    active: When
    sessions: str
    turns: str
    errors: str
    failed: str
    """In how many sessions; nothing where nothing failed."""

    tokens: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserListContext:
    """`/p/{project}/users`."""

    shell: Shell
    base: str
    """The address of the list in its usual order."""

    periods: tuple[Choice, ...]
    order: str
    heads: tuple[ColumnHead, ...]
    rows: tuple[UserRow, ...]
    looked: str
    """Of how many sessions these figures are."""

    more: str
    """How many users there is no room for; nothing where all are shown."""


def user_rows(users: Iterable[UserFigures], project: str) -> tuple[UserRow, ...]:
    """Return the rows of a list."""
    return tuple(_row(each, project) for each in users)


def in_order(users: Iterable[UserFigures], order: str) -> list[UserFigures]:
    """Return users in one of the orders; those who lack what it is by are last."""
    named = sorted(users, key=lambda each: each.user_id)
    if order == "user":
        return named
    return sorted(named, key=lambda each: _figure(each, order), reverse=True)


def parse_order(text: str) -> str:
    """Return the order that an address asks for.

    Raises:
        WrongQueryError: there is none of that name.

    """
    if text and text not in ORDERS:
        raise WrongQueryError(say("list.wrong.choice", name="sort", choices=", ".join(ORDERS)))
    return text or _USUAL


def heads(project: str, order: str, last: str) -> tuple[ColumnHead, ...]:
    """Return the heads of the columns, each leading to its order."""
    return tuple(
        ColumnHead(
            label=say(f"users.head.{each}"),
            url=users_url(project, sort=each, last=last),
            sorted=("ascending" if each == "user" else "descending") if each == order else "",
        )
        for each in ORDERS
    )


def looked_at(sessions: int, *, more: bool) -> str:
    """Return of how many sessions the figures are."""
    return say("users.looked_newest" if more else "users.looked", n=sessions)


def left_out(users: Sequence[UserFigures]) -> str:
    """Return how many users there is no room for."""
    more = len(users) - MOST_ROWS
    return say("users.more", n=more) if more > 0 else ""


def _figure(user: UserFigures, order: str) -> float:
    figures = {
        "active": user.last_active_ns,
        "sessions": user.sessions,
        "turns": user.turns,
        "errors": user.errors,
        "tokens": user.tokens,
        "cost": user.cost_usd,
    }
    found = figures[order]
    return float("-inf") if found is None else found


def _row(user: UserFigures, project: str) -> UserRow:
    return UserRow(
        user_id=user.user_id,
        url="" if user.user_id.endswith("…") else sessions_of_user_url(project, user.user_id),
        active=when(user.last_active_ns),
        sessions=grouped(user.sessions),
        turns=grouped(user.turns),
        errors=grouped(user.errors) if user.errors else "",
        failed=say("users.failed", n=user.failed_sessions) if user.failed_sessions else "",
        tokens=units(user.tokens) if user.tokens is not None else "",
        cost=dollars(user.cost_usd) if user.cost_usd is not None else "",
    )
