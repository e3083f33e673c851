"""Loops over all pages of a list that changes meanwhile, with bounds so low that they matter."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.model.errors import MalformedError
from functions.store.item import Item
from functions.store.remembered import Memory
from functions.store.walk import Depth, Position, Row, Stretch
from web.api.errors import InvalidParameterError
from web.api.listing.column import UNKNOWN, Column, Columns, Kind, known
from web.api.listing.condition import NumberCondition
from web.api.listing.filter import Filter
from web.api.listing.listing import Bounds, Listing, Order
from web.api.listing.pager import Pager
from web.api.paging import Paging


class Rows:
    """Rows by their key; what `Memory` needs of a table."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], Item] = {}

    def get(self, place: tuple[str, str]) -> Item | None:
        return self.items.get(place)

    def put(self, item: Item) -> bool:
        self.items[item["PK"]["S"], item["SK"]["S"]] = item
        return True


@dataclass
class Shelf:
    """Numbers by name: listed greatest first, by the ten, as an index lists by the minute."""

    numbers: dict[str, int] = field(default_factory=dict)
    looked: int = 0
    read_whole: int = 0

    def walk(self, limit: int, start: Position | None) -> Stretch[Any]:
        order = sorted(self.numbers, key=self._sort_key, reverse=True)
        if start is not None:
            order = [each for each in order if self._sort_key(each) < start[1]]
        rows = [self._row(each) for each in order[:limit]]
        self.looked += len(rows)
        end = rows[-1].position if len(order) > limit else None
        return Stretch(rows=tuple(rows), looked=len(rows), end=end)

    def read(self, positions: Sequence[Position]) -> list[Row[Any] | None]:
        self.read_whole += len(positions)
        return [
            Row(value=(each[0], self.numbers[each[0]]), position=each, depth=Depth.WHOLE)
            if each[0] in self.numbers
            else None
            for each in positions
        ]

    def _sort_key(self, name: str) -> str:
        return f"{self.numbers[name] // 10:06}#{name}"

    def _row(self, name: str) -> Row[Any]:
        return Row(value=(name, self.numbers[name]), position=(name, self._sort_key(name)))


COLUMNS: Columns[Row[Any]] = {
    "number": Column(Kind.NUMBER, lambda row, _key: known(row.value[1])),
    "hidden": Column(Kind.NUMBER, lambda row, _key: known(row.value[1]) if row.whole else UNKNOWN),
    "name": Column(Kind.STRING, lambda row, _key: known(row.value[0])),
}
EVERYTHING: Filter[Row[Any]] = Filter((), COLUMNS)


def _filter(column: str, operator: Any, value: float) -> Filter[Row[Any]]:
    return Filter((NumberCondition(column=column, operator=operator, value=value),), COLUMNS)


def _listing(shelf: Shelf, wanted: Filter[Row[Any]] = EVERYTHING, **changes: Any) -> Listing[Any]:
    values: dict[str, Any] = {
        "project": "p",
        "name": "shelf",
        "walks": (shelf.walk,),
        "read": shelf.read,
        "wanted": wanted,
        "natural": Order(column=COLUMNS["number"]),
    }
    return Listing(**values | changes)


def _pager(**bounds: int) -> Pager:
    rows: Any = Rows()
    return Pager(Memory(rows), Bounds(**bounds))


def _shelf(count: int) -> Shelf:
    return Shelf({f"n{number}": number for number in range(count)})


def _loop(
    pager: Pager,
    listing: Listing[Any],
    limit: int,
    meanwhile: Callable[[int], None] = lambda _page: None,
) -> list[list[str]]:
    """Ask for page after page as a client does that trusts `totalPages`."""
    pages: list[list[str]] = []
    while True:
        asked = Paging(page=len(pages) + 1, limit=limit)
        values, total = pager.numbered(listing, asked)
        pages.append([name for name, _ in values])
        if asked.page >= asked.meta(total).total_pages:
            return pages
        meanwhile(asked.page)


@pytest.mark.parametrize("limit", [1, 7, 50, 100])
@pytest.mark.parametrize("counted", [1, 30, 100, 1000])
def test_a_loop_over_all_pages_gives_everything_once_and_in_order(limit: int, counted: int) -> None:
    shelf = _shelf(120)

    pages = _loop(_pager(counted=counted), _listing(shelf), limit)

    found = [name for page in pages for name in page]
    assert sorted(found) == sorted(shelf.numbers)
    if counted == 1000:
        assert found == sorted(found, key=lambda name: -shelf.numbers[name])


def test_a_total_is_exact_up_to_the_bound_and_beyond_it_a_page_further() -> None:
    shelf = _shelf(100)

    assert _pager(counted=100).numbered(_listing(shelf), Paging(page=1, limit=30))[1] == 100
    assert _pager(counted=60).numbered(_listing(shelf), Paging(page=2, limit=30))[1] == 61


def test_a_page_after_the_first_looks_at_nothing_but_its_own_rows() -> None:
    shelf = _shelf(2000)
    pager = _pager(counted=10_000)
    pager.numbered(_listing(shelf), Paging(page=1, limit=50))
    shelf.looked = shelf.read_whole = 0

    values, total = pager.numbered(_listing(shelf), Paging(page=30, limit=50))

    assert (len(values), total, shelf.looked, shelf.read_whole) == (50, 2000, 0, 50)


