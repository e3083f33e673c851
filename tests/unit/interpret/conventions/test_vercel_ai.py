"""Vercel's AI SDK."""

from json import dumps
from typing import Any

import pytest

from functions.model.observation import ObservationType
from tests.unit.interpret.spans import START_NS, observed


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ({"ai.operationId": "ai.generateText.doGenerate"}, ObservationType.GENERATION),
        ({"ai.operationId": "ai.streamText.doStream"}, ObservationType.GENERATION),
        ({"ai.operationId": "ai.generateObject.doGenerate"}, ObservationType.GENERATION),
        ({"ai.operationId": "ai.streamObject.doStream"}, ObservationType.GENERATION),
        ({"operation.name": "ai.streamText.doStream my-fn"}, ObservationType.GENERATION),
        ({"ai.operationId": "ai.embed.doEmbed"}, ObservationType.EMBEDDING),
        ({"ai.operationId": "ai.embedMany.doEmbed"}, ObservationType.EMBEDDING),
        ({"ai.operationId": "ai.generateText"}, ObservationType.SPAN),
        ({"ai.operationId": "ai.toolCall"}, ObservationType.TOOL),
        ({"operation.name": "ai.toolCall my-fn"}, ObservationType.TOOL),
    ],
)
def test_an_operation_names_a_type(attributes: dict[str, Any], kind: ObservationType) -> None:
    assert observed(attributes | {"ai.model.id": "m"}, scope="ai").type is kind


def test_an_operation_is_a_call_of_a_model_only_with_a_model() -> None:
    said = observed({"ai.operationId": "ai.generateText.doGenerate"}, scope="ai")

    assert said.type is ObservationType.SPAN


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"ai.toolCall.name": "getOrder", "ai.operationId": "ai.toolCall"}, "getOrder"),
        ({"ai.operationId": "ai.embed", "ai.telemetry.functionId": "chat"}, "chat:ai.embed"),
        ({"ai.operationId": "ai.embed"}, "ai.embed"),
        ({"ai.telemetry.functionId": "chat"}, "a span"),
    ],
)
def test_a_span_is_named_by_function_and_operation(attributes: dict[str, Any], name: str) -> None:
    assert observed(attributes, scope="ai").name == name


@pytest.mark.parametrize(
    ("attributes", "given", "answered"),
    [
        ({"ai.prompt.messages": "[1]", "ai.prompt": "{}", "ai.response.text": "Hi"}, [1], "Hi"),
        ({"ai.prompt": '{"prompt": "x"}', "ai.result.text": "Hi"}, {"prompt": "x"}, "Hi"),
        ({"ai.toolCall.args": '{"id": 1}', "ai.toolCall.result": "[2]"}, {"id": 1}, [2]),
        ({"ai.response.object": '{"a": 1}', "ai.result.object": "{}"}, None, {"a": 1}),
        ({"ai.response.toolCalls": '[{"toolName": "f"}]'}, None, [{"toolName": "f"}]),
        (
            {"ai.response.text": "Wait", "ai.response.toolCalls": '[{"toolName": "f"}]'},
            None,
            {"role": "assistant", "content": "Wait", "tool_calls": [{"toolName": "f"}]},
        ),
        ({"ai.prompt": "x", "gen_ai.output.messages": "[3]"}, "x", [3]),
        ({"ai.response.text": "Wait", "ai.response.toolCalls": "[]"}, None, "Wait"),
        (
            {"ai.response.text": "Hi", "ai.response.reasoning": "A greeting."},
            None,
            {"role": "assistant", "content": "Hi", "reasoning": "A greeting."},
        ),
        ({"ai.value": '"tyres"', "ai.embedding": "[0.5]"}, '"tyres"', None),
        ({"ai.documents": ["a", "b"], "ai.ranking": ["b", "a"]}, ["a", "b"], ["b", "a"]),
        ({"input.value": "of another convention"}, None, None),
    ],
)
def test_prompt_and_answer_are_looked_for_in_this_order(
    attributes: dict[str, Any], given: Any, answered: Any
) -> None:
    said = observed(attributes, scope="ai")

    assert (said.input, said.output) == (given, answered)


def test_its_keys_mean_nothing_under_another_scope() -> None:
    said = observed({"ai.prompt": "x", "ai.usage.cachedInputTokens": 7})

    assert (said.input, said.usage) == (None, {})


def test_settings_are_read_by_name_and_explicit_ones_win() -> None:
    said = observed(
        {
            "ai.settings.maxRetries": 2,
            "ai.prompt.toolChoice": '{"type": "auto"}',
            "gen_ai.request.max_tokens": 512,
            "gen_ai.request.temperature": 0.2,
            "gen_ai.response.finish_reasons": ["stop"],
            "ai.model.provider": "openai.chat",
            "ai.response.providerMetadata": '{"openai": {"serviceTier": "flex"}}',
            "langfuse.observation.model.parameters": '{"temperature": 0.9}',
        },
        scope="ai",
    )

    assert said.model_parameters == {
        "toolChoice": {"type": "auto"},
        "maxTokens": 512,
        "finishReason": ["stop"],
        "system": "openai.chat",
        "maxRetries": 2,
        "temperature": 0.9,
        "service_tier": "flex",
    }


