"""The total order of fragments: what was said when, never what arrived when."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from functions.model.fragment import Fragment


def in_order[F: Fragment](fragments: Iterable[F]) -> list[F]:
    """Sort by time, create before update, id; what still ties, by its content.

    Of fragments that say the same at the same place one is kept: a sender that tries again adds
    nothing.
    """
    ordered: list[F] = []
    for _, ties in groupby(sorted(fragments, key=_order), key=_order):
        group = list(ties)
        ordered += group if len(group) == 1 else _without_repeats(group)
    return ordered


def _without_repeats[F: Fragment](group: list[F]) -> list[F]:
    by_content = {repr(each): each for each in group}
    return [by_content[content] for content in sorted(by_content)]


_order = attrgetter("order")
