"""LiveKit's voice agents, after `livekit-agents` 1.8 (`lk.pii.*`) and 1.2 (`lk.*`)."""

from json import dumps
from typing import Any

import pytest

from functions.model.observation import Level, ObservationType
from tests.unit.interpret.spans import START_NS, observed

SCOPE = "livekit-agents"
CONTEXT: dict[str, Any] = {
    "items": [
        {"id": "item_1", "type": "message", "role": "system", "content": ["Be kind."]},
        {"id": "item_2", "type": "message", "role": "user", "content": ["Where is 1007?"]},
    ]
}
CALL = {"id": "i", "call_id": "c-1", "name": "get_order", "arguments": '{"id": "1007"}'}

both_spellings = pytest.mark.parametrize("prefix", ["lk.", "lk.pii."])


@both_spellings
def test_a_model_is_asked_with_a_context_and_answers_with_words_and_calls(prefix: str) -> None:
    said = observed(
        {
            prefix + "chat_ctx": dumps(CONTEXT),
            prefix + "response.text": "One moment.",
            prefix + "response.function_calls": dumps([CALL]),
            "lk.response.ttft": 0.25,
        },
        scope=SCOPE,
        name="llm_node",
    )

    assert said.input == CONTEXT
    assert said.output == {"role": "assistant", "content": "One moment.", "tool_calls": [CALL]}
    assert said.completion_start_ns == START_NS + 250_000_000


@both_spellings
def test_an_answer_without_calls_is_words(prefix: str) -> None:
    said = observed({prefix + "response.text": "Hi", prefix + "response.function_calls": "[]"})

    assert said.output == "Hi"


@both_spellings
def test_a_tool_has_arguments_a_result_and_a_name(prefix: str) -> None:
    said = observed(
        {
            "lk.function_tool.name": "get_order",
            prefix + "function_tool.arguments": '{"id": "1007"}',
            prefix + "function_tool.output": "sent",
            "lk.function_tool.is_error": False,
        },
        scope=SCOPE,
        name="function_tool",
    )

    assert (said.type, said.name, said.level) == (ObservationType.TOOL, "get_order", Level.DEFAULT)
    assert (said.input, said.output) == ({"id": "1007"}, "sent")


def test_a_tool_that_failed_is_an_error() -> None:
    said = observed({"lk.function_tool.is_error": True}, scope=SCOPE, name="function_tool")

    assert said.level is Level.ERROR


@both_spellings
@pytest.mark.parametrize("key", ["input_text", "user_transcript", "user_input"])
def test_what_was_heard_or_is_to_be_spoken_is_the_input(prefix: str, key: str) -> None:
    assert observed({prefix + key: "Hello"}, scope=SCOPE).input == "Hello"


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("agent_turn", ObservationType.AGENT, Level.DEFAULT),
        ("start_agent_activity", ObservationType.AGENT, Level.DEBUG),
        ("tts_request_run", ObservationType.SPAN, Level.DEBUG),
        ("user_turn", ObservationType.SPAN, Level.DEFAULT),
    ],
)
def test_names_of_spans_tell_turns_from_plumbing(
    name: str, kind: ObservationType, level: Level
) -> None:
    said = observed(scope=SCOPE, name=name)

    assert (said.type, said.level) == (kind, level)


def test_plumbing_that_fails_is_an_error() -> None:
    assert observed(scope=SCOPE, name="tts_node", status_code=2).level is Level.ERROR


def test_those_names_mean_nothing_under_another_scope() -> None:
    said = observed(name="agent_turn")

    assert (said.type, said.level) == (ObservationType.SPAN, Level.DEFAULT)
