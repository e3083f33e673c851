"""A trace with all its observations."""

import pytest

from functions.model.observation import ExceptionEvent, Level, ObservationType
from functions.model.trace import Trace
from tests.factories import SECOND, START_NS, a_trace, an_observation
from tests.unit.web.elements import Elements
from tests.unit.web.pages.inspect.opened import an_opened
from tests.unit.web.pages.session import SHELL
from web.pages.inspect.trace_view import trace_context
from web.pages.inspect.tree_view import WINDOW
from web.pages.render import trace_page


def a_page(trace: Trace, first: int = 1) -> Elements:
    return Elements(trace_page(trace_context(an_opened(trace), shell=SHELL, first=first)))


def test_an_observation_shows_everything_that_is_known_of_it() -> None:
    step = an_observation(
        completion_start_ns=START_NS + SECOND // 2,
        input=[{"role": "user", "content": "Where is it?"}],
        output={"role": "assistant", "content": "Here."},
        metadata={"shop": "Berlin"},
        model_parameters={"temperature": 0.1},
        usage={"input": 1200, "output": 80, "cache_read": 7},
        cost={"total": 0.5},
        prompt_name="greeting",
        prompt_version=3,
        level=Level.WARNING,
        status_message="slow",
    )

    text = a_page(a_trace(step)).text

    for words in (
        "Where is it?",
        "Here.",
        "Berlin",
        "temperature=0.1",
        "1.2k → 80 tokens, cache_read 7",
        "$0.5000, as reported",
        "greeting v3",
        "WARNING",
        "slow",
        "gpt-4.1-mini",
        "0.50 s",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "as reported"),
        ("prices 1 of 2026", "from list prices (prices 1 of 2026)"),
        ("partly prices 1 of 2026", "partly from list prices (prices 1 of 2026)"),
    ],
)
def test_a_cost_says_where_it_comes_from(source: str | None, words: str) -> None:
    page = a_page(a_trace(an_observation(cost={"total": 0.5}, cost_source=source)))

    assert f"$0.5000, {words}" in page.text
    assert f"Cost {words}: $0.5" in page.values("title")


def test_an_exception_is_shown_with_its_stack_trace() -> None:
    raised = ExceptionEvent(type="TimeoutError", message="too late", stacktrace="File x, line 3")
    step = an_observation(type=ObservationType.TOOL, level=Level.ERROR, exceptions=(raised,))

    page = a_page(a_trace(step))

    for words in ("1 error", "TimeoutError", "too late", "File x, line 3"):
        assert words in page.text
    assert "/p/demo/traces/k#o1" in page.values("href")


def test_an_orphan_says_that_its_parent_has_not_come() -> None:
    assert "Its parent has not arrived" in a_page(a_trace(an_observation(parent_id="?"))).text


def test_a_trace_leads_to_its_session() -> None:
    assert "/p/demo/sessions/b3JkZXItNDQ3MQ/turns/k" in a_page(a_trace()).values("href")


def test_a_large_trace_is_shown_in_windows() -> None:
    trace = a_trace(*(an_observation(str(each)) for each in range(WINDOW + 5)))

    first, second = a_page(trace), a_page(trace, first=WINDOW + 1)

    assert f"o{WINDOW}" in first.ids
    assert f"o{WINDOW + 1}" not in first.ids
    assert f"/p/demo/traces/k?from={WINDOW + 1}" in first.values("href")
    assert {f"o{WINDOW + 1}", f"o{WINDOW + 5}"} <= second.ids
    assert "/p/demo/traces/k" in second.values("href")


def test_a_value_too_long_for_a_page_leads_to_its_whole() -> None:
    trace = a_trace(an_observation(input="x" * 500_000))

    page = a_page(trace)

    assert "/p/demo/traces/k/values/1/input" in page.values("href")
    assert an_opened(trace).value(1, "input") == "x" * 500_000


@pytest.mark.parametrize(("step", "name"), [(1, "model"), (9, "input"), (0, "__class__")])
def test_only_values_are_given_out(step: int, name: str) -> None:
    assert an_opened(a_trace()).value(step, name) is None


def test_the_earlier_messages_of_a_long_prompt_are_folded() -> None:
    prompt = [{"role": "user", "content": f"message {each}"} for each in range(10)]

    page = a_page(a_trace(an_observation(input=prompt)))

    assert "7 earlier messages" in page.text
    assert "/p/demo/traces/k/values/1/input?from=0&to=7" in page.values("hx-get")
    assert "message 9" in page.text
    assert "message 0" not in page.text
