"""Which observations' units and dollars count towards their trace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from functions.model.observation import Observation


def counted_observations(steps: Sequence[Observation]) -> list[Observation]:
    """Return what counts: the innermost reports of usage, and the innermost of cost.

    Wrappers repeat what the call inside them reports (AI SDK, LiteLLM, agents); adding both up
    would count every token twice. A wrapper that alone knows the cost keeps that, and loses the
    usage that is counted further in.
    """
    used = above([each for each in steps if each.usage], steps)
    paid = above([each for each in steps if each.cost], steps)
    counted = [_without(each, used, paid) for each in steps if each.usage or each.cost]
    return [each for each in counted if each.usage or each.cost]


def _without(step: Observation, used: set[str], paid: set[str]) -> Observation:
    repeats_usage = step.observation_id in used
    repeats_cost = step.observation_id in paid
    if not repeats_usage and not repeats_cost:
        return step
    return replace(
        step, usage={} if repeats_usage else step.usage, cost={} if repeats_cost else step.cost
    )


def above(some: Iterable[Observation], steps: Iterable[Observation]) -> set[str]:
    """Return the ids of everything that has one of `some` below it."""
    parents = {each.observation_id: each.parent_id for each in steps}
    marked: set[str] = set()
    for step in some:
        _mark_ancestors(step, parents, marked)
    return marked


def _mark_ancestors(step: Observation, parents: Mapping[str, str | None], marked: set[str]) -> None:
    ancestor = step.parent_id
    while ancestor is not None and ancestor not in marked and ancestor != step.observation_id:
        marked.add(ancestor)
        ancestor = parents.get(ancestor)
