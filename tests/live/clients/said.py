"""What the programs share: the conversation that they are to have, and its tools."""

import json
import logging
import os
import time
from typing import Any

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")

SAID: dict[str, Any] = json.loads(os.environ["CONVERSATION"])
SESSION: str = SAID["session"]
USER: str = SAID["user"]
TAGS: list[str] = SAID["tags"]
MODEL: str = SAID["model"]

TOOLS = {turn["tool"]["name"]: turn["tool"] for turn in SAID["turns"] if turn["tool"]}

# As OpenAI's API wants tools described.
TOOL_SCHEMAS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "description": name.replace("_", " "),
            "parameters": {
                "type": "object",
                "properties": {key: {"type": "string"} for key in tool["arguments"]},
                "required": list(tool["arguments"]),
            },
        },
    }
    for name, tool in TOOLS.items()
]


def run_tool(tool: dict[str, Any]) -> Any:
    """Return the tool's result, or fail with its error."""
    if tool["error"]:
        raise RuntimeError(tool["error"])
    return tool["result"]


def track_parcel(order: str) -> dict[str, str]:
    """Say where a parcel is."""
    result: dict[str, str] = run_tool(TOOLS["track_parcel"])
    return result


def cancel_order(order: str) -> dict[str, str]:
    """Cancel an order."""
    result: dict[str, str] = run_tool(TOOLS["cancel_order"])
    return result


def pause() -> None:
    """Wait a little: turns of people do not begin in one millisecond."""
    time.sleep(0.02)
