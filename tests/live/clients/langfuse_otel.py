"""The conversation through Langfuse's Python SDKs 3, 4 and 5."""

import json
import logging
import os
from contextlib import suppress
from typing import Any

from langfuse import Langfuse, propagate_attributes  # type: ignore[import-not-found]

logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")


def run_tool(tool: dict[str, Any]) -> Any:
    """Return the tool's result, or fail with its error."""
    if tool["error"]:
        raise RuntimeError(tool["error"])
    return tool["result"]


def have_turn(langfuse: Any, said: dict[str, Any], turn: dict[str, Any]) -> str:
    """Have one turn: an agent, perhaps its tool, its generation; return the trace's id."""
    with (
        propagate_attributes(
            session_id=said["session"],
            user_id=said["user"],
            tags=said["tags"],
            metadata={"channel": "web"},
        ),
        langfuse.start_as_current_observation(
            as_type="agent", name="live", input=turn["user"]
        ) as agent,
    ):
        if tool := turn["tool"]:
            # The error leaves the tool's context, so that the SDK itself says what went wrong.
            with (
                suppress(RuntimeError),
                langfuse.start_as_current_observation(
                    as_type="tool", name=tool["name"], input=tool["arguments"]
                ) as span,
            ):
                span.update(output=run_tool(tool))
        with langfuse.start_as_current_observation(
            as_type="generation",
            name="chat",
            model=said["model"],
            input=[{"role": "user", "content": turn["user"]}],
        ) as generation:
            generation.update(
                output={"role": "assistant", "content": turn["answer"]},
                usage_details={"input": turn["input_tokens"], "output": turn["output_tokens"]},
            )
        agent.update(output=turn["answer"])
        return str(agent.trace_id)


def main() -> None:
    """Have the conversation, flush, end."""
    said = json.loads(os.environ["CONVERSATION"])
    langfuse = Langfuse(debug=True)
    if not langfuse.auth_check():
        raise SystemExit("the keys are refused")
    trace_ids = [have_turn(langfuse, said, turn) for turn in said["turns"]]
    langfuse.create_score(
        trace_id=trace_ids[-1], name=said["score"], value=1, comment=said["comment"]
    )
    langfuse.flush()
    langfuse.shutdown()


if __name__ == "__main__":
    main()
