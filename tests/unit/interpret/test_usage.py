"""Units and dollars under one set of names."""

from typing import Any

import pytest

from functions.interpret.usage import read_amounts, read_count, read_counts
from functions.model.json import Json


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (412, 412),
        (412.0, 412),
        ("412", 412),
        (0, 0),
        (-1, None),
        (0.5, None),
        (True, None),
        (None, None),
        ("4.5", None),
        ("²", None),
        ("9" * 5000, None),
        (2**63, None),
        (1e300, None),
        ([], None),
    ],
)
def test_a_count_is_a_whole_number(value: Json, count: int | None) -> None:
    assert read_count(value) == count


@pytest.mark.parametrize(
    ("details", "counts"),
    [
        ({"input": 412, "output": 57}, {"input": 412, "output": 57}),
        ('{"input": 1, "mine": "2", "bad": "x", "none": null}', {"input": 1, "mine": 2}),
        (
            {
                "prompt_tokens": 412,
                "completion_tokens": 57,
                "total_tokens": 469,
                "prompt_tokens_details": {"cached_tokens": 128, "audio_tokens": None},
                "completion_tokens_details": {"reasoning_tokens": 21},
            },
            {
                "input": 284,
                "output": 36,
                "total": 469,
                "input_cached_tokens": 128,
                "output_reasoning_tokens": 21,
            },
        ),
        (
            {"input_tokens": 10, "input_tokens_details": {"cached_tokens": 30}},
            {"input": 0, "input_cached_tokens": 30, "total": 10},
        ),
        (
            {"prompt_tokens": 1, "completion_tokens": 2, "own_kind": 3},
            {"prompt_tokens": 1, "completion_tokens": 2, "own_kind": 3},
        ),
        ({"prompt_tokens": 1, "prompt_tokens_details": None}, {"input": 1, "total": 1}),
        ({"input": {"nested": 1}}, {}),
        ({"prompt_tokens": "many"}, {}),
        ("no object", {}),
        (None, {}),
        ([1], {}),
    ],
)
def test_usage_details_come_in_three_shapes(details: Any, counts: dict[str, int]) -> None:
    assert read_counts(details) == counts


def test_dollars_are_finite_and_not_negative() -> None:
    given: Any = {"input": 6.18e-05, "output": 1, "bad": -1, "text": "2", "no": None, "yes": True}

    assert read_amounts(given) == {"input": 6.18e-05, "output": 1.0}
    assert read_amounts('{"total": 0}') == {"total": 0.0}
    assert read_amounts('{"total": Infinity}') == {}
