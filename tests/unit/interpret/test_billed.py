"""Usage in kinds that share no unit, as sums that hold their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.interpret.billed import billed_units

KINDS = [
    *("input", "output", "total", "total_tokens", "prompt_tokens", "completion_tokens", "images"),
    *(
        "input_cached_tokens",
        "input_audio_tokens",
        "output_audio_tokens",
        "output_reasoning_tokens",
    ),
    *("input_cache_creation", "input_cache_creation_5m", "input_cache_creation_1h"),
    *("cache_read_input_tokens", "cache_creation_input_tokens"),
]


@pytest.mark.parametrize(
    ("usage", "billed"),
    [
        (
            {"input": 284, "output": 36, "total": 469,
             "input_cached_tokens": 128, "output_reasoning_tokens": 21},
            {"input_tokens": 412, "output_tokens": 57, "cache_read_tokens": 128},
        ),
        (
            {"input_tokens": 10, "output_tokens": 5,
             "cache_creation_input_tokens": 1000, "cache_read_input_tokens": 200},
            {"input_tokens": 1210, "output_tokens": 5,
             "cache_read_tokens": 200, "cache_write_tokens": 1000},
        ),
        (
            {"input": 10, "output": 5, "total": 15, "cache_read_input_tokens": 8},
            {"input_tokens": 18, "output_tokens": 5, "cache_read_tokens": 8},
        ),
        (
            {"input": 10, "output": 5, "input_cache_creation": 300,
             "input_cache_creation_5m": 100, "input_cache_creation_1h": 200},
            {"input_tokens": 310, "output_tokens": 5, "cache_write_tokens": 300,
             "cache_write_5m_tokens": 100, "cache_write_1h_tokens": 200},
        ),
        (
            {"input": 100, "output": 50, "total": 150,
             "input_cached_tokens": 30, "output_reasoning_tokens": 20},
            {"input_tokens": 100, "output_tokens": 50, "cache_read_tokens": 30},
        ),
        (
            {"input": 0, "output": 7, "total": 107,
             "input_text_tokens": 100, "input_cached_tokens": 40},
            {"input_tokens": 100, "output_tokens": 7, "cache_read_tokens": 40},
        ),
        (
            {"input": 10, "output": 5, "total": 15, "input_cached_tokens": 100},
            {"input_tokens": 110, "output_tokens": 5, "cache_read_tokens": 100},
        ),
        (
            {"input": 5, "output": 6, "input_audio_tokens": 7, "output_audio_tokens": 8},
            {"input_tokens": 12, "output_tokens": 14,
             "input_audio_tokens": 7, "output_audio_tokens": 8},
        ),
        ({"input": 3}, {"input_tokens": 3, "output_tokens": 0}),
        ({"total": 9}, {}),
        ({"images": 2}, {}),
        ({}, {}),
    ],
    ids=["openai", "anthropic raw", "anthropic raw with a total", "writes by their span",
         "parts left in their sums", "text that was cached", "a total without what was cached",
         "audio", "input only", "a total only", "other units", "nothing"],
)  # fmt: skip
def test_a_bill_counts_every_token_once(usage: dict[str, int], billed: dict[str, int]) -> None:
    assert billed_units(usage) == billed


@given(st.dictionaries(st.sampled_from(KINDS), st.integers(0, 1000)))
def test_no_part_is_larger_than_its_sum(usage: dict[str, int]) -> None:
    billed = billed_units(usage)

    cached = billed.get("cache_read_tokens", 0) + billed.get("cache_write_tokens", 0)
    assert all(count >= 0 for count in billed.values())
    assert cached + billed.get("input_audio_tokens", 0) <= billed.get("input_tokens", 0)
    assert billed.get("output_audio_tokens", 0) <= billed.get("output_tokens", 0)


@given(st.dictionaries(st.sampled_from(["input", "output", "total"]), st.integers(0, 2**63)))
def test_a_kind_that_counts_nothing_changes_no_bill(usage: dict[str, int]) -> None:
    silent = usage | {"output_reasoning_tokens": 0} if "output" in usage else usage

    assert billed_units(silent) == billed_units(usage)