def test_what_a_filter_cannot_see_in_the_index_is_read_whole() -> None:
    shelf = _shelf(100)

    pages = _loop(_pager(), _listing(shelf, _filter("hidden", "<", 30)), 20)

    assert pages[0][0] == "n29"
    assert sum(map(len, pages)) == 30
    assert shelf.read_whole == 100 + 30


@pytest.mark.parametrize("bounds", [{"counted": 20}, {"whole": 20}])
def test_a_rare_row_far_down_is_found_by_going_on(bounds: dict[str, int]) -> None:
    shelf = _shelf(1500)

    pages = _loop(_pager(**bounds), _listing(shelf, _filter("hidden", "<", 3)), 50)

    assert [name for page in pages for name in page] == ["n2", "n1", "n0"]
    assert len(pages) > 1


def test_rows_are_put_into_the_order_that_was_asked_for() -> None:
    shelf = _shelf(60)
    by_name = Order(column=COLUMNS["name"], descending=False)

    pages = _loop(_pager(), _listing(shelf, order=by_name), 7)

    assert [name for page in pages for name in page] == sorted(shelf.numbers)


def test_another_order_of_too_many_rows_is_refused() -> None:
    by_name = Order(column=COLUMNS["name"])

    with pytest.raises(InvalidParameterError, match="works up to 50 rows"):
        _pager(counted=50).numbered(_listing(_shelf(60), order=by_name), Paging(page=1, limit=5))


def test_a_page_that_one_request_cannot_reach_is_refused() -> None:
    with pytest.raises(InvalidParameterError, match="ask for the pages before it first"):
        _pager(counted=50).numbered(_listing(_shelf(600)), Paging(page=6, limit=100))


def test_a_walk_whose_order_changes_is_not_gone_on_with() -> None:
    shelf = _shelf(100)
    stable = _shelf(100)

    pages = _loop(_pager(counted=50), _listing(shelf, walks=(shelf.walk, stable.walk)), 30)

    assert sum(map(len, pages)) == 100
    assert shelf.looked == 50


@given(
    st.dictionaries(st.sampled_from([f"n{i}" for i in range(80)]), st.integers(0, 300)),
    st.lists(
        st.tuples(st.sampled_from([f"n{i}" for i in range(99)]), st.integers(-1, 300)), max_size=60
    ),
    st.integers(1, 9),
)
def test_a_loop_misses_nothing_that_was_there_whatever_is_written_moved_or_deleted(
    numbers: dict[str, int], changes: list[tuple[str, int]], limit: int
) -> None:
    shelf = Shelf(dict(numbers))
    deleted = set()

    def meanwhile(page: int) -> None:
        for name, number in changes[(page - 1) * 5 : page * 5]:
            if number < 0:
                deleted.add(name)
                shelf.numbers.pop(name, None)
            else:
                shelf.numbers[name] = number

    pages = _loop(_pager(), _listing(shelf), limit, meanwhile)

    found = [name for page in pages for name in page]
    assert set(numbers) - deleted <= set(found)
    assert len(found) == len(set(found))


@given(
    st.dictionaries(st.sampled_from([f"n{i}" for i in range(80)]), st.integers(0, 300)),
    st.integers(1, 9),
    st.integers(1, 30),
    st.integers(0, 300),
)
def test_a_loop_by_cursor_gives_everything_wanted_once(
    numbers: dict[str, int], limit: int, followed: int, most: int
) -> None:
    shelf = Shelf(numbers)
    pager = _pager(followed=followed)
    listing = _listing(shelf, _filter("hidden", "<", most))
    found: list[str] = []
    cursor = None
    while True:
        page = pager.following(listing, cursor, limit)
        assert len(page.values) <= limit
        assert page.looked <= max(followed, limit)
        found += [name for name, _ in page.values]
        cursor = page.cursor
        if cursor is None:
            break

    assert sorted(found) == sorted(name for name, number in numbers.items() if number < most)


def test_whoever_counts_is_told_of_all_rows_that_were_looked_at_as_far_as_they_are_known() -> None:
    shelf = _shelf(30)
    told: list[Row[Any]] = []
    listing = _listing(shelf, _filter("hidden", ">", 25), seen=told.extend)

    found = _pager(followed=20).looking(listing, None, 10)

    assert [row.value[1] for row in found.rows] == [29, 28, 27, 26]
    assert [row.value[1] for row in told] == list(range(29, 9, -1))
    assert all(row.whole for row in told)
    assert (found.looked, found.rest) == (20, told[-1].position)


def test_a_cursor_refuses_another_order() -> None:
    listing = _listing(_shelf(3), order=Order(column=COLUMNS["name"]))

    with pytest.raises(InvalidParameterError, match="own order"):
        _pager().following(listing, None, 10)


@given(st.text())
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    listing = _listing(_shelf(3))
    with suppress(MalformedError):
        assert _pager().following(listing, text, 10).looked <= 3
