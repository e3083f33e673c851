"""Which call was the retry of a failed one."""

from functions.model.turn import ToolLine
from tests.factories import SECOND, an_excerpt
from web.replay.retries import find_retries


def a_call(  # noqa: PLR0913, RUF100 - a test names only what it is about
    name: str = "price",
    arguments: str = "",
    *,
    error: str | None = None,
    start_s: int | None = 0,
    duration_s: int = 1,
) -> ToolLine:
    return ToolLine(
        observation_id="o",
        name=name,
        arguments=an_excerpt(arguments) if arguments else None,
        error=error,
        start_ns=None if start_s is None else start_s * SECOND,
        duration_ns=duration_s * SECOND,
    )


def test_the_next_call_of_the_same_tool_is_the_retry() -> None:
    calls = [a_call(error="no"), a_call("stock", start_s=2), a_call(start_s=3)]

    ((place, retry),) = find_retries([(6, calls)]).items()

    assert place == (6, 1)
    assert (retry.turn, retry.tool, retry.after_ns) == (6, 3, 2 * SECOND)


def test_a_call_with_the_same_arguments_is_the_retry_rather_than_an_earlier_one() -> None:
    calls = [
        a_call(arguments="a", error="no"),
        a_call(arguments="b", start_s=2),
        a_call(arguments="a", start_s=3),
    ]

    assert find_retries([(1, calls)])[1, 1].tool == 3


def test_a_call_that_ran_at_the_same_time_is_no_retry() -> None:
    assert not find_retries([(1, [a_call(error="no", duration_s=5), a_call(start_s=1)])])


def test_a_retry_may_stand_in_the_next_turn_and_not_further_away() -> None:
    failed, later = [a_call(error="no")], [a_call(start_s=9)]

    assert find_retries([(1, failed), (2, later)])[1, 1].turn == 2
    assert not find_retries([(1, failed), (2, []), (3, later)])


def test_of_calls_without_a_time_the_order_counts() -> None:
    calls = [a_call(error="no", start_s=None), a_call(start_s=None)]

    assert find_retries([(1, calls)])[1, 1].after_ns is None


def test_a_retry_that_fails_has_a_retry_of_its_own() -> None:
    calls = [a_call(error="no"), a_call(error="no", start_s=2), a_call(start_s=4)]

    found = find_retries([(1, calls)])

    assert (found[1, 1].tool, found[1, 2].tool) == (2, 3)
