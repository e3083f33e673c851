"""Google's Agent Development Kit, after `google-adk` 2.13 (schema 1) and 1.x."""

from json import dumps
from typing import Any

from functions.model.fragment import SessionClaim
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import about_trace, observed

SCOPE = "gcp.vertex.agent"
REQUEST: dict[str, Any] = {
    "model": "gemini-2.5-flash",
    "config": {"system_instruction": "Be kind."},
    "contents": [{"role": "user", "parts": [{"text": "Where is 1007?"}]}],
}
RESPONSE: dict[str, Any] = {
    "content": {"role": "model", "parts": [{"text": "On its way."}]},
    "usage_metadata": {
        "prompt_token_count": 40,
        "candidates_token_count": 12,
        "cached_content_token_count": 30,
    },
}
CALL = {
    "gen_ai.system": "gcp.vertex.agent",
    "gen_ai.request.model": "gemini-2.5-flash",
    "gcp.vertex.agent.invocation_id": "e-1",
    "gcp.vertex.agent.session_id": "s-42",
    "gcp.vertex.agent.llm_request": dumps(REQUEST),
    "gcp.vertex.agent.llm_response": dumps(RESPONSE),
    "gen_ai.usage.input_tokens": 40,
    "gen_ai.usage.output_tokens": 12,
}


def test_a_call_of_a_model_has_request_response_and_cached_tokens() -> None:
    said = observed(CALL, scope=SCOPE, name="call_llm")

    assert (said.type, said.model) == (ObservationType.GENERATION, "gemini-2.5-flash")
    assert (said.input, said.output) == (REQUEST, RESPONSE)
    assert said.usage == {"input": 10, "output": 12, "total": 52, "input_cached_tokens": 30}


def test_cached_tokens_that_the_span_counts_itself_are_counted_once() -> None:
    said = observed(CALL | {"gen_ai.usage.cache_read.input_tokens": 25}, scope=SCOPE)

    assert (said.usage["input"], said.usage["input_cached_tokens"]) == (15, 25)


def test_a_tool_leaves_request_and_response_empty() -> None:
    said = observed(
        {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": "get_order",
            "gcp.vertex.agent.llm_request": "{}",
            "gcp.vertex.agent.llm_response": "{}",
            "gcp.vertex.agent.tool_call_args": '{"order_id": "1007"}',
            "gcp.vertex.agent.tool_response": '{"status": "sent"}',
        },
        scope=SCOPE,
    )

    assert (said.type, said.name) == (ObservationType.TOOL, "get_order")
    assert (said.input, said.output) == ({"order_id": "1007"}, {"status": "sent"})


def test_its_session_is_a_claim() -> None:
    said = about_trace(CALL, scope=SCOPE)

    assert said is not None
    assert said.claims == (SessionClaim(rank=2, session_id="s-42"),)
