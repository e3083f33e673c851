"""A session → its row in the list."""

from collections.abc import Iterable

from functions.model.session import Session
from web.pages.figures import sample_words, summary_words, tokens_alone, when
from web.pages.format import dollars, duration
from web.pages.language import say
from web.pages.links import id_to_key, session_url, star_url, with_query
from web.pages.session_list.context import SessionRow
from web.pages.session_view import title_of
from web.pages.view import StarView
from web.pages.words import first_words, unmarked

_LINE = 140
_TAGS = 4
_SCORES = 2


def rows_of(sessions: Iterable[Session], project: str, query: str) -> tuple[SessionRow, ...]:
    """Return the rows of a list; `query` is the query string of its address."""
    return tuple(_row(each, project, query) for each in sessions)


def _row(session: Session, project: str, query: str) -> SessionRow:
    key = id_to_key(session.session_id)
    url = with_query(session_url(project, key), list=query)
    title = title_of(session)
    last = first_words(session.last_user, _LINE)
    errors = session.error_count
    return SessionRow(
        key=key,
        url=url,
        star=StarView(url=star_url(project, key), starred=session.starred),
        title=title,
        last=last if last not in (title, first_words(session.first_user, _LINE)) else "",
        outcome=first_words(unmarked(session.last_answer), _LINE),
        session_id=session.session_id,
        active=when(session.end_ns),
        user=session.users.values[0] if session.users.values else "",
        more_users=max(0, session.users.count - 1),
        environment=sample_words(session.environments, 1),
        tags=session.tags.values[:_TAGS],
        turns=session.turn_count,
        errors=say("figure.errors", n=errors) if errors else "",
        error_url=f"{url}#t{session.error_turn}" if session.error_turn else url,
        duration=duration(session.duration_ns),
        tokens=tokens_alone(session.usage) if session.usage else "",
        cost=dollars(session.cost_usd) if session.cost_usd is not None else "",
        scores=tuple(summary_words(each, counts=False) for each in session.scores[:_SCORES]),
        public=session.publication_count > 0,
    )
