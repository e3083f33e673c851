"""Logfire, after the attributes that its integrations and Pydantic AI up to 0.8 write."""

from json import dumps
from typing import Any

import pytest

from functions.model.observation import Level
from tests.unit.interpret.spans import about_trace, observed

ASKED: dict[str, Any] = {"event.name": "gen_ai.user.message", "role": "user", "content": "Hi"}
CHOICE: dict[str, Any] = {
    "event.name": "gen_ai.choice",
    "index": 0,
    "message": {"role": "assistant", "content": "Hello"},
}


@pytest.mark.parametrize("form", [dumps, list])
def test_events_in_an_attribute_are_messages_and_a_choice(form: Any) -> None:
    said = observed({"events": form([ASKED, CHOICE])})

    assert (said.input, said.output) == ([ASKED], CHOICE)


def test_events_that_are_no_messages_stay_what_they_were() -> None:
    said = observed({"events": '[{"kind": "click"}]', "input": "x"})

    assert said.input == "x"
    assert said.attributes == {"events": '[{"kind": "click"}]'}


def test_a_run_has_a_prompt_and_all_of_its_messages() -> None:
    said = observed({"prompt": "Hi", "all_messages_events": dumps([ASKED, CHOICE])})

    assert (said.input, said.output) == ("Hi", [ASKED, CHOICE])


def test_a_request_to_a_provider_is_kept_whole() -> None:
    said = observed(
        {"request_data": '{"messages": [{"role": "user"}]}', "response_data": '{"message": {}}'}
    )

    assert said.input == {"messages": [{"role": "user"}]}
    assert said.output == {"message": {}}


@pytest.mark.parametrize(
    ("number", "level"),
    [
        (5, Level.DEBUG),
        (9, Level.DEFAULT),
        (13, Level.WARNING),
        (17, Level.ERROR),
        ("loud", Level.DEFAULT),
    ],
)
def test_a_severity_is_a_level(number: Any, level: Level) -> None:
    assert observed({"logfire.level_num": number}).level is level


def test_its_message_names_the_span_and_its_tags_the_trace() -> None:
    attributes = {"logfire.msg": "asked Mara", "logfire.tags": ["beta"]}
    trace = about_trace(attributes)

    assert observed(attributes).name == "asked Mara"
    assert trace is not None
    assert trace.tags == ("beta",)
