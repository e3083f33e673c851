"""Which observations' units and dollars count towards their trace."""

from collections.abc import Sequence

from functions.model.observation import Observation


def counted_observations(steps: Sequence[Observation]) -> list[Observation]:
    """Return the observations whose usage counts: the innermost that report any.

    Wrappers repeat what the call inside them reports (AI SDK, LiteLLM, agents); adding both up
    would count every token twice.
    """
    parents = {each.observation_id: each.parent_id for each in steps}
    repeated: set[str] = set()
    for step in steps:
        if step.usage or step.cost:
            _mark_ancestors(step.parent_id, parents, repeated)
    reporting = [each for each in steps if each.usage or each.cost]
    return [each for each in reporting if each.observation_id not in repeated]


def _mark_ancestors(ancestor: str | None, parents: dict[str, str | None], marked: set[str]) -> None:
    while ancestor is not None and ancestor not in marked:
        marked.add(ancestor)
        ancestor = parents.get(ancestor)
