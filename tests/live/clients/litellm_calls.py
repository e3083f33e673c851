"""The conversation through LiteLLM, told by one of its Langfuse callbacks."""

import json
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import litellm
from said import MODEL, SAID, SESSION, TAGS, TOOLS, USER, pause, run_tool

litellm.telemetry = False
CALLBACK = os.environ["LITELLM_CALLBACK"]
if CALLBACK == "langfuse":
    litellm.success_callback = [CALLBACK]
else:
    litellm.callbacks = [CALLBACK]
messages: list[Any] = []


def complete(metadata: dict[str, Any]) -> Any:
    """Call the model once."""
    reply = litellm.completion(
        model=f"openai/{MODEL}",
        api_base=os.environ["OPENAI_BASE_URL"],
        messages=messages,
        metadata=dict(metadata),  # it keeps things of its own there
    )
    said = reply.choices[0].message
    messages.append(said.model_dump(exclude_none=True))
    # The callback runs on a thread of its own.
    time.sleep(0.2)
    return said


def answer(question: str) -> None:
    """Have one turn; LiteLLM sees the calls of the model only, under one trace id."""
    metadata = {
        "session_id": SESSION,
        "trace_user_id": USER,
        "tags": TAGS,
        "trace_id": uuid.uuid4().hex,
        "trace_name": "live",
    }
    messages.append({"role": "user", "content": question})
    with turn_span() as span:
        call_until_answered(metadata | span)


def call_until_answered(metadata: dict[str, Any]) -> None:
    """Call the model, and the tools that it asks for."""
    while (said := complete(metadata)).tool_calls:
        for call in said.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result_of(call)})


@contextmanager
def turn_span() -> Iterator[dict[str, Any]]:
    """Yield what makes the calls of a turn one trace where a trace id does not."""
    if CALLBACK == "langfuse":
        yield {}
        return
    with tracer().start_as_current_span("live") as span:
        yield {"litellm_parent_otel_span": span}


@cache
def tracer() -> Any:
    """Return the application's own tracer, which exports to the same place."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("live")


def result_of(call: Any) -> str:
    """Return what the model is told of a call."""
    try:
        return json.dumps(run_tool(TOOLS[call.function.name]))
    except RuntimeError as error:
        return f"Error: {error}"


if __name__ == "__main__":
    for each in SAID["turns"]:
        answer(each["user"])
        pause()
    time.sleep(1)
