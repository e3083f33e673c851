"""Genkit, after `@genkit-ai/core` and `@genkit-ai/ai` 1.42."""

from json import dumps
from typing import Any

import pytest

from functions.model.observation import ObservationType
from tests.unit.interpret.spans import observed

SCOPE = "genkit-tracer"
REQUEST = {
    "messages": [
        {"role": "system", "content": [{"text": "Be kind."}]},
        {"role": "user", "content": [{"text": "Where is 1007?"}]},
    ],
    "config": {"temperature": 0.2},
    "tools": [{"name": "getOrder", "description": "Looks an order up"}],
}
ANSWER = {"role": "model", "content": [{"text": "On its way."}]}
RESPONSE: dict[str, Any] = {
    "message": ANSWER,
    "finishReason": "stop",
    "usage": {"inputTokens": 40, "outputTokens": 12, "totalTokens": 52, "thoughtsTokens": 5},
    "request": REQUEST,
}
MODEL_CALL = {
    "genkit:name": "googleai/gemini-2.5-flash",
    "genkit:type": "action",
    "genkit:metadata:subtype": "model",
    "genkit:input": dumps(REQUEST),
    "genkit:output": dumps(RESPONSE),
    "genkit:state": "success",
}


def test_a_call_of_a_model_says_everything() -> None:
    said = observed(MODEL_CALL, scope=SCOPE)

    assert (said.type, said.name) == (ObservationType.GENERATION, "googleai/gemini-2.5-flash")
    assert said.model == "googleai/gemini-2.5-flash"
    assert said.input == REQUEST["messages"]
    assert said.output == ANSWER
    assert said.model_parameters == {"temperature": 0.2}
    assert said.usage == {"input": 40, "output": 7, "total": 52, "output_reasoning_tokens": 5}
    assert said.attributes == {"genkit:type": "action", "genkit:state": "success"}


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("background-model", ObservationType.GENERATION),
        ("embedder", ObservationType.EMBEDDING),
        ("tool", ObservationType.TOOL),
        ("tool.v2", ObservationType.TOOL),
        ("retriever", ObservationType.RETRIEVER),
        ("evaluator", ObservationType.EVALUATOR),
        ("flow", ObservationType.SPAN),
    ],
)
def test_a_subtype_names_a_type(subtype: str, kind: ObservationType) -> None:
    said = observed({"genkit:metadata:subtype": subtype, "genkit:name": "x"}, scope=SCOPE)

    assert (said.type, said.name) == (kind, "x")
    assert said.model == ("x" if kind is ObservationType.GENERATION else None)


def test_what_is_no_conversation_is_taken_whole() -> None:
    said = observed({"genkit:input": '"Where is 1007?"', "genkit:output": '{"a": 1}'}, scope=SCOPE)

    assert (said.input, said.output) == ("Where is 1007?", {"a": 1})


def test_nobody_else_is_asked_about_its_spans() -> None:
    said = observed({"input": "of another convention"}, scope=SCOPE)

    assert (said.input, said.output) == (None, None)


def test_settings_come_from_the_request_that_a_response_repeats() -> None:
    said = observed({"genkit:output": dumps(RESPONSE)}, scope=SCOPE)

    assert said.model_parameters == {"temperature": 0.2}


def test_input_and_output_mean_nothing_under_another_scope() -> None:
    said = observed({"genkit:input": "x", "genkit:output": dumps(RESPONSE)})

    assert (said.input, said.output, said.usage) == (None, None, {})
