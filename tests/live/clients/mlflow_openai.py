"""The conversation through OpenAI's client, traced by MLflow, which exports to OpenTelemetry."""

import json
from typing import Any

import mlflow
from openai import OpenAI
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, USER, cancel_order, pause, track_parcel

mlflow.openai.autolog()
TOOLS = {
    each.__name__: mlflow.trace(each, span_type="TOOL") for each in (track_parcel, cancel_order)
}
client = OpenAI()
messages: list[Any] = []


def result_of(call: Any) -> str:
    """Return what the model is told of a call."""
    try:
        return json.dumps(TOOLS[call.function.name](**json.loads(call.function.arguments)))
    except RuntimeError as error:
        return f"Error: {error}"


@mlflow.trace(name="live", span_type="AGENT")
def answer(question: str) -> str:
    """Have one turn."""
    about = {"mlflow.trace.session": SESSION, "mlflow.trace.user": USER}
    mlflow.update_current_trace(metadata=about, tags=dict.fromkeys(TAGS, "yes"))
    span = mlflow.get_current_active_span()
    assert span
    span.set_attributes({"session.id": SESSION, "user.id": USER, "langfuse.trace.tags": TAGS})
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
        answer(each["user"])
        pause()
    mlflow.flush_trace_async_logging(terminate=True)
