"""Numbered pages over a list with cursors."""

from itertools import batched

import pytest

from functions.store.page import Page
from web.api.paging import Paging, read_page


class Listed:
    """A list of numbers that counts how often it was read."""

    def __init__(self, count: int) -> None:
        self._parts = list(batched(range(count), 1000, strict=False)) or [()]
        self.reads = 0

    def __call__(self, limit: int, cursor: str | None) -> Page[int]:
        assert limit == 1000
        self.reads += 1
        number = int(cursor or 0)
        last = number + 1 == len(self._parts)
        return Page(items=tuple(self._parts[number]), cursor=None if last else str(number + 1))


def read(count: int, page: int, limit: int) -> tuple[list[int], int, int]:
    listed = Listed(count)
    items, total = read_page(listed, Paging(page=page, limit=limit), time_of=lambda each: -each)
    return items, total, listed.reads


@pytest.mark.parametrize(
    ("count", "page", "items"),
    [(0, 1, []), (5, 1, [0, 1, 2]), (5, 2, [3, 4]), (5, 3, []), (3, 1, [0, 1, 2])],
)
def test_a_page_holds_its_part_of_the_list(count: int, page: int, items: list[int]) -> None:
    assert read(count, page, 3)[:2] == (items, count)


def test_the_total_is_exact_up_to_ten_thousand() -> None:
    assert read(10_000, 1, 100)[1] == 10_000


def test_beyond_that_there_is_always_one_page_more_than_asked_for() -> None:
    items, total, reads = read(30_000, 150, 100)

    assert items == list(range(14_900, 15_000))
    assert Paging(page=150, limit=100).meta(total).total_pages > 150
    assert reads == 16


def test_the_first_page_of_a_long_list_reads_a_bounded_part_of_it() -> None:
    assert read(30_000, 1, 50)[2] == 11


def test_the_last_page_of_a_long_list_says_that_it_is_the_last() -> None:
    _, total, _ = read(12_345, 124, 100)

    assert Paging(page=124, limit=100).meta(total).total_pages == 124


def test_a_list_read_whole_is_put_into_exact_order() -> None:
    pages = [Page(items=(1, 3, 2), cursor=None)]

    items, _ = read_page(
        lambda _limit, _cursor: pages[0], Paging(page=1, limit=2), time_of=lambda each: each
    )

    assert items == [3, 2]
