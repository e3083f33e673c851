"""Two sessions side by side → the context of their page."""

from collections.abc import Iterable

from functions.model.session import Session
from web.pages.compare.context import (
    Candidate,
    ChooseContext,
    CompareContext,
    ComparedSession,
)
from web.pages.compare.figures import session_figures
from web.pages.compare.pair_view import differing, pair_view
from web.pages.figures import when
from web.pages.language import say
from web.pages.links import compare_url, id_to_key, session_url
from web.pages.session_view import title_of
from web.pages.view import Shell
from web.replay.comparison import Comparison
from web.replay.word_diff import Patience

ROWS = 50
"""Pairs on one page."""

_PATIENCE_S = 2.0
"""For all word by word comparisons of a page."""


def compare_context(
    comparison: Comparison, keys: tuple[str, str], shell: Shell, *, only: bool, first: int
) -> CompareContext:
    """Return a page: `ROWS` pairs from number `first` on, `only` where they differ."""
    project = shell.project_id
    different = differing(comparison.pairs)
    pairs = different if only else comparison.pairs
    begin = min(max(1, first), max(1, len(pairs)))
    urls = session_url(project, keys[0]), session_url(project, keys[1])
    patience = Patience(_PATIENCE_S)

    def here(only: bool, first: int = 1) -> str:
        return compare_url(project, *keys, only=only, first=first)

    return CompareContext(
        shell=shell,
        left=_side(comparison.left, urls[0]),
        right=_side(comparison.right, urls[1]),
        figures=session_figures(comparison.left, comparison.right),
        pairs=tuple(
            pair_view(each, urls, patience) for each in pairs[begin - 1 : begin - 1 + ROWS]
        ),
        summary=say("compare.summary", n=len(comparison.pairs), different=len(different)),
        only=only,
        only_url=here(not only),
        swap_url=compare_url(project, keys[1], keys[0], only=only),
        earlier_url=here(only, max(1, begin - ROWS)) if begin > 1 else "",
        later_url=here(only, begin + ROWS) if begin + ROWS <= len(pairs) else "",
    )


def choose_context(
    chosen: Session | None, sessions: Iterable[Session], shell: Shell, *, cursor: str | None
) -> ChooseContext:
    """Return the page on which the other session is chosen, or the first."""
    project = shell.project_id
    key = id_to_key(chosen.session_id) if chosen else ""
    return ChooseContext(
        shell=shell,
        heading=say("compare.with" if chosen else "compare.first"),
        chosen=_side(chosen, session_url(project, key)) if chosen else None,
        chosen_key=key,
        candidates=tuple(
            _candidate(each, project, key) for each in sessions if id_to_key(each.session_id) != key
        ),
        action=compare_url(project),
        next_url=compare_url(project, key, cursor=cursor) if cursor else "",
    )


def _side(session: Session, url: str) -> ComparedSession:
    return ComparedSession(title=title_of(session), url=url, started=when(session.start_ns))


def _candidate(session: Session, project: str, chosen: str) -> Candidate:
    key = id_to_key(session.session_id)
    errors = session.error_count
    return Candidate(
        title=title_of(session),
        url=compare_url(project, chosen, key) if chosen else compare_url(project, key),
        active=when(session.end_ns),
        facts=(
            say("figure.turns", n=session.turn_count),
            *([say("figure.errors", n=errors)] if errors else []),
            *session.models.values[:1],
            *session.users.values[:1],
        ),
    )