@pytest.mark.parametrize(
    ("attributes", "usage"),
    [
        (
            {
                "gen_ai.usage.input_tokens": 412,
                "gen_ai.usage.output_tokens": 57,
                "ai.usage.cachedInputTokens": 128,
                "ai.usage.reasoningTokens": 21,
            },
            {
                "input": 284,
                "output": 36,
                "total": 469,
                "input_cached_tokens": 128,
                "output_reasoning_tokens": 21,
            },
        ),
        ({"ai.usage.tokens": 9}, {"total": 9}),
        (
            {
                "gen_ai.usage.prompt_tokens": 100,
                "gen_ai.usage.completion_tokens": 10,
                "ai.response.providerMetadata": dumps(
                    {
                        "anthropic": {
                            "usage": {
                                "cache_creation_input_tokens": 20,
                                "cache_read_input_tokens": 30,
                            }
                        }
                    }
                ),
            },
            {
                "input": 50,
                "output": 10,
                "total": 110,
                "input_cache_creation": 20,
                "input_cached_tokens": 30,
            },
        ),
        ({"ai.response.providerMetadata": '{"openai": {"cachedPromptTokens": "x"}}'}, {}),
        ({"ai.operationId": "ai.streamText", "ai.usage.cachedInputTokens": 128}, {}),
    ],
)
def test_counts_are_those_of_the_call_itself(
    attributes: dict[str, Any], usage: dict[str, int]
) -> None:
    assert observed(attributes, scope="ai").usage == usage


@pytest.mark.parametrize("key", ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"])
def test_the_first_chunk_is_counted_from_the_start(key: str) -> None:
    assert observed({key: 23.5}, scope="ai").completion_start_ns == START_NS + 23_500_000
    assert observed({key: 1e300}, scope="ai").completion_start_ns is None


def test_a_prompt_of_langfuse_is_named_in_the_metadata() -> None:
    said = observed(
        {
            "ai.operationId": "ai.generateText.doGenerate",
            "ai.model.id": "m",
            "ai.telemetry.metadata.langfusePrompt": '{"name": "p", "version": 3}',
            "ai.telemetry.metadata.sessionId": "s",
            "ai.telemetry.metadata.turn": 0,
            "ai.telemetry.metadata.vip": "true",
        },
        scope="ai",
    )

    assert (said.prompt_name, said.prompt_version) == ("p", 3)
    assert said.metadata == {"turn": 0, "vip": True}


def test_version_6_details_its_counts() -> None:
    said = observed(
        {
            "ai.operationId": "ai.streamText.doStream",
            "ai.model.id": "m",
            "ai.usage.inputTokens": 412,
            "ai.usage.inputTokenDetails.noCacheTokens": 280,
            "ai.usage.inputTokenDetails.cacheReadTokens": 128,
            "ai.usage.inputTokenDetails.cacheWriteTokens": 4,
            "ai.usage.outputTokens": 57,
            "ai.usage.outputTokenDetails.reasoningTokens": 21,
            "ai.usage.totalTokens": 469,
        },
        scope="ai",
    )

    assert said.usage == {
        "input": 280,
        "output": 36,
        "total": 469,
        "input_cached_tokens": 128,
        "input_cache_creation": 4,
        "output_reasoning_tokens": 21,
    }


def test_version_7_says_it_in_semantic_conventions() -> None:
    """Synthetic, after `@ai-sdk/otel` 1.0.173, whose scope is `gen_ai`."""
    asked = [{"role": "user", "parts": [{"type": "text", "content": "Hi"}]}]
    said = observed(
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "gpt-4o-mini",
            "gen_ai.client.operation.time_to_first_chunk": 0.5,
            "gen_ai.system_instructions": '[{"type": "text", "content": "Be kind."}]',
            "gen_ai.input.messages": dumps(asked),
            "gen_ai.usage.input_tokens": 412,
            "gen_ai.usage.cache_read.input_tokens": 128,
            "ai.settings.context.plan": "pro",
            "ai.settings.context.sessionId": "s-42",
        },
        scope="gen_ai",
    )

    assert (said.type, said.model) == (ObservationType.GENERATION, "gpt-4o-mini")
    assert said.input == [{"role": "system", "content": "Be kind."}, *asked]
    assert said.usage == {"input": 284, "input_cached_tokens": 128, "total": 412}
    assert said.completion_start_ns == START_NS + 500_000_000
    assert said.metadata == {"plan": "pro"}


def test_a_step_of_version_7_repeats_what_its_call_says() -> None:
    said = observed({"gen_ai.operation.name": "agent_step", "gen_ai.usage.input_tokens": 4})

    assert (said.type, said.usage) == (ObservationType.SPAN, {})
