"""Flue: `flue.turn.*` of version 1, and `gen_ai.*` after `@flue/opentelemetry` 2.1."""

from typing import Any

import pytest

from functions.model.observation import ObservationType
from tests.unit.interpret.spans import observed

SCOPE = "@flue/opentelemetry"


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ("flue.turn.input", "flue.turn.output"),
        ("flue.tool.arguments", "flue.tool.result"),
        ("flue.task.prompt", "flue.task.result"),
        ("flue.workflow.payload", "flue.workflow.result"),
        ("flue.workflow.payload", "flue.operation.result"),
    ],
)
def test_every_unit_of_work_has_an_input_and_a_result(given: str, answered: str) -> None:
    said = observed({given: '{"a": 1}', answered: "done"}, scope=SCOPE)

    assert (said.input, said.output) == ({"a": 1}, "done")
    assert observed({given: "x", answered: "y"}).input is None


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ({"flue.tool.name": "bash"}, ObservationType.TOOL),
        ({"flue.tool.call_id": "c"}, ObservationType.TOOL),
        ({"flue.task.agent": "planner"}, ObservationType.AGENT),
        ({"flue.task.id": "t"}, ObservationType.AGENT),
        ({"flue.task.id": "t", "flue.compaction.reason": "length"}, ObservationType.SPAN),
        ({"flue.task.id": "t", "gen_ai.operation.name": "chat"}, ObservationType.GENERATION),
    ],
)
def test_tools_and_tasks_are_known_by_their_ids(
    attributes: dict[str, Any], kind: ObservationType
) -> None:
    assert observed(attributes, scope=SCOPE).type is kind


def test_version_2_says_it_in_semantic_conventions() -> None:
    said = observed(
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.input.messages": '[{"role": "user", "parts": []}]',
            "flue.turn.purpose": "agent",
        },
        scope=SCOPE,
    )

    assert said.input == [{"role": "user", "parts": []}]
