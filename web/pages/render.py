"""Contexts → HTML.  One function per page; the templates know nothing but their context."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web.pages.compare.context import ChooseContext, CompareContext
from web.pages.context import (
    MessageContext,
    PreferencesContext,
    PublishedContext,
    PublishedPage,
    ReferenceContext,
    SessionContext,
)
from web.pages.erasing_view import EraseContext, ReceiptContext
from web.pages.export_view import ExportContext
from web.pages.figures import when, when_ms
from web.pages.format import duration
from web.pages.inspect.view import FragmentContext, TraceContext
from web.pages.judging.view import JudgeContext, ScoreConfigsContext
from web.pages.language import language, say, texts_for_scripts
from web.pages.review.view import WalkView
from web.pages.session_list.context import DeletionContext, SessionListContext
from web.pages.session_view import published_parts
from web.pages.static_files import published_css
from web.pages.trace_list import TraceListContext
from web.pages.user_list import UserListContext
from web.pages.view import StarView
from web.pages.words import first_words

type Context = (
    ChooseContext
    | CompareContext
    | DeletionContext
    | ExportContext
    | FragmentContext
    | JudgeContext
    | MessageContext
    | PreferencesContext
    | PublishedPage
    | ReferenceContext
    | EraseContext
    | ReceiptContext
    | ScoreConfigsContext
    | SessionContext
    | SessionListContext
    | TraceContext
    | TraceListContext
    | UserListContext
)


def session_page(context: SessionContext) -> str:
    """Return the page of a session."""
    return _render("session.html", context)


def news_page(context: SessionContext) -> str:
    """Return what is new on the page of a session."""
    return _render("news.html", context)


def sessions_page(context: SessionListContext) -> str:
    """Return the list of sessions."""
    return _render("sessions.html", context)


def sessions_part(context: SessionListContext) -> str:
    """Return what of the list of sessions is looked for again."""
    return _render("sessions_part.html", context)


def deletion_page(context: DeletionContext) -> str:
    """Return the page that asks before sessions are deleted."""
    return _render("deletion.html", context)


def trace_page(context: TraceContext) -> str:
    """Return the page of a trace."""
    return _render("trace.html", context)


def fragment(context: FragmentContext) -> str:
    """Return a piece of a page of a trace or of a session."""
    return _render("fragment.html", context)


def reference_page(context: ReferenceContext) -> str:
    """Return the reference of the API."""
    return _render("reference.html", context)


def traces_page(context: TraceListContext) -> str:
    """Return the list of traces."""
    return _render("traces.html", context)


def users_page(context: UserListContext) -> str:
    """Return the list of users."""
    return _render("users.html", context)


def preferences_page(context: PreferencesContext) -> str:
    """Return the form of what a person prefers."""
    return _render("prefs.html", context)


def compare_page(context: CompareContext) -> str:
    """Return the page that shows two sessions side by side."""
    return _render("compare.html", context)


def choose_page(context: ChooseContext) -> str:
    """Return the page on which the other session is chosen."""
    return _render("compare_choose.html", context)


def export_page(context: ExportContext) -> str:
    """Return the page of an export."""
    return _render("export.html", context)


def message_page(context: MessageContext) -> str:
    """Return a page that says no."""
    return _render("message.html", context)


def published_page(context: PublishedContext) -> str:
    """Return a published page: one file that loads nothing."""
    return _render("published.html", _published(context))


def star_button(star: StarView) -> str:
    """Return the button that sets the star of a session, or takes it away."""
    return _piece("_star.html", "star", star)


def judge_page(context: JudgeContext) -> str:
    """Return the page by which something is judged."""
    return _render("judge.html", context)


def judge_panel(context: JudgeContext) -> str:
    """Return the same for a column of another page, with the scores that are fresh there."""
    return _piece("_judge.html", "panel", context, True)


def judge_link(url: str, scores: Sequence[str]) -> str:
    """Return the link to a panel of judging, which shows the scores so far."""
    return _piece("_judge.html", "link", url, scores)


def walk_links(walk: WalkView) -> str:
    """Return the way from a session to those beside it in its list."""
    return _piece("_walk.html", "links", walk)


def erase_page(context: EraseContext) -> str:
    """Return the question whether something is to be deleted."""
    return _render("erase.html", context)


def receipt_page(context: ReceiptContext) -> str:
    """Return how far a deletion is."""
    return _render("receipt.html", context)


def score_configs_page(context: ScoreConfigsContext) -> str:
    """Return the list of score configs."""
    return _render("score_configs.html", context)


def _published(context: PublishedContext) -> PublishedPage:
    css, style_hash = published_css()
    turns, ribbon, facts, status, status_url = published_parts(context)
    expires = context.expires_ms
    return PublishedPage(
        title=first_words(context.title, 140) or say("publish.untitled"),
        css=Markup(css),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src {style_hash}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        status=status,
        status_url=status_url,
        facts=facts,
        started=when(context.start_ns),
        published=when_ms(context.published_ms),
        expires=when_ms(expires) if expires is not None else None,
        ribbon=ribbon,
        turns=turns,
    )


def _render(name: str, context: Context) -> str:
    return _environment().get_template(name).render(page=context)


def _piece(name: str, macro: str, *arguments: object) -> str:
    """Return what a macro writes: a part of a page, for a script that asks for it."""
    return str(getattr(_environment().get_template(name).module, macro)(*arguments))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["duration"] = duration
    environment.globals |= {
        "say": say,
        "language": language,
        "texts_for_scripts": texts_for_scripts,
    }
    return environment
