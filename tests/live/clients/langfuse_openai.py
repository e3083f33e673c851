"""The conversation through the OpenAI wrapper of Langfuse's Python SDKs 3, 4 and 5, streamed."""

import json
from typing import Any

from langfuse import get_client, observe, propagate_attributes
from langfuse.openai import OpenAI
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, TOOLS, USER, pause, run_tool

langfuse = get_client()
client = OpenAI()
messages: list[Any] = []


@observe(as_type="tool")
def call_tool(name: str, arguments: dict[str, Any]) -> Any:
    """Have one call; an error leaves the observed function."""
    langfuse.update_current_span(name=name, input=arguments)
    return run_tool(TOOLS[name])


def result_of(call: Any) -> str:
    """Return what the model is told of a call."""
    try:
        return json.dumps(call_tool(call.function.name, json.loads(call.function.arguments)))
    except RuntimeError as error:
        return f"Error: {error}"


def stream() -> str:
    """Return the words of a streamed answer."""
    chunks = client.chat.completions.create(
        model=MODEL, messages=messages, stream=True, stream_options={"include_usage": True}
    )
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


@observe(name="live")
def answer(question: str) -> str:
    """Have one turn: an answer after a tool is streamed."""
    messages.append({"role": "user", "content": question})
    reply = client.chat.completions.create(model=MODEL, messages=messages, tools=TOOL_SCHEMAS)
    said = reply.choices[0].message
    messages.append(said.model_dump(exclude_none=True))
    if not said.tool_calls:
        return str(said.content)
    for call in said.tool_calls:
        messages.append({"role": "tool", "tool_call_id": call.id, "content": result_of(call)})
    words = stream()
    messages.append({"role": "assistant", "content": words})
    return words


if __name__ == "__main__":
    for each in SAID["turns"]:
        with propagate_attributes(session_id=SESSION, user_id=USER, tags=TAGS):
            answer(each["user"])
        pause()
    langfuse.shutdown()
