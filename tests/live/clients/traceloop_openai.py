"""The conversation through OpenAI's client, told by Traceloop's SDK."""

import json
import os
from contextlib import suppress
from typing import Any

from openai import OpenAI
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, USER, cancel_order, pause, track_parcel
from traceloop.sdk import Traceloop
from traceloop.sdk.decorators import tool, workflow

key, _, value = os.environ["OTEL_EXPORTER_OTLP_HEADERS"].partition("=")
Traceloop.init(
    app_name="live",
    api_endpoint=os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"],
    headers={key: value.replace("%20", " ")},
)
TOOLS = {each.__name__: tool(name=each.__name__)(each) for each in (track_parcel, cancel_order)}
client = OpenAI()
messages: list[Any] = []


def result_of(call: Any) -> str:
    """Return what the model is told of a call."""
    with suppress(RuntimeError):
        arguments = json.loads(call.function.arguments)
        return json.dumps(TOOLS[call.function.name](**arguments))
    return "Error"


@workflow(name="live")
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
    Traceloop.set_association_properties(
        {"session_id": SESSION, "user_id": USER, "tags": ",".join(TAGS)}
    )
    for each in SAID["turns"]:
        answer(each["user"])
        pause()
