"""Semantic Kernel's events, of versions before it followed `gen_ai.input.messages`."""

from functions.interpret.span import SpanEvent
from tests.unit.interpret.spans import observed


def test_content_events_are_read_like_attributes() -> None:
    events = (
        SpanEvent(name="gen_ai.content.prompt", attributes={"gen_ai.prompt": '[{"role": "user"}]'}),
        SpanEvent(name="gen_ai.content.completion", attributes={"gen_ai.completion": "Hello"}),
    )

    said = observed(events=events)

    assert (said.input, said.output) == ([{"role": "user"}], "Hello")


def test_an_agent_says_it_in_semantic_conventions() -> None:
    said = observed(
        {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.input.messages": '[{"role": "user", "content": "Hi"}]',
            "gen_ai.output.messages": '[{"role": "assistant", "content": "Hello"}]',
        },
        scope="semantic_kernel.utils.telemetry.agent_diagnostics.decorators",
    )

    assert said.input == [{"role": "user", "content": "Hi"}]
    assert said.output == [{"role": "assistant", "content": "Hello"}]
