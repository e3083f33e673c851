"""OpenTelemetry's `gen_ai.*`."""

from typing import Any

import pytest

from functions.interpret.span import SpanEvent
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import START_NS, observed

USER: dict[str, Any] = {"role": "user", "parts": [{"type": "text", "content": "Hi"}]}
ANSWER: dict[str, Any] = {"role": "assistant", "parts": [{"type": "text", "content": "Hello"}]}


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("chat", ObservationType.GENERATION),
        ("completion", ObservationType.GENERATION),
        ("text_completion", ObservationType.GENERATION),
        ("generate_content", ObservationType.GENERATION),
        ("generate", ObservationType.GENERATION),
        ("embeddings", ObservationType.EMBEDDING),
        ("invoke_agent", ObservationType.AGENT),
        ("create_agent", ObservationType.AGENT),
        ("execute_tool", ObservationType.TOOL),
        ("retrieval", ObservationType.RETRIEVER),
        ("invoke_workflow", ObservationType.CHAIN),
        ("something_new", ObservationType.SPAN),
        (["chat"], ObservationType.SPAN),
    ],
)
def test_an_operation_names_a_type(operation: Any, kind: ObservationType) -> None:
    assert observed({"gen_ai.operation.name": operation}).type is kind


@pytest.mark.parametrize("key", ["gen_ai.tool.name", "gen_ai.tool.call.id"])
def test_a_tool_is_known_by_its_name_or_call(key: str) -> None:
    assert observed({key: "f"}).type is ObservationType.TOOL


def test_messages_are_parsed() -> None:
    said = observed(
        {
            "gen_ai.input.messages": '[{"role": "user", "content": "Hi"}]',
            "gen_ai.output.messages": [{"role": "assistant", "content": "Hello"}],
        }
    )

    assert said.input == [{"role": "user", "content": "Hi"}]
    assert said.output == [{"role": "assistant", "content": "Hello"}]


@pytest.mark.parametrize(
    ("instructions", "content"),
    [
        ('[{"type": "text", "content": "Be"}, {"type": "text", "content": "kind."}]', "Be\nkind."),
        ("Be kind.", "Be kind."),
        (["Be", "kind."], "Be\nkind."),
        ('[{"type": "blob"}]', ""),
    ],
)
def test_system_instructions_become_the_first_message(instructions: Any, content: str) -> None:
    said = observed({"gen_ai.input.messages": [USER], "gen_ai.system_instructions": instructions})

    assert said.input == [{"role": "system", "content": content}, USER]


def test_system_instructions_are_not_said_twice() -> None:
    system = {"role": "system", "content": "Be kind."}
    said = observed(
        {"gen_ai.input.messages": [system, USER], "gen_ai.system_instructions": "Be kind."}
    )

    assert said.input == [system, USER]


def test_a_tool_is_called_with_arguments_and_answers() -> None:
    said = observed(
        {"gen_ai.tool.call.arguments": '{"id": "1007"}', "gen_ai.tool.call.result": "sent"}
    )

    assert (said.input, said.output) == ({"id": "1007"}, "sent")


def test_a_retrieval_has_a_query_and_documents() -> None:
    said = observed(
        {"gen_ai.retrieval.query.text": "tyres", "gen_ai.retrieval.documents": '[{"id": "1"}]'}
    )

    assert (said.input, said.output) == ("tyres", [{"id": "1"}])


def test_the_details_event_carries_messages_too() -> None:
    event = SpanEvent(
        name="gen_ai.client.inference.operation.details",
        attributes={"gen_ai.input.messages": [USER], "gen_ai.output.messages": [ANSWER]},
    )

    said = observed({"gen_ai.input.messages": "loses"}, events=(event,))

    assert (said.input, said.output) == ([USER], [ANSWER])


def test_message_events_make_a_conversation() -> None:
    events = (
        SpanEvent(name="gen_ai.system.message", attributes={"content": "Be kind."}),
        SpanEvent(name="gen_ai.user.message", attributes={"content": "Hi", "role": "customer"}),
        SpanEvent(name="exception", attributes={"exception.type": "E"}),
        SpanEvent(name="gen_ai.choice", attributes={"index": 0, "message": '{"content": "Yes"}'}),
    )

    said = observed(events=events)

    assert said.input == [
        {"role": "system", "content": "Be kind."},
        {"role": "customer", "content": "Hi"},
    ]
    assert said.output == {"index": 0, "message": {"content": "Yes"}}


def test_several_choices_are_a_list() -> None:
    events = tuple(SpanEvent(name="gen_ai.choice", attributes={"index": n}) for n in range(2))

    assert observed(events=events).output == [{"index": 0}, {"index": 1}]


def test_flattened_prompts_are_rebuilt() -> None:
    said = observed(
        {
            "gen_ai.prompt.1.content": "Hi",
            "gen_ai.prompt.0.role": "system",
            "gen_ai.prompt.1.role": "user",
            "gen_ai.completion.0.content": "Hello",
            "gen_ai.completion.0.finish_reason": "stop",
        }
    )

    assert said.input == [{"role": "system"}, {"role": "user", "content": "Hi"}]
    assert said.output == [{"content": "Hello", "finish_reason": "stop"}]
    assert said.attributes == {}


def test_request_parameters_are_all_but_the_model() -> None:
    said = observed(
        {
            "gen_ai.request.model": "m",
            "gen_ai.request.temperature": 0.2,
            "gen_ai.request.stop_sequences": ["#"],
        }
    )

    assert said.model == "m"
    assert said.model_parameters == {"temperature": 0.2, "stop_sequences": ["#"]}


def test_a_cost_is_a_total() -> None:
    assert observed({"gen_ai.usage.cost": 0.25}).cost == {"total": 0.25}
    assert observed({"gen_ai.usage.cost": -1}).cost == {}


@pytest.mark.parametrize(
    ("seconds", "start_ns"),
    [(0.5, START_NS + 500_000_000), ("0.5", None), (1e300, None), (-1, None), (True, None)],
)
def test_the_first_chunk_is_counted_from_the_start(seconds: Any, start_ns: int | None) -> None:
    said = observed({"gen_ai.response.time_to_first_chunk": seconds})

    assert said.completion_start_ns == start_ns
