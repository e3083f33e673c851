"""OpenInference."""

from typing import Any

import pytest

from functions.model.observation import ObservationType
from tests.unit.interpret.spans import about_trace, observed


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ("LLM", ObservationType.GENERATION),
        ("CHAIN", ObservationType.CHAIN),
        ("RETRIEVER", ObservationType.RETRIEVER),
        ("EMBEDDING", ObservationType.EMBEDDING),
        ("AGENT", ObservationType.AGENT),
        ("TOOL", ObservationType.TOOL),
        ("GUARDRAIL", ObservationType.GUARDRAIL),
        ("EVALUATOR", ObservationType.EVALUATOR),
        ("PROMPT", ObservationType.SPAN),
        ("SPAN", ObservationType.SPAN),
        ("llm", ObservationType.SPAN),
    ],
)
def test_a_kind_names_a_type(named: str, kind: ObservationType) -> None:
    assert observed({"openinference.span.kind": named}).type is kind


def test_values_are_input_and_output() -> None:
    said = observed(
        {
            "input.value": '{"q": 1}',
            "input.mime_type": "application/json",
            "output.value": "1007",
            "output.mime_type": "text/plain",
        }
    )

    assert (said.input, said.output) == ({"q": 1}, "1007")
    assert said.attributes == {}


def test_messages_are_rebuilt_without_their_wrappers() -> None:
    said = observed(
        {
            "llm.input_messages.0.message.role": "user",
            "llm.input_messages.0.message.contents.0.message_content.type": "text",
            "llm.input_messages.0.message.contents.0.message_content.text": "Hi",
            "llm.output_messages.0.message.role": "assistant",
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "f",
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": "{}",
        }
    )

    assert said.input == [{"role": "user", "contents": [{"type": "text", "text": "Hi"}]}]
    assert said.output == [
        {"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}
    ]


def test_model_parameters_and_cost_are_read() -> None:
    said = observed(
        {
            "llm.model_name": "m",
            "llm.invocation_parameters": '{"temperature": 0.2}',
            "llm.cost.total": 0.5,
        }
    )

    assert (said.type, said.model) == (ObservationType.GENERATION, "m")
    assert (said.model_parameters, said.cost) == ({"temperature": 0.2}, {"total": 0.5})


def test_parameters_may_be_flattened() -> None:
    said = observed(
        {"llm.invocation_parameters.temperature": 0.2, "llm.invocation_parameters.model": "m"}
    )

    assert said.model_parameters == {"temperature": 0.2}


@pytest.mark.parametrize(
    ("attributes", "metadata"),
    [
        ({"openinference.span.kind": "LLM", "metadata": '{"vip": true}'}, {"vip": True}),
        ({"openinference.span.kind": "LLM", "metadata": "text"}, {}),
        ({"metadata": '{"vip": true}'}, {}),
    ],
)
def test_its_metadata_is_unpacked_and_nobody_elses(
    attributes: dict[str, Any], metadata: dict[str, Any]
) -> None:
    said = observed(attributes)

    assert said.metadata == metadata
    assert ("metadata" in said.attributes) is not bool(metadata)


def test_session_user_and_tags_are_its_traces() -> None:
    about = about_trace({"session.id": "s", "user.id": "u", "tag.tags": ["a"]})

    assert about is not None
    assert ([each.session_id for each in about.claims], about.user_id) == (["s"], "u")
    assert about.tags == ("a",)


def test_found_documents_are_the_output_where_no_value_says_it() -> None:
    documents = {
        "retrieval.documents.0.document.id": "7",
        "retrieval.documents.0.document.content": "Tyres",
        "retrieval.documents.1.document.content": "Tubes",
    }

    said = observed({"openinference.span.kind": "RETRIEVER", "input.value": "tyres"} | documents)
    told = observed({"input.value": "tyres", "output.value": "two"} | documents)

    assert (said.input, said.output) == ("tyres", [{"id": "7", "content": "Tyres"},
                                                   {"content": "Tubes"}])  # fmt: skip
    assert told.output == "two"


def test_a_reranker_has_a_query_and_documents_in_order() -> None:
    said = observed(
        {
            "openinference.span.kind": "RERANKER",
            "reranker.query": "tyres",
            "reranker.model_name": "rerank-v3",
            "reranker.output_documents.0.document.content": "Tyres",
        }
    )

    assert (said.type, said.model) == (ObservationType.RETRIEVER, "rerank-v3")
    assert (said.input, said.output) == ("tyres", [{"content": "Tyres"}])


def test_embedded_texts_are_the_input_and_vectors_stay_where_they_are() -> None:
    said = observed(
        {
            "openinference.span.kind": "EMBEDDING",
            "embedding.model_name": "small",
            "embedding.embeddings.0.embedding.text": "tyres",
            "embedding.embeddings.0.embedding.vector": [0.5],
            "embedding.embeddings.1.embedding.text": "tubes",
        }
    )

    assert (said.type, said.model, said.input) == ("EMBEDDING", "small", ["tyres", "tubes"])
    assert said.attributes == {"embedding.embeddings.0.embedding.vector": [0.5]}


def test_costs_are_of_prompt_completion_and_both() -> None:
    said = observed({"llm.cost.prompt": 0.25, "llm.cost.completion": 0.5, "llm.cost.total": 0.75})

    assert said.cost == {"input": 0.25, "output": 0.5, "total": 0.75}


def test_around_a_model_the_value_has_all_messages_and_the_flattened_ones_only_the_first() -> None:
    said = observed(
        {
            "openinference.span.kind": "CHAIN",
            "llm.input_messages.0.message.role": "user",
            "llm.input_messages.0.message.content": "Where is it?",
            "input.value": '{"messages": [["user", "Where is it?"], ["user", "And now?"]]}',
        }
    )

    assert said.input == {"messages": [["user", "Where is it?"], ["user", "And now?"]]}


def test_a_tools_own_name_is_better_than_the_name_of_what_calls_it() -> None:
    said = observed({"openinference.span.kind": "TOOL", "tool.name": "track_parcel"})

    assert said.name == "track_parcel"
