"""Pydantic AI."""

from tests.unit.interpret.spans import observed


def test_an_agents_conversation_and_result_are_read() -> None:
    said = observed(
        {
            "pydantic_ai.all_messages": '[{"role": "user", "content": "Hi"}]',
            "final_result": "Hello",
            "gen_ai.system_instructions": "Be kind.",
        },
        scope="pydantic-ai",
    )

    assert said.input == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
    ]
    assert said.output == "Hello"


def test_its_keys_mean_nothing_under_another_scope() -> None:
    assert observed({"final_result": "Hello"}).output is None


def test_older_tools_name_arguments_and_response() -> None:
    said = observed({"tool_arguments": '{"id": 1}', "tool_response": "sent"})

    assert (said.input, said.output) == ({"id": 1}, "sent")


def test_plain_input_and_output_are_read() -> None:
    said = observed({"input": "Hi", "output": "[1]"})

    assert (said.input, said.output) == ("Hi", [1])


def test_a_model_is_configured_and_a_message_names_a_span() -> None:
    said = observed({"model_config": '{"temperature": 0.2}', "logfire.msg": "helpdesk run"})

    assert (said.model_parameters, said.name) == ({"temperature": 0.2}, "helpdesk run")
