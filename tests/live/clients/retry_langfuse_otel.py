"""A generation and a score for each trouble, through Langfuse's Python SDKs 3, 4 and 5."""

import json
import logging
import os
import sys

from langfuse import Langfuse, propagate_attributes

logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def main() -> None:
    """Send each by itself."""
    langfuse = Langfuse()
    for name in json.loads(os.environ["TROUBLES"]):
        print(f"== {name}", file=sys.stderr, flush=True)
        with (
            propagate_attributes(session_id=os.environ["SESSION"]),
            langfuse.start_as_current_observation(
                as_type="generation", name=f"trouble:{name}", model="gpt-4o"
            ) as call,
        ):
            call.update(output=name)
        if not name.startswith("hang"):
            langfuse.create_score(
                trace_id=call.trace_id, name="kept", value=1, comment=f"trouble:{name}"
            )
        langfuse.flush()
    langfuse.shutdown()


if __name__ == "__main__":
    main()
