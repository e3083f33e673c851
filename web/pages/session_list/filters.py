"""What the filters of a list say: chips of those that are on, choices of those that could be."""

from web.pages.language import say
from web.pages.links import with_query
from web.pages.session_list.context import Chip, Choice, ColumnHead, Facet
from web.pages.session_list.found import Counts
from web.pages.session_list.query import (
    ASCENDING,
    OPERATORS,
    PERIODS,
    SORT,
    SORTED,
    ListQuery,
)

_FLAGS = ("error", "starred", "public")
_FACETS = ("environment", "user", "tag", "score")
_MOST = 8
"""Values of a facet."""

_SCORE = ("score_is", "score_value")


def chips_of(query: ListQuery, base: str) -> tuple[Chip, ...]:
    """Return the filters that are on."""
    return tuple(
        Chip(
            label=say(f"list.filter.{name}"),
            value=_said(query, name, value),
            without=address(base, _less(query, name, value)),
        )
        for name, value in query.filters
        if name not in _SCORE
    )


def _said(query: ListQuery, name: str, value: str) -> str:
    if name == "score":
        operator = query.value("score_is") or "="
        judged = query.value("score_value")
        return f"{value} {operator} {judged}" if judged else value
    if name == "last":
        return say(f"list.last.{value}")
    return say(f"list.{value}") if value in ("yes", "no") and name in _FLAGS else value


def _less(query: ListQuery, name: str, value: str) -> ListQuery:
    if name == "score":
        for each in _SCORE:
            query = query.without(each)
    return query.without(name, value)


def periods_of(query: ListQuery) -> tuple[Choice, ...]:
    """Return the presets of the time since a session was active last."""
    chosen = query.value("last")
    return (
        Choice(value="", label=say("list.last.any"), chosen=not chosen),
        *(
            Choice(value=each, label=say(f"list.last.{each}"), chosen=each == chosen)
            for each in PERIODS
        ),
    )


def orders_of(query: ListQuery) -> tuple[Choice, ...]:
    """Return the orders of a list, and that of now where it is none of the usual."""
    chosen = query.value(SORT)
    names = (*(each for each in SORTED if each != "active"), f"active{ASCENDING}")
    unusual = [chosen] if chosen and chosen not in names else []
    return (
        Choice(value="", label=say("list.sort.active"), chosen=not chosen),
        *(
            Choice(value=each, label=say(f"list.sort.{each}"), chosen=each == chosen)
            for each in (*names, *unusual)
        ),
    )


def operators_of(query: ListQuery) -> tuple[Choice, ...]:
    """Return how a score may be compared."""
    chosen = query.value("score_is")
    return tuple(Choice(value=each, label=each, chosen=each == chosen) for each in OPERATORS)


def heads_of(query: ListQuery, base: str) -> dict[str, ColumnHead]:
    """Return the heads of the columns: one click has the greatest first, two the least."""
    return {name: _head(query, base, name) for name in SORTED}


def _head(query: ListQuery, base: str, name: str) -> ColumnHead:
    now = query.value(SORT) or "active"
    descending = "" if name == "active" else name
    asked = f"{name}{ASCENDING}" if now == name else descending
    turned = query.with_value(SORT, asked) if asked else query.without(SORT)
    orders = {name: "descending", f"{name}{ASCENDING}": "ascending"}
    return ColumnHead(
        label=say(f"list.head.{name}"), url=address(base, turned), sorted=orders.get(now, "")
    )


def flags_of(query: ListQuery, counts: Counts, base: str) -> tuple[Choice, ...]:
    """Return what a session either is or is not, with how many are."""
    return tuple(
        Choice(
            value=name,
            label=say(f"list.flag.{name}"),
            chosen=query.value(name) == "yes",
            url=address(
                base,
                query.without(name)
                if query.value(name) == "yes"
                else query.with_value(name, "yes"),
            ),
            count=counts[name][True],
        )
        for name in _FLAGS
    )


def facets_of(query: ListQuery, counts: Counts, base: str) -> tuple[Facet, ...]:
    """Return what there is to choose from among the sessions that were looked at."""
    found = (
        Facet(
            name=name,
            title=say(f"list.filter.{name}"),
            choices=tuple(
                _facet_choice(query, base, name, str(value), count)
                for value, count in counts[name].most_common(_MOST)
            ),
        )
        for name in _FACETS
    )
    return tuple(each for each in found if each.choices)


def _facet_choice(query: ListQuery, base: str, name: str, value: str, count: int) -> Choice:
    chosen = value in query.values(name)
    less = _less(query, name, value) if chosen or name == "score" else query
    turned = less if chosen else less.with_value(name, value)
    return Choice(value=value, label=value, url=address(base, turned), chosen=chosen, count=count)


def address(base: str, query: ListQuery, **more: str) -> str:
    """Return the address of a list."""
    return with_query(base, query.text, **more)
