"""A page of the list → what it says."""

from dataclasses import dataclass

from functions.model.saved_view import SavedView
from functions.store.saved_views import MOST_VIEWS
from web.pages.language import chosen_zone, say
from web.pages.links import exports_url, id_to_key, sessions_url, trace_url, with_query
from web.pages.session_list.context import Choice, Pager, SessionListContext, Views
from web.pages.session_list.filters import (
    address,
    chips_of,
    facets_of,
    flags_of,
    heads_of,
    operators_of,
    orders_of,
    periods_of,
)
from web.pages.session_list.found import ROWS, Found, Spot
from web.pages.session_list.links import look_url, review_url, select_url, views_url
from web.pages.session_list.query import SORT, ListQuery
from web.pages.session_list.rows import rows_of
from web.pages.view import Shell
from web.pages.words import first_words

_FAILURE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a page of the list says besides its sessions."""

    shell: Shell
    project: str
    query: ListQuery
    spot: Spot
    origin: str
    views: tuple[SavedView, ...] = ()
    view_id: str = ""
    """Of the view that was chosen."""

    notice: str = ""
    receipt_url: str = ""
    problem: str = ""
    failures: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The address of the whole list."""
        return sessions_url(self.project)


def list_context(around: Around, found: Found) -> SessionListContext:
    """Return the context of a page of the list."""
    query, base = around.query, around.base
    return SessionListContext(
        shell=around.shell,
        query=query,
        problem=around.problem,
        notice=around.notice,
        receipt_url=around.receipt_url,
        views=_views(around),
        chips=chips_of(query, base),
        clear_url=base,
        periods=periods_of(query),
        orders=orders_of(query),
        operators=operators_of(query),
        flags=flags_of(query, found.counts, base),
        facets=facets_of(query, found.counts, base),
        counted=say("list.counted", n=found.counted) if found.counted else "",
        zone=zone.key if (zone := chosen_zone()) else "UTC",
        heads=heads_of(query, base),
        rows=rows_of(found.sessions, around.project, query.text),
        welcome=_is_welcome(around, found),
        pager=_pager(around, found),
        here=_here(around, around.spot),
        look_url=_look_url(around, found),
        select_url=select_url(around.project),
        export_url=exports_url(around.project),
        review_url=review_url(around.project, around.query.text),
        origin=around.origin,
        failures=tuple(
            (first_words(each, _FAILURE), trace_url(around.project, id_to_key(each)))
            for each in around.failures
        ),
    )


def _is_welcome(around: Around, found: Found) -> bool:
    """Tell whether nothing was ever sent: nothing stands in the list of everything."""
    return not (found.sessions or found.later or around.query.pairs or around.problem) and (
        around.spot.is_first
    )


def _look_url(around: Around, found: Found) -> str:
    """Return where a first page looks again; an order of all sessions is too dear for that."""
    if around.problem or around.query.value(SORT) or not around.spot.is_first:
        return ""
    return look_url(around.project, around.query.text, found.mark)


def _here(around: Around, spot: Spot | None) -> str:
    if spot is None:
        return ""
    where = {"cursor": spot.cursor, "before": spot.before, "view": around.view_id}
    said = {name: value for name, value in where.items() if value}
    if spot.page > 1:
        said["page"] = str(spot.page)
    return address(around.base, around.query, **said)


def _pager(around: Around, found: Found) -> Pager:
    return Pager(
        words=_words(around, found),
        newest_url="" if around.spot.is_first else _here(around, Spot()),
        earlier_url=_here(around, found.earlier),
        later_url=_here(around, found.later),
        goes_on=found.later is not None and len(found.sessions) < ROWS,
    )


def _words(around: Around, found: Found) -> str:
    shown = len(found.sessions)
    if found.total is not None:
        start = (around.spot.page - 1) * ROWS
        return say("list.range", first=start + min(1, shown), last=start + shown, n=found.total)
    if around.query.filters:
        return say("list.matches", n=shown, looked=found.looked)
    return say("list.shown", n=shown)


def _views(around: Around) -> Views:
    chosen = next((each for each in around.views if each.view_id == around.view_id), None)
    return Views(
        links=tuple(
            Choice(
                value=each.view_id,
                label=each.name,
                url=with_query(around.base, each.query, view=each.view_id),
                chosen=each is chosen,
            )
            for each in around.views
        ),
        chosen=chosen,
        action=views_url(around.project),
        can_save=bool(around.query.pairs) and len(around.views) < MOST_VIEWS,
    )
