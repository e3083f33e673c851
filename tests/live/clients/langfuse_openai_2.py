"""The conversation through the OpenAI wrapper of Langfuse's Python SDK 2, under its decorator."""

import json
from typing import Any

from langfuse.decorators import langfuse_context, observe  # type: ignore[import-not-found]
from langfuse.openai import openai
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, TOOLS, USER, pause, run_tool

messages: list[Any] = []


@observe()
def call_tool(name: str, arguments: dict[str, Any]) -> Any:
    """Have one call; an error leaves the observed function."""
    langfuse_context.update_current_observation(name=name, input=arguments)
    return run_tool(TOOLS[name])


def result_of(call: Any) -> str:
    """Return what the model is told of a call."""
    try:
        return json.dumps(call_tool(call.function.name, json.loads(call.function.arguments)))
    except RuntimeError as error:
        return f"Error: {error}"


@observe(name="live")
def answer(question: str) -> str:
    """Have one turn."""
    langfuse_context.update_current_trace(
        session_id=SESSION, user_id=USER, tags=TAGS, input=question
    )
    messages.append({"role": "user", "content": question})
    while True:
        reply = openai.chat.completions.create(model=MODEL, messages=messages, tools=TOOL_SCHEMAS)
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
    langfuse_context.flush()
    openai.flush_langfuse()
