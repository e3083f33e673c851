"""Media through Langfuse's Python SDKs 3, 4 and 5: sent, read back and resolved."""

import base64
import json
import logging
import os
import time
from typing import Any

from langfuse import Langfuse, propagate_attributes  # type: ignore[import-not-found]
from langfuse.media import LangfuseMedia  # type: ignore[import-not-found]

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")


def send(langfuse: Any, said: dict[str, str]) -> str:
    """Send a trace with media in everything that can hold some; return its id."""
    picture = LangfuseMedia(
        content_bytes=base64.b64decode(said["picture"]), content_type="image/png"
    )
    url = {"url": said["uri"]}
    with (
        propagate_attributes(session_id=said["session"]),
        langfuse.start_as_current_observation(
            as_type="span", name="media", input={"picture": picture}
        ) as span,
        langfuse.start_as_current_observation(
            as_type="generation",
            name="describe",
            input=[{"role": "user", "content": [{"type": "image_url", "image_url": url}]}],
        ) as generation,
    ):
        generation.update(
            output={
                "sound": LangfuseMedia(base64_data_uri=f"data:audio/wav;base64,{said['sound']}")
            },
            metadata={
                "scan": LangfuseMedia(
                    content_bytes=base64.b64decode(said["pdf"]), content_type="application/pdf"
                )
            },
        )
    langfuse.flush()
    return str(span.trace_id)


def observations(langfuse: Any, trace_id: str) -> Any:
    """Return the observations of a trace; SDK 5 reads no traces any more."""
    if hasattr(langfuse.api.trace, "get"):
        return langfuse.api.trace.get(trace_id).observations
    return langfuse.api.observations.get_many(
        trace_id=trace_id, fields="core,basic,io,metadata"
    ).data


def read(langfuse: Any, trace_id: str) -> dict[str, Any]:
    """Return the observations by name once they are there."""
    for _ in range(100):
        try:
            found = observations(langfuse, trace_id)
        except Exception:  # noqa: BLE001 - not there yet, whatever its name for that is
            found = ()
        if len(found) == 2:
            return {each.name: each for each in found}
        time.sleep(0.1)
    raise SystemExit("the trace never came back")


def parsed(value: Any) -> Any:
    """Return a value; SDK 5 gets its JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


def main() -> None:
    """Send, read back, print what came back."""
    said = json.loads(os.environ["MEDIA"])
    langfuse = Langfuse()
    found = read(langfuse, send(langfuse, said))
    step = found["describe"]
    values = {
        "trace": parsed(found["media"].input),
        "input": parsed(step.input),
        "output": parsed(step.output),
        "metadata": {"scan": step.metadata["scan"]},
    }
    print(json.dumps(langfuse.resolve_media_references(obj=values, resolve_with="base64_data_uri")))
    langfuse.shutdown()


main()
