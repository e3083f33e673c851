"""The conversation through OpenTelemetry alone, in its gen_ai conventions, as protobuf."""

import json
import logging
import os
from contextlib import suppress
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Tracer

logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")


def message(role: str, text: str) -> str:
    """Return a list of one message, as an attribute."""
    return json.dumps([{"role": role, "parts": [{"type": "text", "content": text}]}])


def run_tool(tool: dict[str, Any]) -> Any:
    """Return the tool's result, or fail with its error."""
    if tool["error"]:
        raise RuntimeError(tool["error"])
    return tool["result"]


def call_tool(tracer: Tracer, tool: dict[str, Any]) -> None:
    """Have one call; an error leaves the span's context."""
    attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool["name"],
        "gen_ai.tool.call.arguments": json.dumps(tool["arguments"]),
    }
    name = f"execute_tool {tool['name']}"
    with (
        suppress(RuntimeError),
        tracer.start_as_current_span(name, attributes=attributes) as span,
    ):
        span.set_attribute("gen_ai.tool.call.result", json.dumps(run_tool(tool)))


def have_turn(tracer: Tracer, said: dict[str, Any], turn: dict[str, Any]) -> None:
    """Have one turn: an agent, perhaps its tool, its chat."""
    messages = {
        "gen_ai.input.messages": message("user", turn["user"]),
        "gen_ai.output.messages": message("assistant", turn["answer"]),
    }
    agent = messages | {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "live",
        "gen_ai.conversation.id": said["session"],
        "user.id": said["user"],
        "langfuse.trace.tags": said["tags"],
    }
    with tracer.start_as_current_span("invoke_agent live", attributes=agent):
        if turn["tool"]:
            call_tool(tracer, turn["tool"])
        chat = messages | {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",
            "gen_ai.conversation.id": said["session"],
            "gen_ai.request.model": said["model"],
            "gen_ai.usage.input_tokens": turn["input_tokens"],
            "gen_ai.usage.output_tokens": turn["output_tokens"],
        }
        tracer.start_span(f"chat {said['model']}", kind=SpanKind.CLIENT, attributes=chat).end()


def main() -> None:
    """Have the conversation, flush, end."""
    said = json.loads(os.environ["CONVERSATION"])
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = provider.get_tracer("live")
    for turn in said["turns"]:
        have_turn(tracer, said, turn)
    provider.force_flush()
    provider.shutdown()


if __name__ == "__main__":
    main()
