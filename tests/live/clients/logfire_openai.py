"""The conversation through OpenAI's client, told by Logfire to another backend than its own."""

import json
from typing import Any

import logfire
from openai import OpenAI
from said import MODEL, SAID, SESSION, TAGS, TOOL_SCHEMAS, TOOLS, USER, pause, run_tool

# Its scrubbing would replace every session's id by the same words.
logfire.configure(send_to_logfire=False, console=False, scrubbing=False, metrics=False)
client = OpenAI()
logfire.instrument_openai(client)
messages: list[Any] = []


def result_of(call: Any) -> str:
    """Have one call, told as OpenTelemetry tells a tool's; return what the model is told of it."""
    about: Any = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": call.function.name,
        "gen_ai.tool.call.arguments": call.function.arguments,
    }
    try:
        with logfire.span(f"execute_tool {call.function.name}", **about) as span:
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
    about: Any = {"session.id": SESSION, "user.id": USER, "langfuse.trace.tags": TAGS}
    for each in SAID["turns"]:
        with logfire.span("live", **about):
            answer(each["user"])
        pause()
    logfire.shutdown()
