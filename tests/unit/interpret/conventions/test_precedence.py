"""What wins over what."""

from typing import Any

import pytest

from functions.interpret.conventions import precedence
from functions.interpret.span import SpanEvent
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import observed

MODELS = [each for each in precedence.MODELS if isinstance(each, str)]
EXCHANGES: list[tuple[str, str]] = [
    ("langfuse.observation.input", "langfuse.observation.output"),
    ("gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response"),
    ("prompt", "all_messages_events"),
    ("lk.input_text", "lk.function_tool.output"),
    ("mlflow.spanInputs", "mlflow.spanOutputs"),
    ("traceloop.entity.input", "traceloop.entity.output"),
    ("llm.input_messages.0", "llm.output_messages.0"),
    ("input.value", "output.value"),
    ("input", "output"),
    ("tool_arguments", "tool_response"),
    ("gen_ai.prompt", "gen_ai.completion"),
    ("gen_ai.input.messages", "gen_ai.output.messages"),
    ("request_data", "response_data"),
]
NAMES = [
    "gen_ai.tool.name",
    "genkit:name",
    "logfire.msg",
    "ai.toolCall.name",
    "lk.function_tool.name",
    "ai.operationId",
]
TYPES: list[tuple[dict[str, Any], ObservationType]] = [
    ({"langfuse.observation.type": "event"}, ObservationType.EVENT),
    ({"openinference.span.kind": "GUARDRAIL"}, ObservationType.GUARDRAIL),
    ({"gen_ai.operation.name": "embeddings"}, ObservationType.EMBEDDING),
    ({"genkit:metadata:subtype": "evaluator"}, ObservationType.EVALUATOR),
    ({"ai.operationId": "ai.streamText.doStream", "ai.model.id": "m"}, ObservationType.GENERATION),
    ({"gen_ai.tool.call.id": "c"}, ObservationType.TOOL),
    ({"flue.task.id": "t"}, ObservationType.AGENT),
    ({"mlflow.spanType": '"RETRIEVER"'}, ObservationType.RETRIEVER),
    ({"traceloop.span.kind": "agent"}, ObservationType.AGENT),
    ({"model": "m"}, ObservationType.GENERATION),
]
COSTS: list[dict[str, Any]] = [
    {"langfuse.observation.cost_details": '{"total": 1}'},
    {"gen_ai.usage.cost": 2},
    {"llm.cost.total": 3},
    {"operation.cost": 4},
    {"mlflow.llm.cost": '{"total_cost": 5}'},
]
PARAMETERS: list[dict[str, Any]] = [
    {"langfuse.observation.model.parameters": '{"a": 0}'},
    {"llm.invocation_parameters": '{"a": 1}'},
    {"model_config": '{"a": 2}'},
    {"gen_ai.request.a": 3},
    {"llm.invocation_parameters.a": 4},
]


@pytest.mark.parametrize("place", range(len(MODELS)))
def test_models_are_looked_for_in_their_order(place: int) -> None:
    assert observed({key: key for key in reversed(MODELS[place:])}).model == MODELS[place]


@pytest.mark.parametrize("place", range(len(NAMES)))
def test_names_are_looked_for_in_their_order(place: int) -> None:
    assert observed({key: key for key in reversed(NAMES[place:])}).name == NAMES[place]


@pytest.mark.parametrize("place", range(len(TYPES)))
def test_types_are_looked_for_in_their_order(place: int) -> None:
    attributes: dict[str, Any] = {}
    for worse, _ in reversed(TYPES[place:]):
        attributes |= worse

    assert observed(attributes).type is TYPES[place][1]


@pytest.mark.parametrize("place", range(len(EXCHANGES)))
def test_inputs_and_outputs_are_looked_for_in_their_order(place: int) -> None:
    attributes = {key: f"from {key}" for pair in reversed(EXCHANGES[place:]) for key in pair}

    said = observed(attributes)

    expected = tuple(f"from {key}" for key in EXCHANGES[place])
    found = said.input, said.output
    assert found in (expected, ([expected[0]], [expected[1]]))


@pytest.mark.parametrize("pair", EXCHANGES)
def test_a_convention_that_knows_one_side_is_believed_about_the_other(
    pair: tuple[str, str],
) -> None:
    worst = {"request_data": "x", "response_data": "x"}
    attributes = worst | {pair[0]: "asked", pair[1]: ""}

    assert observed(attributes).output is None


def test_events_win_over_attributes_but_not_over_langfuse() -> None:
    events = (SpanEvent(name="gen_ai.user.message", attributes={"content": "event"}),)

    said = observed({"input.value": "attribute"}, events=events)
    explicit = observed({"langfuse.observation.input": "langfuse"}, events=events)

    assert said.input == [{"role": "user", "content": "event"}]
    assert explicit.input == "langfuse"


@pytest.mark.parametrize("place", range(len(COSTS)))
def test_costs_are_looked_for_in_their_order(place: int) -> None:
    attributes: dict[str, Any] = {}
    for worse in reversed(COSTS[place:]):
        attributes |= worse

    assert observed(attributes).cost == {"total": place + 1}


@pytest.mark.parametrize("place", range(len(PARAMETERS)))
def test_model_parameters_are_looked_for_in_their_order(place: int) -> None:
    attributes: dict[str, Any] = {}
    for worse in reversed(PARAMETERS[place:]):
        attributes |= worse

    assert observed(attributes).model_parameters == {"a": place}


def test_langfuses_usage_wins_over_token_counts() -> None:
    said = observed(
        {"langfuse.observation.usage_details": '{"input": 1}', "gen_ai.usage.input_tokens": 2}
    )

    assert said.usage == {"input": 1}


def test_metadata_of_all_is_merged_and_langfuses_wins() -> None:
    said = observed(
        {
            "langfuse.observation.metadata.a": "1",
            "ai.telemetry.metadata.a": "2",
            "traceloop.association.properties.b": "3",
            "openinference.span.kind": "LLM",
            "metadata": '{"b": 4, "c": 5}',
        }
    )

    assert said.metadata == {"a": 1, "b": 3, "c": 5}
