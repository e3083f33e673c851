"""Rates that are multiplied here against the library's own arithmetic, to the last digit."""

from datetime import UTC, datetime

from genai_prices import Usage, calc_price
from genai_prices.data import providers
from genai_prices.types import PriceCalculation
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.interpret.list_prices import list_price

MODELS = sorted((each.id, model.id) for each in providers for model in each.models)
COUNTS = st.integers(0, 300_000) | st.integers(0, 2**63)


@st.composite
def units(draw: st.DrawFn) -> dict[str, int]:
    """Return what a call is billed for; sums hold their parts, but for a few that lie."""
    cached = {
        f"cache_{kind}_tokens": draw(COUNTS)
        for kind in draw(st.sets(st.sampled_from(["read", "write"])))
    }
    least = sum(cached.values()) if draw(st.integers(0, 9)) else 0
    return {"input_tokens": least + draw(COUNTS), "output_tokens": draw(COUNTS), **cached}


@settings(max_examples=500)
@given(
    st.sampled_from(MODELS),
    units(),
    st.integers(28_000_000, 30_000_000),
    st.none() | st.sampled_from(["flex", "priority"]),
)
def test_a_rate_comes_to_what_the_library_comes_to(
    model: tuple[str, str], counts: dict[str, int], minute: int, tier: str | None
) -> None:
    provider, name = model
    found = list_price(name, provider, tier, minute, tuple(sorted(counts.items())))

    try:
        expected = calc_price(
            Usage(**counts),
            name,
            provider_id=provider,
            genai_request_timestamp=datetime.fromtimestamp(minute * 60, UTC),
            price_context={"service_tier": tier} if tier else None,
        )
    except (LookupError, ValueError):
        return  # that its other names are tried then is tested with the calls
    prices = expected.model_price
    has_price = prices.input_mtok is not None or prices.output_mtok is not None
    assert found == (in_dollars(expected) if has_price else {})


def in_dollars(price: PriceCalculation) -> dict[str, float]:
    return {
        "input": round(float(price.input_price), 12),
        "output": round(float(price.output_price), 12),
        "total": round(float(price.total_price), 12),
    }
