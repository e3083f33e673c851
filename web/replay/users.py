"""Sessions → what each of their users did."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.model.session import Session
from functions.model.usage import total_units


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFigures:
    """What the sessions of one user add up to; one of several users counts for each of them."""

    user_id: str
    sessions: int = 0
    turns: int = 0
    failed_sessions: int = 0
    """Of which a turn failed."""

    errors: int = 0
    tokens: int | None = None
    """None where no sender reported any."""

    cost_usd: float | None = None
    """Of the sessions whose cost is known; None where it is known of none."""

    last_active_ns: int | None = None


def build_users(sessions: Iterable[Session]) -> tuple[UserFigures, ...]:
    """Return the users of sessions, in no order."""
    users: dict[str, UserFigures] = {}
    for session in sessions:
        for user_id in session.users.values:
            users[user_id] = _with(users.get(user_id) or UserFigures(user_id=user_id), session)
    return tuple(users.values())


def _with(user: UserFigures, session: Session) -> UserFigures:
    return UserFigures(
        user_id=user.user_id,
        sessions=user.sessions + 1,
        turns=user.turns + session.turn_count,
        failed_sessions=user.failed_sessions + bool(session.error_count),
        errors=user.errors + session.error_count,
        tokens=_sum(user.tokens, total_units(session.usage)),
        cost_usd=_sum(user.cost_usd, session.cost_usd),
        last_active_ns=_later(user.last_active_ns, session.end_ns),
    )


def _sum[T: (int, float)](one: T | None, other: T | None) -> T | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _later(one: int | None, other: int | None) -> int | None:
    return max((each for each in (one, other) if each is not None), default=None)
