"""Which session a trace belongs to, decided from all that its fragments claim."""

from collections.abc import Iterable

from functions.model.fragment import Order, SessionClaim, TraceFragment


def choose_session(said: Iterable[TraceFragment], roots: set[str]) -> str | None:
    """Return the session of a trace, or None if nobody names one.

    The best rank wins, within it the latest order, then the greater value. A claim that counts
    only from a root loses where its rank holds different values and it is not from one of `roots`.
    """
    claims = [(each.order, claim) for each in said for claim in each.claims]
    if not claims:
        return None
    best = min(claim.rank for _, claim in claims)
    ranked = [(order, claim) for order, claim in claims if claim.rank == best]
    _, winner = max(_from_roots(ranked, roots), key=lambda each: (each[0], each[1].session_id))
    return winner.session_id


def _from_roots(
    claims: list[tuple[Order, SessionClaim]], roots: set[str]
) -> list[tuple[Order, SessionClaim]]:
    if len({claim.session_id for _, claim in claims}) == 1:
        return claims
    kept = [
        (order, claim)
        for order, claim in claims
        if not claim.root_only or claim.observation_id in roots
    ]
    return kept or claims
