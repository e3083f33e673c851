"""The total order of fragments: what was said when, never what arrived when."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from functions.model.fragment import Fragment


def in_order[F: Fragment](fragments: Iterable[F]) -> list[F]:
    """Sort by time, create before update, id; what still ties, by its content.

    Of fragments that say the same at the same place one is kept: a sender that tries again adds
    nothing. Of one event that came in several versions the last in this order is kept, whichever
    of them arrived last.
    """
    ordered: list[F] = []
    for _, ties in groupby(sorted(fragments, key=_order), key=_order):
        group = list(ties)
        ordered += group if len(group) == 1 else _without_repeats(group)
    return _each_event_once(ordered) if len(ordered) > 1 else ordered


def _each_event_once[F: Fragment](ordered: list[F]) -> list[F]:
    last = {each.order.source_id: each for each in ordered if each.order.once}
    return [each for each in ordered if not each.order.once or last[each.order.source_id] is each]


def _without_repeats[F: Fragment](group: list[F]) -> list[F]:
    by_content = {repr(each): each for each in group}
    return [by_content[content] for content in sorted(by_content)]


_order = attrgetter("order")
