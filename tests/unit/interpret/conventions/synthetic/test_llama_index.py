"""LlamaIndex's own instrumentation, after `llama-index-observability-otel` and its core 0.14."""

from json import dumps
from typing import Any

import pytest

from functions.interpret.span import SpanEvent
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import observed

SCOPE = "llamaindex.opentelemetry.tracer"
MESSAGES: list[dict[str, Any]] = [
    {"role": "user", "blocks": [{"block_type": "text", "text": "Where is 1007?"}]}
]
BLOCKS = [{"block_type": "text", "text": "On its way."}]


def event(name: str, **fields: Any) -> SpanEvent:
    """Return an event with dots for the double underscores of its fields."""
    return SpanEvent(
        name=name, attributes={key.replace("__", "."): value for key, value in fields.items()}
    )


def test_a_chat_is_a_generation_with_messages_and_an_answer() -> None:
    events = (
        event("LLMChatStartEvent", messages=dumps(MESSAGES), model_dict__model="gpt-4o-mini"),
        event("LLMChatInProgressEvent", response__delta="On"),
        event(
            "LLMChatEndEvent",
            messages=dumps(MESSAGES),
            response__message__role="assistant",
            response__message__blocks=dumps(BLOCKS),
        ),
    )

    said = observed(scope=SCOPE, events=events)

    assert (said.type, said.model) == (ObservationType.GENERATION, "gpt-4o-mini")
    assert said.input == MESSAGES
    assert said.output == {"message": {"role": "assistant", "blocks": BLOCKS}}


@pytest.mark.parametrize(
    ("name", "fields", "kind", "given", "answered"),
    [
        ("LLMCompletionEndEvent", {"prompt": "Hi", "response__text": "Yes"}, "GENERATION", "Hi",
         {"text": "Yes"}),
        ("RetrievalEndEvent", {"str_or_query_bundle": "tyres", "nodes": "[1]"}, "RETRIEVER",
         "tyres", [1]),
        ("EmbeddingEndEvent", {"chunks": ["a", "b"]}, "EMBEDDING", ["a", "b"], None),
        ("QueryEndEvent", {"query__query_str": "tyres", "response__response": "Two."}, "SPAN",
         {"query_str": "tyres"}, {"response": "Two."}),
    ],
)  # fmt: skip
def test_every_step_has_a_question_and_an_answer(
    name: str, fields: dict[str, Any], kind: str, given: Any, answered: Any
) -> None:
    said = observed(scope=SCOPE, events=(event(name, **fields),))

    assert (said.type, said.input, said.output) == (kind, given, answered)


def test_its_events_mean_nothing_under_another_scope() -> None:
    said = observed(events=(event("LLMCompletionEndEvent", prompt="Hi"),))

    assert (said.type, said.input) == (ObservationType.SPAN, None)
