"""What the programs share that use a client's own API: each use is tried and told by itself."""

import json
import os
import time
from collections.abc import Callable
from typing import Any

TRACES: list[str] = json.loads(os.environ.get("TRACES", "[]"))

# A picture of one dot.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def hold(feature: str, call: str, use: Callable[[], Any]) -> Any:
    """Use the API in one way; print what came of it as a line of JSON, return what it gave."""
    given, error = None, None
    try:
        given = use()
    except Exception as trouble:  # noqa: BLE001 - it is told, and the next use is tried
        error = f"{type(trouble).__name__}: {trouble}"[:500]
    print(json.dumps({"feature": feature, "call": call, "error": error}), flush=True)
    return given


def same(found: Any, wanted: Any) -> Any:
    """Insist that a value is the one wanted."""
    if found != wanted:
        raise ValueError(f"{found!r} is not {wanted!r}")
    return found


def eventually(read: Callable[[], Any], wanted: Callable[[Any], bool]) -> Any:
    """Read until it is as wanted: a write is readable after a moment."""
    until = time.monotonic() + 8
    while True:
        try:
            found = read()
        except Exception:
            if time.monotonic() > until:
                raise
        else:
            if wanted(found):
                return found
            if time.monotonic() > until:
                raise ValueError(f"still {str(found)[:300]}")
        time.sleep(0.2)
