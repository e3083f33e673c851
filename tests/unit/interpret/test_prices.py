"""What calls cost at list prices: to the cent, at the time of the call, and never 0 for unknown."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.interpret.prices import RELEASED, SOURCE, VERSION, with_prices
from functions.model.fold.turn import fold_turn
from functions.model.observation import Observation
from functions.model.trace import Trace
from functions.model.usage import joint_source

LOCKS = Path(__file__).parents[3] / "requirements"
CALL_NS = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()) * 10**9
MILLION = 1_000_000


def a_call(observation_id: str = "call", **said: Any) -> Observation:
    """Return a call of a model that has a price."""
    known: dict[str, Any] = {
        "model": "gpt-4o",
        "usage": {"input": MILLION, "output": MILLION, "total": 2 * MILLION},
        "start_ns": CALL_NS,
    }
    return Observation(observation_id=observation_id, **known | said)


def priced(*steps: Observation) -> dict[str, Observation]:
    trace = with_prices(Trace(trace_id="t", observations=steps))
    return {each.observation_id: each for each in trace.observations}


def cost(**said: Any) -> float | None:
    return dict(priced(a_call(**said))["call"].cost).get("total")


def usage(**counts: int) -> dict[str, int]:
    return counts


@pytest.mark.parametrize(
    ("model", "counts", "dollars"),
    [
        ("gpt-4o", usage(input=800, input_cached_tokens=200, output=90, output_reasoning_tokens=10),
         (800 * 2.5 + 200 * 1.25 + 100 * 10) / MILLION),
        ("gpt-4.1-mini", usage(input=31, output=12, total=43), (31 * 0.4 + 12 * 1.6) / MILLION),
        ("claude-sonnet-4-5-20250929",
         usage(input_tokens=10, output_tokens=5,
               cache_creation_input_tokens=1000, cache_read_input_tokens=200),
         (10 * 3 + 5 * 15 + 1000 * 3.75 + 200 * 0.3) / MILLION),
        ("claude-sonnet-4-5",
         usage(input=10, output=5, input_cache_creation_1h=1000),
         (10 * 3 + 5 * 15 + 1000 * 6) / MILLION),
        ("gemini-2.5-pro", usage(input=1000, input_cached_tokens=400, output=50),
         (1000 * 1.25 + 400 * 0.125 + 50 * 10) / MILLION),
        ("gemini-2.5-pro", usage(input=200_000, input_cached_tokens=1, output=50),
         (200_000 * 2.5 + 1 * 0.25 + 50 * 15) / MILLION),
    ],
    ids=["openai cached", "openai", "anthropic raw", "anthropic hour", "gemini", "gemini long"],
)  # fmt: skip
def test_a_call_costs_what_its_provider_asks(
    model: str, counts: dict[str, int], dollars: float
) -> None:
    assert cost(model=model, usage=counts) == pytest.approx(dollars, abs=1e-12)


def test_a_cost_is_told_apart_by_direction_and_says_where_it_comes_from() -> None:
    call = priced(a_call())["call"]

    assert call.cost == {"input": 2.5, "output": 10.0, "total": 12.5}
    assert call.cost_source == SOURCE


@pytest.mark.parametrize(
    ("model", "attributes"),
    [
        ("openai/gpt-4o", {}),
        ("GPT-4o-2024-08-06", {}),
        ("gpt-4o", {"gen_ai.provider.name": "azure.ai.openai"}),
        ("gpt-4o", {"gen_ai.system": "openai.chat"}),
        ("gpt-4o", {"gen_ai.system": "_OTHER"}),
        ("azure/gpt-4o", {}),
        ("openai/gpt-4o", {"gen_ai.system": "openrouter"}),
    ],
)
def test_a_model_is_known_under_the_names_in_use(model: str, attributes: dict[str, Any]) -> None:
    assert cost(model=model, attributes=attributes) == pytest.approx(12.5)


@pytest.mark.parametrize(
    ("model", "dollars"),
    [
        ("us.anthropic.claude-3-5-sonnet-20241022-v2:0", 18),
        ("bedrock/anthropic.claude-3-haiku-20240307-v1:0", 1.5),
        ("models/gemini-2.5-flash", 2.8),
        ("vertex_ai/gemini-2.5-flash", 2.8),
        ("text-embedding-3-small", 0.02),
    ],
)
def test_a_model_is_known_under_its_platforms_name(model: str, dollars: float) -> None:
    assert cost(model=model) == pytest.approx(dollars)


@pytest.mark.parametrize(
    "said",
    [
        {"model": "our-own-model"},
        {"model": "gpt-99"},
        {"model": "deepseek-r1:14b"},
        {"model": "ollama/gpt-oss"},
        {"attributes": {"gen_ai.system": "ollama"}},
        {"model": None},
        {"model": "x" * 100_000},
        {"usage": {}},
        {"usage": {"total": 5}},
        {"usage": {"images": 5}},
        {"unit": "CHARACTERS"},
        {"start_ns": None},
        {"start_ns": 2**70},
    ],
    ids=lambda said: str(said)[:40],
)
def test_what_has_no_known_price_has_no_cost(said: dict[str, Any]) -> None:
    call = priced(a_call(**said))["call"]

    assert (call.cost, call.cost_source) == ({}, None)


def test_a_call_for_nothing_costs_nothing() -> None:
    assert cost(usage={"input": 0, "output": 0}) == 0


def test_a_price_is_that_of_the_day() -> None:
    """On the tenth, this model became four fifths cheaper."""
    days = [datetime(2025, 6, 9, tzinfo=UTC), datetime(2025, 6, 11, tzinfo=UTC)]

    costs = [cost(model="o3", start_ns=int(day.timestamp()) * 10**9) for day in days]

    assert costs == [50, 10]


@pytest.mark.parametrize("sent", [{"total": 0.0}, {"total": 7.0}, {"input": 1.0}])
def test_a_reported_cost_stands(sent: dict[str, float]) -> None:
    call = priced(a_call(cost=sent))["call"]

    assert (call.cost, call.cost_source) == (sent, None)


@pytest.mark.parametrize("payer", ["agent", "chain", "call", "part"])
def test_nothing_is_computed_above_or_below_a_reported_cost(payer: str) -> None:
    steps = priced(
        *(
            a_call(name, parent_id=parent, cost={"total": 7.0} if name == payer else {})
            for name, parent in (
                ("agent", None), ("chain", "agent"), ("call", "chain"), ("part", "call")
            )
        ),
        a_call("other", parent_id="elsewhere"),
    )  # fmt: skip

    assert {name: dict(each.cost) for name, each in steps.items() if each.cost} == {
        payer: {"total": 7.0},
        "other": {"input": 2.5, "output": 10.0, "total": 12.5},
    }


def test_of_calls_within_each_other_the_innermost_that_has_a_price_is_priced() -> None:
    steps = priced(
        a_call("outer"),
        a_call("middle", parent_id="outer"),
        a_call("inner", parent_id="middle", model="our-own-model"),
    )

    assert [name for name, each in steps.items() if each.cost] == ["middle"]


def test_parents_in_a_circle_are_priced_like_any() -> None:
    steps = priced(a_call("a", parent_id="b"), a_call("b", parent_id="a", cost={"total": 1.0}))

    assert [name for name, each in steps.items() if each.cost_source] == []


def test_a_turn_says_what_its_cost_is_made_of() -> None:
    def source(*steps: Observation) -> str | None:
        return fold_turn(with_prices(Trace(trace_id="t", observations=steps))).cost_source

    computed, sent = a_call("a"), a_call("b", cost={"total": 1.0})

    assert source(sent) is None
    assert source(computed) == SOURCE
    assert source(computed, sent) == f"partly {SOURCE}"


@pytest.mark.parametrize(
    ("sources", "joint"),
    [
        ([], None),
        ([None], None),
        (["a", "a"], "a"),
        (["b", "a"], "a, b"),
        (["a", None], "partly a"),
        (["partly a", "a"], "partly a"),
        (["c", "b", "a"], "a, b"),
    ],
)
def test_a_sum_names_its_sources(sources: list[str | None], joint: str | None) -> None:
    assert joint_source(sources) == joint


@given(
    model=st.text() | st.sampled_from(["gpt-4o", "a/b", "claude-3-5-sonnet", "models/", "/", ":"]),
    provider=st.text() | st.sampled_from(["openai", "litellm", "aws"]),
    counts=st.dictionaries(
        st.sampled_from(["input", "output", "total", "input_cached_tokens", "x"]),
        st.integers(0, 2**63),
    ),
    start=st.none() | st.integers(-(2**63), 2**63),
    tier=st.text() | st.sampled_from(["flex", "priority"]),
)
def test_nothing_that_is_sent_breaks_pricing(
    model: str, provider: str, counts: dict[str, int], start: int | None, tier: str
) -> None:
    amount = cost(
        model=model,
        attributes={"gen_ai.system": provider},
        usage=counts,
        start_ns=start,
        model_parameters={"service_tier": tier},
    )

    assert amount is None or amount >= 0


def test_the_library_that_is_locked_is_the_one_that_costs_name() -> None:
    """A newer one may reprice what is folded again: whoever takes it says so, with its date."""
    locked = {
        found.group(1)
        for lock in LOCKS.glob("*.txt")
        if (found := re.search(r"^genai-prices==(\S+)", lock.read_text(), re.MULTILINE))
    }

    assert locked == {VERSION} == {version("genai-prices")}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", RELEASED)


def test_nothing_is_imported_until_there_is_something_to_price() -> None:
    program = (
        "import sys, functions.interpret.trace as t; t.build_trace('t', []);"
        "print('genai_prices' in sys.modules)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ended.stdout == "False\n"


def test_pricing_asks_nobody_for_newer_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)

    assert cost(usage={"input": 123_457}) is not None
