"""Which session a trace belongs to, decided from all that its fragments claim."""

from collections.abc import Iterable

from functions.model.fragment import Order, SessionClaim, TraceFragment


def choose_session(said: Iterable[TraceFragment], roots: set[str]) -> str | None:
    """Return the session of a trace, or None if nobody names one.

    The best rank wins, within it the latest time, then the greater value. Where a rank holds
    different values, a claim that counts only from a root counts only from one of `roots`.
    """
    claims = [(each.order, claim) for each in said for claim in each.claims]
    if not claims:
        return None
    best = min(claim.rank for _, claim in claims)
    ranked = [(order, claim) for order, claim in claims if claim.rank == best]
    weighed = [_weight(each) for each in _from_roots(ranked, roots)]
    return max(weighed)[2] if weighed else None


def _weight(claimed: tuple[Order, SessionClaim]) -> tuple[bool, int, str]:
    order, claim = claimed
    return (order.unknown, order.time_ns, claim.session_id)


def _from_roots(
    claims: list[tuple[Order, SessionClaim]], roots: set[str]
) -> list[tuple[Order, SessionClaim]]:
    if len({claim.session_id for _, claim in claims}) == 1:
        return claims
    return [
        (order, claim)
        for order, claim in claims
        if not claim.root_only or claim.observation_id in roots
    ]
