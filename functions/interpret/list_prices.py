"""What the price library says of a model, with as little of its arithmetic as can be.

It is imported when something is to be priced: it costs a third of a second. Its prices are those
it was built with; it never asks anyone for newer ones.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from re import compile as pattern
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, PriceCalculation

LONGEST_NAME = 200
_REMEMBERED = 4096
_MINUTES_A_DAY = 1440
_OWN_MACHINES = pattern(r"ollama|vllm|lm.?studio|llama.?cpp|localai|sglang|xinference")
"""Whoever runs a model pays nobody by the token, even for a model that others sell."""

_BEDROCK = pattern(r"(?:[a-z]{2,6}\.)?(?:anthropic|amazon|meta|mistral|cohere|deepseek|ai21)\.")

_PLAIN = frozenset({"input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"})
_PROBE = 10**6
_MOST_UNITS = 10**12
"""Of a kind, up to which rates give what the library gives, to the last digit."""

type _Rates = tuple[Mapping[str, Decimal], Decimal]
"""Dollars for a million units of each kind, and for the call itself."""

type _Units = tuple[tuple[str, int], ...]
type _Attempt = tuple[str, str | None]


@lru_cache(_REMEMBERED)
def list_price(
    model: str, provider: str, tier: str | None, minute: int, units: _Units
) -> Mapping[str, float]:
    """Return dollars by part of the price, or nothing for a model without one.

    `minute` since 1970; `units` by the library's names, every sum holding its parts.
    """
    if _are_plain(dict(units)):
        kinds = tuple(kind for kind, n in units if n)
        rates = _rates(model, provider, tier, minute // _MINUTES_A_DAY, kinds)
        if rates is not None:
            return _dollars({part: _sum(rate, units) for part, rate in rates.items()})
    found = _calculation(model, provider, tier, minute, dict(units))
    return _dollars(_parts(found)) if found is not None else {}


def _are_plain(units: Mapping[str, int]) -> bool:
    """Tell whether the library has no choice but to multiply and add, whatever the numbers are."""
    cached = units.get("cache_read_tokens", 0) + units.get("cache_write_tokens", 0)
    return (
        _PLAIN.issuperset(kind for kind, n in units.items() if n)
        and all(0 <= n < _MOST_UNITS for n in units.values())
        and cached <= units.get("input_tokens", 0)
    )


@lru_cache(_REMEMBERED)
def _rates(
    model: str, provider: str, tier: str | None, day: int, kinds: tuple[str, ...]
) -> Mapping[str, _Rates] | None:
    """Return what units of these kinds cost on a day (since 1970), by part of the price.

    Multiplying takes a tenth of the library's time for a call. Its own word on a few calls tells
    the rates; None where there are none, because a price is in tiers or by the hour.
    """
    minute = day * _MINUTES_A_DAY
    some = dict.fromkeys(("input_tokens", "output_tokens"), 0) | dict.fromkeys(kinds, _PROBE)
    some["input_tokens"] *= len(kinds)  # what is cached is counted in it
    base = _calculation(model, provider, tier, minute, some)
    if base is None:
        return {}
    if not _is_proportional(base):
        return None
    asked = ({**some, kind: some[kind] + _PROBE} for kind in kinds)
    more = [_calculation(model, provider, tier, minute, usage) for usage in asked]
    found = dict(zip(kinds, (_parts(each) for each in more if each), strict=True))
    return {part: _rate(some, part, _parts(base), found) for part in _parts(base)}


def _rate(
    some: Mapping[str, int],
    part: str,
    base: Mapping[str, Decimal],
    more: Mapping[str, Mapping[str, Decimal]],
) -> _Rates:
    a_million = {kind: dollars[part] - base[part] for kind, dollars in more.items()}
    units = tuple((kind, some[kind]) for kind in a_million)
    return a_million, base[part] - _sum((a_million, Decimal(0)), units)


def _sum(rates: _Rates, units: _Units) -> Decimal:
    a_million, call = rates
    return call + sum((a_million[kind] * n for kind, n in units if n), Decimal(0)) / _PROBE


def _is_proportional(found: "PriceCalculation") -> bool:
    """Tell whether a price is the same for every token, all day."""
    from genai_prices.types import TieredPrices

    return not _depends_on_hour(found.model) and not any(
        isinstance(price, TieredPrices) for price in vars(found.model_price).values()
    )


def _depends_on_hour(model: "ModelInfo") -> bool:
    from genai_prices.types import TimeOfDateConstraint

    prices = model.prices if isinstance(model.prices, list) else []
    constraints = [each.constraint for each in prices]
    constraints += [each.constraint for each in model.price_variants or ()]
    return any(isinstance(each, TimeOfDateConstraint) for each in constraints)


def _parts(found: "PriceCalculation") -> dict[str, Decimal]:
    return {"input": found.input_price, "output": found.output_price, "total": found.total_price}


def _dollars(parts: Mapping[str, Decimal]) -> Mapping[str, float]:
    return {part: round(float(dollars), 12) for part, dollars in parts.items()}


def _calculation(
    model: str, provider: str, tier: str | None, minute: int, units: Mapping[str, int]
) -> "PriceCalculation | None":
    from genai_prices import Usage, calc_price

    moment = _moment(minute)
    for name, of in _attempts(model, provider) if moment else ():
        try:
            found = calc_price(
                Usage(**units),
                name,
                provider_id=of,
                genai_request_timestamp=moment,
                price_context={"service_tier": tier} if tier else None,
            )
        except (LookupError, ValueError):  # no such model there, or counts that contradict it
            continue
        return found if _has_token_price(found) else None
    return None


def _attempts(model: str, provider: str) -> Iterable[_Attempt]:
    """Yield under which names to look a model up, the surest first.

    A name with a colon is Bedrock's, OpenRouter's or a local one; the first two name themselves.
    """
    if _OWN_MACHINES.search(provider) or _OWN_MACHINES.search(model.lower()):
        return
    bare = model.removeprefix("models/").removeprefix("bedrock/")
    if provider:
        yield bare, provider
    if _BEDROCK.match(bare):
        yield bare, "aws"
    if ":" in bare:
        return
    yield bare, None
    if "/" in bare:
        yield bare, "litellm"  # `openai/gpt-4o`: the library's name for such names
    if bare.startswith("text-embedding-"):
        yield bare, "openai"


def _moment(minute: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(minute * 60, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _has_token_price(found: "PriceCalculation") -> bool:
    """Tell whether 0 would be a price: of what is sold by the second, tokens have none."""
    prices = found.model_price
    return prices.input_mtok is not None or prices.output_mtok is not None
