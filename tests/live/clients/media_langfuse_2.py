"""Media through Langfuse's Python SDK 2: sent, read back and resolved."""

import base64
import json
import logging
import os
import time
from typing import Any

from langfuse import Langfuse  # type: ignore[import-not-found]  # in its own environment
from langfuse.media import LangfuseMedia  # type: ignore[import-not-found]

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")


def send(langfuse: Any, said: dict[str, str]) -> str:
    """Send a trace with media in everything that can hold some; return its id."""
    picture = LangfuseMedia(
        content_bytes=base64.b64decode(said["picture"]), content_type="image/png"
    )
    trace = langfuse.trace(name="media", session_id=said["session"], input={"picture": picture})
    trace.generation(
        name="describe",
        input=[
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": said["uri"]}}]}
        ],
        output={"sound": LangfuseMedia(base64_data_uri=f"data:audio/wav;base64,{said['sound']}")},
        metadata={
            "scan": LangfuseMedia(
                content_bytes=base64.b64decode(said["pdf"]), content_type="application/pdf"
            )
        },
    )
    langfuse.flush()
    return str(trace.id)


def read(langfuse: Any, trace_id: str) -> Any:
    """Return the trace with its observation once it is there."""
    for _ in range(100):
        try:
            found = langfuse.fetch_trace(trace_id).data
        except Exception:  # noqa: BLE001 - not there yet, whatever its name for that is
            found = None
        if found is not None and found.observations:
            return found
        time.sleep(0.1)
    raise SystemExit("the trace never came back")


def main() -> None:
    """Send, read back, print what came back."""
    said = json.loads(os.environ["MEDIA"])
    langfuse = Langfuse()
    trace = read(langfuse, send(langfuse, said))
    (step,) = trace.observations
    values = {
        "trace": trace.input,
        "input": step.input,
        "output": step.output,
        "metadata": {"scan": step.metadata["scan"]},
    }
    print(json.dumps(langfuse.resolve_media_references(obj=values, resolve_with="base64_data_uri")))
    langfuse.shutdown()


main()
