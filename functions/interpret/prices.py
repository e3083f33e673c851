"""What a call cost where its sender said nothing of it: list prices of a price library.

A price follows from the model, the usage and the time of the call, so that folding again changes
it only with the library.
"""

from collections.abc import Sequence
from dataclasses import replace

from functions.interpret.billed import billed_units
from functions.interpret.list_prices import LONGEST_NAME, list_price
from functions.model.fold.counted import above
from functions.model.observation import Observation
from functions.model.trace import Trace

VERSION, RELEASED = "0.2.3", "2026-11-10"
"""Of the library that is pinned; a test holds both to the lock."""

SOURCE = f"genai-prices {VERSION} of {RELEASED}"

_MINUTE_NS = 60_000_000_000
_PROVIDER_KEYS = ("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system")


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
    if not units or call.start_ns is None or len(call.model or "") > LONGEST_NAME:
        return {}
    tier = call.model_parameters.get("service_tier")
    return dict(
        list_price(
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
    return found[:LONGEST_NAME].lower()
