"""Token counts under all the names in use."""

from typing import Any

import pytest

from tests.unit.interpret.spans import observed


@pytest.mark.parametrize(
    ("counts", "usage"),
    [
        ({"input_tokens": 4, "output_tokens": 5}, {"input": 4, "output": 5, "total": 9}),
        ({"prompt_tokens": 1, "input_tokens": 4}, {"input": 1, "total": 1}),
        ({"input_tokens": 4, "total_tokens": 10}, {"input": 4, "total": 10}),
        ({"total_tokens": 10}, {"total": 10}),
        (
            {"input_tokens": 412, "output_tokens": 57, "cache_read.input_tokens": 128},
            {"input": 284, "output": 57, "total": 469, "input_cached_tokens": 128},
        ),
        (
            {"input_tokens": 10, "details.cache_write_tokens": 4, "details.cache_read_tokens": 3},
            {"input": 3, "input_cached_tokens": 3, "input_cache_creation": 4, "total": 10},
        ),
        (
            {"output_tokens": 9, "reasoning.output_tokens": 4, "completion_details.audio": 2},
            {"output": 3, "output_reasoning_tokens": 4, "output_audio_tokens": 2, "total": 9},
        ),
        (
            {"input_tokens": 3, "cache_read_input_tokens": 9},
            {"input": 0, "input_cached_tokens": 9, "total": 9},
        ),
        ({"details.own": 7, "text.input_tokens": 4}, {"own": 7, "text.input_tokens": 4}),
        (
            {"output_tokens": 9, "details.reasoning_tokens": 4},
            {"output": 5, "output_reasoning_tokens": 4, "total": 9},
        ),
        (
            {"output_tokens": 9, "reasoning.output_tokens": 4, "reasoning_tokens": 4},
            {"output": 5, "output_reasoning_tokens": 4, "total": 9},
        ),
        (
            {"input_tokens": 9, "cache_write.input_tokens": 4},
            {"input": 5, "input_cache_creation": 4, "total": 9},
        ),
        ({"experimental.reasoning_tokens_limit": 1024}, {}),
        ({"input_tokens": "4", "output_tokens": [1], "cost": 1.5}, {}),
        ({"input_tokens": -4, "output_tokens": 0.5}, {}),
        ({"input_tokens": 4.0}, {"input": 4, "total": 4}),
    ],
)
def test_what_has_a_kind_of_its_own_is_not_counted_twice(
    counts: dict[str, Any], usage: dict[str, int]
) -> None:
    assert observed({f"gen_ai.usage.{key}": n for key, n in counts.items()}).usage == usage


def test_openinference_counts_are_read_alike() -> None:
    said = observed(
        {
            "llm.token_count.prompt": 10,
            "llm.token_count.completion": 5,
            "llm.token_count.prompt_details.cache_read": 4,
            "llm.token_count.completion_details.reasoning": 2,
            "llm.token_count.total": 15,
        }
    )

    assert said.usage == {
        "input": 6,
        "output": 3,
        "total": 15,
        "input_cached_tokens": 4,
        "output_reasoning_tokens": 2,
    }
    assert said.attributes == {}


def test_a_count_that_is_none_stays_in_the_attributes() -> None:
    assert observed({"gen_ai.usage.input_tokens": "many"}).attributes == {
        "gen_ai.usage.input_tokens": "many"
    }
