"""A session → what its page and its public page say."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from functions.model.session import Session
from web.pages.budget import NodeBudget
from web.pages.context import PublishedContext, SessionContext
from web.pages.figures import (
    cost_fact,
    error_status,
    said,
    sample_words,
    summary_words,
    time_facts,
    token_fact,
    when,
)
from web.pages.language import say
from web.pages.links import id_to_key, judge_url, name_url, session_url, star_url, trace_url
from web.pages.media_view import PageMedia
from web.pages.turn_view import TurnPage, live_turn, published_turn
from web.pages.view import (
    Fact,
    LiveView,
    PublishPanel,
    Shell,
    StarView,
    TurnView,
    WindowView,
)
from web.pages.words import first_words
from web.replay.growth import IDLE_S, is_live, seen_of, unseen
from web.replay.replay import Replay, ribbon_of
from web.replay.retries import find_retries
from web.replay.ribbon import Beat, Ribbon, build_ribbon
from web.replay.window import MOST, Window, window_from

_LINK_ELEMENTS = 13
"""Of one public link with the form that takes it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a reader wants to see a session."""

    density: str = "tools"
    view: str = "conversation"
    first: int = 1
    """The number of the turn with which the page begins."""

    most: int = MOST
    """Turns on the page."""

    seen: str = ""
    """What the reader has of it already, as `LiveView.seen` names it: only the rest is shown."""

    walk_url: str = ""
    """Where the sessions beside it in its list are found."""

    review: bool = False
    """It is to be judged."""


AS_USUAL = Asked()


def session_context(  # noqa: PLR0913, RUF100 - what a page needs besides its session
    replay: Replay,
    *,
    shell: Shell,
    session_id: str,
    publish: PublishPanel,
    asked: Asked = AS_USUAL,
    live: LiveView | None = None,
) -> SessionContext:
    """Return the context of a session's page; `live` where the session may still go on."""
    session = replay.session
    key = id_to_key(session_id)
    window = window_from(replay.turns, asked.first, asked.most)
    page = session_url(shell.project_id, key)
    return SessionContext(
        shell=shell,
        title=title_of(session),
        name=session.name or "",
        url=page,
        name_url=name_url(shell.project_id, key),
        session_id=session_id,
        star=StarView(url=star_url(shell.project_id, key), starred=session.starred),
        status=error_status(session.error_count, session.error_turn),
        status_url=_turn_url(page, session.error_turn, window) if session.error_turn else "",
        facts=_facts(session),
        details=_details(session),
        notes=_notes(session),
        started=when(session.start_ns),
        live=live if window.is_last else None,
        density=asked.density,
        view=asked.view,
        window=_window(page, window),
        ribbon=ribbon_of(window.turns),
        turns=_turns(
            replay.session, window, asked.seen, shell.project_id, len(publish.publications)
        ),
        publish=publish,
        scores_url=judge_url(page, what="scores"),
        judge_url=judge_url(page),
        scores=session_scores(session),
        walk_url=asked.walk_url,
        review=asked.review,
    )


def session_scores(session: Session) -> tuple[str, ...]:
    """Return how a session and its turns were judged, in a line."""
    return tuple(summary_words(each) for each in session.scores[:6])


def live_view(replay: Replay, asked: Asked, *, url: str, version: int, now_ns: int) -> LiveView:
    """Return whether a session goes on, and how a page asks for what is new; `url` is its own."""
    window = window_from(replay.turns, asked.first, asked.most)
    age_s = max(0, now_ns - (replay.session.end_ns or 0)) // 1_000_000_000
    news = {
        "version": version,
        "seen": str(seen_of(window.turns)),
        "from": asked.first,
        "view": asked.view,
    }
    return LiveView(
        url=f"{url}/news?{urlencode(news)}",
        goes_on=is_live(age_s),
        waits=age_s < IDLE_S,
        since=when(replay.session.end_ns),
        age_s=age_s,
    )


def _turn_url(url: str, number: int, window: Window) -> str:
    """Return the address of a turn, which may stand on another page of its session."""
    if window.first <= number <= window.last:
        return f"#t{number}"
    return f"{url}?from={number}#t{number}"


def _window(url: str, window: Window) -> WindowView | None:
    """Return where a page's turns stand among all, where those are too many for one page."""
    if window.total <= len(window.turns):
        return None
    earlier = max(1, window.first - MOST) if window.first > 1 else None
    return WindowView(
        words=say("session.window", first=window.first, last=window.last, total=window.total),
        total=window.total,
        earlier_url=f"{url}?from={earlier}" if earlier else "",
        later_url="" if window.is_last else f"{url}?from={window.last + 1}",
    )


def title_of(session: Session) -> str:
    """Return what a session is called: its name, else its first words, else its id."""
    words = session.name or session.first_user
    return first_words(words, 140) or session.session_id or say("session.untitled")


def published_parts(
    context: PublishedContext,
) -> tuple[tuple[TurnView, ...], Ribbon, tuple[Fact, ...], str, str]:
    """Return turns, ribbon, figures, status and the status's link of a public page."""
    budget = NodeBudget(len(context.turns))
    page = TurnPage(
        budget=budget,
        media=PageMedia(budget=budget),
        retries=find_retries((each.number, each.tools) for each in context.turns),
    )
    turns = tuple(published_turn(each, page) for each in context.turns)
    failed = next((each.number for each in context.turns if each.error_count), None)
    errors = sum(each.error_count for each in context.turns)
    return (
        turns,
        build_ribbon(_beats(context)),
        time_facts(len(turns), context.wall_ns, context.active_ns),
        error_status(errors, failed),
        f"#t{failed}" if failed else "",
    )


def _beats(context: PublishedContext) -> Sequence[Beat]:
    return [
        Beat(
            number=each.number,
            offset_ns=each.offset_ns,
            duration_ns=each.duration_ns or 0,
            failed=each.error_count > 0,
            tools=max(each.tool_count, len(each.tools)),
        )
        for each in context.turns
    ]


def _turns(
    session: Session, window: Window, seen: str, project: str, links: int
) -> tuple[TurnView, ...]:
    lacking = unseen(window.turns, seen)
    budget = NodeBudget(len(lacking), besides=links * _LINK_ELEMENTS)
    session_page = session_url(project, id_to_key(session.session_id))
    page = TurnPage(
        budget=budget,
        media=PageMedia(project, budget=budget),
        retries=find_retries((each.number, each.turn.tools) for each in window.turns),
        with_models=session.models.count > 1,
    )
    return tuple(
        live_turn(
            each,
            page,
            trace_url=trace_url(project, id_to_key(each.turn.trace_id)),
            judge_url=judge_url(
                session_page, turn=id_to_key(each.turn.trace_id), number=each.number
            ),
        )
        for each in lacking
    )


def _facts(session: Session) -> tuple[Fact, ...]:
    models = sample_words(session.models, 1)
    return (
        *time_facts(session.turn_count, session.duration_ns, session.active_ns),
        token_fact(session.usage),
        cost_fact(session.cost_usd, session.cost_source),
        *([Fact(value=models, title=", ".join(session.models.values))] if models else []),
    )


def _details(session: Session) -> tuple[tuple[str, str], ...]:
    return said(
        (say("session.user"), sample_words(session.users)),
        (say("session.environment"), sample_words(session.environments)),
    )


def _notes(session: Session) -> tuple[tuple[str, str], ...]:
    return said(
        (say("session.tags"), sample_words(session.tags, 8)),
        (say("session.release"), sample_words(session.releases)),
    )
