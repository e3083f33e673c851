"""A trace with a generation and a score for each trouble, through Langfuse's Python SDK 2."""

import json
import logging
import os
import sys

from langfuse import Langfuse

logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def main() -> None:
    """Send each by itself."""
    langfuse = Langfuse()
    for name in json.loads(os.environ["TROUBLES"]):
        print(f"== {name}", file=sys.stderr, flush=True)
        trace = langfuse.trace(name=f"trouble:{name}", session_id=os.environ["SESSION"])
        trace.generation(name="call", model="gpt-4o", output=name).end()
        trace.score(name="kept", value=1, comment=f"trouble:{name}")
        langfuse.flush()
    langfuse.shutdown()


if __name__ == "__main__":
    main()
