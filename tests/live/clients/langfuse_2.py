"""The conversation through Langfuse's Python SDK 2."""

import json
import logging
import os
import time
from typing import Any

from langfuse import Langfuse  # type: ignore[import-not-found]  # in its own environment

logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")


def run_tool(tool: dict[str, Any]) -> Any:
    """Return the tool's result, or fail with its error."""
    if tool["error"]:
        raise RuntimeError(tool["error"])
    return tool["result"]


def call_tool(trace: Any, tool: dict[str, Any]) -> None:
    """Have one call, told as a span."""
    span = trace.span(name=tool["name"], input=tool["arguments"])
    try:
        span.end(output=run_tool(tool))
    except RuntimeError as error:
        span.end(level="ERROR", status_message=str(error))


def main() -> None:
    """Have the conversation, flush, end."""
    said = json.loads(os.environ["CONVERSATION"])
    langfuse = Langfuse(debug=True)
    if not langfuse.auth_check():
        raise SystemExit("the keys are refused")
    for turn in said["turns"]:
        trace = langfuse.trace(
            name="live",
            session_id=said["session"],
            user_id=said["user"],
            tags=said["tags"],
            metadata={"channel": "web"},
            input=turn["user"],
        )
        if turn["tool"]:
            call_tool(trace, turn["tool"])
        generation = trace.generation(
            name="chat", model=said["model"], input=[{"role": "user", "content": turn["user"]}]
        )
        generation.end(
            output={"role": "assistant", "content": turn["answer"]},
            usage_details={"input": turn["input_tokens"], "output": turn["output_tokens"]},
        )
        trace.update(output=turn["answer"])
        time.sleep(0.02)  # turns of people do not begin in one millisecond
    trace.score(name=said["score"], value=1, comment=said["comment"])
    langfuse.flush()
    langfuse.shutdown()


if __name__ == "__main__":
    main()
