"""MLflow's OTLP export, after `mlflow` 3.17: every attribute is JSON, texts included."""

from json import dumps
from typing import Any

import pytest

from functions.model.fragment import SessionClaim
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import about_trace, observed

CALL = {
    "mlflow.traceRequestId": '"tr-1"',
    "mlflow.spanType": '"CHAT_MODEL"',
    "mlflow.spanInputs": dumps({"messages": [{"role": "user", "content": "Hi"}]}),
    "mlflow.spanOutputs": '"Hello"',
    "mlflow.chat.tokenUsage": dumps(
        {
            "input_tokens": 40,
            "output_tokens": 12,
            "total_tokens": 52,
            "cache_read_input_tokens": 30,
            "cache_creation_input_tokens": 4,
        }
    ),
    "mlflow.llm.cost": '{"input_cost": 0.25, "output_cost": 0.5, "total_cost": 0.75}',
    "mlflow.llm.model": '"gpt-4o-mini"',
    "mlflow.linkedPrompts": '[{"name": "greeting", "version": "3"}]',
    "mlflow.traceTag.team": "bikes",
}


def test_a_call_of_a_model_says_everything() -> None:
    said = observed(CALL)

    assert (said.type, said.model) == (ObservationType.GENERATION, "gpt-4o-mini")
    assert said.input == {"messages": [{"role": "user", "content": "Hi"}]}
    assert said.output == "Hello"
    assert said.usage == {
        "input": 6,
        "output": 12,
        "total": 52,
        "input_cached_tokens": 30,
        "input_cache_creation": 4,
    }
    assert said.cost == {"input": 0.25, "output": 0.5, "total": 0.75}
    assert (said.prompt_name, said.prompt_version) == ("greeting", 3)
    assert said.metadata == {"team": "bikes"}
    assert said.attributes == {"mlflow.traceRequestId": '"tr-1"'}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("LLM", ObservationType.GENERATION),
        ("CHAIN", ObservationType.CHAIN),
        ("WORKFLOW", ObservationType.CHAIN),
        ("TASK", ObservationType.CHAIN),
        ("AGENT", ObservationType.AGENT),
        ("TOOL", ObservationType.TOOL),
        ("RETRIEVER", ObservationType.RETRIEVER),
        ("RERANKER", ObservationType.RETRIEVER),
        ("EMBEDDING", ObservationType.EMBEDDING),
        ("GUARDRAIL", ObservationType.GUARDRAIL),
        ("EVALUATOR", ObservationType.EVALUATOR),
        ("PARSER", ObservationType.SPAN),
    ],
)
@pytest.mark.parametrize("form", [dumps, str])
def test_a_span_type_names_a_type(form: Any, name: str, kind: ObservationType) -> None:
    assert observed({"mlflow.spanType": form(name)}).type is kind


def test_session_and_user_may_stand_in_quotes() -> None:
    said = about_trace({"mlflow.trace.session": '"s-42"', "mlflow.trace.user": '"mara"'})

    assert said is not None
    assert said.claims == (SessionClaim(rank=2, session_id="s-42"),)
    assert said.user_id == "mara"


@pytest.mark.parametrize("value", ['"[]"', "[]", "[1]", '[{"version": 2}]', "x"])
def test_linked_prompts_that_name_none_say_nothing(value: str) -> None:
    said = observed({"mlflow.spanType": "LLM", "mlflow.linkedPrompts": value})

    assert (said.prompt_name, said.prompt_version) == (None, None)
