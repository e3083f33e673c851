"""The conversation through OpenAI's client, told by OpenTelemetry's own instrumentation of it."""

import json
from typing import Any

from openai import OpenAI
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, TOOLS, USER, pause, run_tool

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
OpenAIInstrumentor().instrument(tracer_provider=provider)
tracer = provider.get_tracer("live")
client = OpenAI()
messages: list[Any] = []


def result_of(call: Any) -> str:
    """Have one call, in a span by the conventions for tools; return what the model is told."""
    about = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": call.function.name,
        "gen_ai.tool.call.arguments": call.function.arguments,
    }
    try:
        with tracer.start_as_current_span("execute_tool", attributes=about) as span:
            told = json.dumps(run_tool(TOOLS[call.function.name]))
            span.set_attribute("gen_ai.tool.call.result", told)
            return told
    except RuntimeError as error:
        return f"Error: {error}"


def answer(question: str) -> str:
    """Have one turn."""
    messages.append({"role": "user", "content": question})
    while True:
        reply = client.chat.completions.create(model=MODEL, messages=messages, tools=TOOL_SCHEMAS)
        said = reply.choices[0].message
        messages.append(said.model_dump(exclude_none=True))
        if not said.tool_calls:
            return str(said.content)
        for call in said.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result_of(call)})


if __name__ == "__main__":
    about = {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.conversation.id": SESSION,
        "user.id": USER,
        "langfuse.trace.tags": TAGS,
    }
    for each in SAID["turns"]:
        with tracer.start_as_current_span("invoke_agent live", attributes=about):
            answer(each["user"])
        pause()
    provider.shutdown()
