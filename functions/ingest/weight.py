"""How much memory a body would take once parsed, guessed from its bytes before it is.

A body within its limit of bytes may still hold sixteen million empty messages or lists, and each
takes up to a hundred times its bytes: packed, it is a request of a few kilobytes that would kill
the function.
"""

import re
from itertools import islice

from functions.ingest.limits import VALUES
from functions.model.errors import TooLargeError

_LIGHT_BYTES = 2 * 1024 * 1024
"""What a protobuf body of so few bytes may hold, the function's memory holds too."""

_SMALL_MESSAGE = re.compile(rb"[\x0a\x12\x1a\x22\x2a\x32\x3a\x42\x4a\x5a\x6a\x7a][\x00-\x08]")
"""A field of at most eight bytes. No text matches: those lengths are control characters."""


def weigh_json(body: bytes) -> None:
    """Count what may be a value; a list or an object weighs as much as four.

    Raises:
        TooLargeError: there are too many.

    """
    if body.count(b",") + 4 * (body.count(b"[") + body.count(b"{")) > 4 * VALUES:
        raise TooLargeError(f"body: over {4 * VALUES} values; a list or an object counts as four")


def weigh_protobuf(body: bytes) -> None:
    """Count what may be a small message.

    Raises:
        TooLargeError: there are too many.

    """
    if len(body) <= _LIGHT_BYTES:
        return
    if next(islice(_SMALL_MESSAGE.finditer(body), VALUES, None), None):
        raise TooLargeError(f"body: over {VALUES} fields of at most eight bytes")
