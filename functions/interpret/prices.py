"""What a call cost where its sender said nothing of it: list prices of a price library.

The library is imported when something is to be priced: it costs a third of a second. Its prices
are those it was built with; it never asks anyone for newer ones. A price follows from the model,
the usage and the time of the call, so that folding again changes it only with the library.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from re import compile as pattern
from typing import TYPE_CHECKING

from functions.interpret.billed import billed_units
from functions.model.fold.counted import above
from functions.model.observation import Observation
from functions.model.trace import Trace

if TYPE_CHECKING:
    from genai_prices.types import PriceCalculation

VERSION, RELEASED = "0.2.3", "2026-11-10"
"""Of the library that is pinned; a test holds both to the lock."""

SOURCE = f"genai-prices {VERSION} of {RELEASED}"

_MINUTE_NS = 60_000_000_000
_REMEMBERED = 4096
_LONGEST_NAME = 200
_PROVIDER_KEYS = ("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system")
_OWN_MACHINES = pattern(r"ollama|vllm|lm.?studio|llama.?cpp|localai|sglang|xinference")
"""Whoever runs a model pays nobody by the token, even for a model that others sell."""

_BEDROCK = pattern(r"(?:[a-z]{2,6}\.)?(?:anthropic|amazon|meta|mistral|cohere|deepseek|ai21)\.")

type _Units = tuple[tuple[str, int], ...]
type _Attempt = tuple[str, str | None]


def with_prices(trace: Trace) -> Trace:
    """Return a trace in which every call whose cost nobody reported has one, if it has a price.

    Of calls within each other the innermost is priced: those around it repeat its usage. Where a
    sender reported a cost above or below, that one stands and nothing is computed.
    """
    steps = trace.observations
    calls = [each for each in steps if each.model and each.usage and not each.cost]
    if not calls:
        return trace
    reported = _touched([each for each in steps if each.cost], steps)
    priced = {
        each.observation_id: replace(each, cost=cost, cost_source=SOURCE)
        for each in calls
        if each.observation_id not in reported and (cost := _cost(each))
    }
    wrappers = above(list(priced.values()), steps)
    return replace(
        trace,
        observations=tuple(
            each if each.observation_id in wrappers else priced.get(each.observation_id, each)
            for each in steps
        ),
    )


def _touched(reported: Sequence[Observation], steps: Sequence[Observation]) -> set[str]:
    """Return the ids of everything above and below what has a reported cost."""
    if not reported:
        return set()
    children: dict[str | None, list[str]] = {}
    for each in steps:
        children.setdefault(each.parent_id, []).append(each.observation_id)
    found: set[str] = set()
    waiting = [each.observation_id for each in reported]
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += children.get(step, ())
    return found | above(reported, steps)


def _cost(call: Observation) -> dict[str, float]:
    """Return dollars by kind, or nothing for a model without a price and a call without a time."""
    units = billed_units(call.usage) if call.unit in (None, "TOKENS") else {}
    if not units or call.start_ns is None or len(call.model or "") > _LONGEST_NAME:
        return {}
    tier = call.model_parameters.get("service_tier")
    return dict(
        _priced(
            (call.model or "").strip(),
            _provider(call),
            tier if isinstance(tier, str) else None,
            call.start_ns // _MINUTE_NS,
            tuple(sorted(units.items())),
        )
    )


def _provider(call: Observation) -> str:
    """Return who is said to have answered, in whatever words."""
    named = [call.attributes.get(key) for key in _PROVIDER_KEYS]
    named += [call.model_parameters.get("system"), call.metadata.get("ls_provider")]
    found = next((each for each in named if isinstance(each, str) and each), "")
    return found[:_LONGEST_NAME].lower()


@lru_cache(_REMEMBERED)
def _priced(
    model: str, provider: str, tier: str | None, minute: int, units: _Units
) -> Mapping[str, float]:
    found = _calculation(model, provider, tier, minute, dict(units))
    if found is None:
        return {}
    parts = {"input": found.input_price, "output": found.output_price, "total": found.total_price}
    return {kind: round(float(dollars), 12) for kind, dollars in parts.items()}


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
