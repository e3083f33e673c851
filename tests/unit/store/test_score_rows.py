"""Rows of scores: what an index carries of one, and what no row may exceed."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.model.score import DataType, Score
from functions.store.score_rows import LARGEST_SCORE, item_to_stored_score, score_item

TIME_NS = 1_790_000_000_123_456_789
NOISE = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(30_000))
TEXTS = {"noise": NOISE, "long": "x" * 100_000, "short": "short", "some noise": NOISE[:300]}


def _row(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": "quality",
        "trace_id": "t",
        "data_type": DataType.NUMERIC,
        "value": 0.5,
        "timestamp_ns": TIME_NS,
        "updated_ns": TIME_NS,
    }
    return score_item("p", "P#p#TRACE#t", Score(score_id="s", **values | changes))


def _of_index(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "data"}


def test_an_ordinary_score_stands_whole_in_the_index_and_once_in_its_row() -> None:
    item = _row(comment="fine", metadata={"by": ["judge", 1]})

    found = item_to_stored_score(_of_index(item))

    assert "data" not in item
    assert found.whole
    assert (found.score.comment, found.score.metadata) == ("fine", {"by": ["judge", 1]})


def test_a_large_score_is_whole_in_its_row_and_cut_in_the_index() -> None:
    item = _row(comment=NOISE[:1000], metadata={"a": NOISE[:200]})

    whole, head = item_to_stored_score(item), item_to_stored_score(_of_index(item))

    assert (whole.whole, whole.score.comment) == (True, NOISE[:1000])
    assert not head.whole
    assert (head.score.value, head.score.name, head.score.trace_id) == (0.5, "quality", "t")
    assert (head.score.comment or "").endswith("…")


def test_a_huge_score_says_that_its_row_is_not_all_of_it() -> None:
    found = item_to_stored_score(_row(comment=NOISE))

    assert not found.whole
    assert (found.score.comment or "").startswith(NOISE[:500])


@given(st.lists(st.sampled_from(sorted(TEXTS)), min_size=10, max_size=10))
def test_no_score_makes_a_row_larger_than_it_may_be(kinds: list[str]) -> None:
    texts = [TEXTS[each] for each in kinds]
    names = ("name", "trace_id", "observation_id", "text", "comment", "source", "config_id",
             "queue_id", "author")  # fmt: skip
    said = dict(zip(names, texts, strict=False))

    item = _row(**said, metadata={texts[9]: texts[9]})

    assert len(item.get("data", item["head"])["B"]) <= LARGEST_SCORE
    assert len(item["head"]["B"]) <= 2_500
    assert item_to_stored_score(item).score.value == 0.5
