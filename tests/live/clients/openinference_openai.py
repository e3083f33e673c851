"""The conversation through OpenAI's client, told by OpenInference: its instrumentor and tracer."""

import json
from contextlib import suppress
from typing import Any

from openai import OpenAI
from openinference.instrumentation import TracerProvider, using_attributes
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, TOOLS, USER, pause, run_tool

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
OpenAIInstrumentor().instrument(tracer_provider=provider)
tracer = provider.get_tracer("live")
client = OpenAI()
messages: list[Any] = []


def result_of(call: Any) -> str:
    """Have one call, told as a tool's span; return what the model is told of it."""
    told = "Error"
    arguments = json.loads(call.function.arguments)
    with (
        suppress(RuntimeError),
        tracer.start_as_current_span(call.function.name, openinference_span_kind="tool") as span,
    ):
        span.set_tool(name=call.function.name, parameters=arguments)
        span.set_input(arguments)
        result = run_tool(TOOLS[call.function.name])
        span.set_output(result)
        told = json.dumps(result)
    return told


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
    for each in SAID["turns"]:
        with (
            using_attributes(session_id=SESSION, user_id=USER, tags=TAGS),
            tracer.start_as_current_span("live", openinference_span_kind="agent") as agent,
        ):
            agent.set_input(each["user"])
            agent.set_output(answer(each["user"]))
        pause()
    provider.shutdown()
