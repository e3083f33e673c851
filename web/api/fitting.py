"""What a page of a list says of inputs and outputs, cut where Lambda could not answer with it."""

from collections.abc import Sequence
from itertools import batched

from functions.interpret.jsontext import encode
from functions.model.json import Json
from web.api.wire import Wire

LARGEST = 4_000_000
"""Bytes of JSON; Lambda answers with 6 MB at most, with the rest of the page and its encoding."""

_SAID = ("input", "output")
_CUT = "… [cut here: {} bytes in all; ask for it by its id]"


def fitted(values: Sequence[Json], largest: int = LARGEST) -> list[Json]:
    """Return values whose JSON is no larger than that together: the longest are cut.

    What is cut becomes text, and says how long it was.
    """
    sizes = [_size(each) for each in values]
    longest = largest
    found = list(values)
    while longest and sum(map(_size, found)) > largest:
        found = [
            each if size <= longest else _beginning(each, size, longest)
            for each, size in zip(values, sizes, strict=True)
        ]
        longest //= 2
    return found


def fitted_bodies[Body: Wire](bodies: Sequence[Body]) -> list[Body]:
    """Return observations whose inputs and outputs fit into one answer."""
    values = [getattr(each, name, None) for each in bodies for name in _SAID]
    cut = iter(batched(fitted(values), len(_SAID), strict=True))
    return [each.model_copy(update=_changes(each, next(cut))) for each in bodies]


def _changes(body: Wire, values: Sequence[Json]) -> dict[str, Json]:
    """Return what of a body is cut; what was never asked for stays unsaid."""
    pairs = zip(_SAID, values, strict=True)
    return {name: value for name, value in pairs if getattr(body, name, None) is not value}


def _size(value: Json) -> int:
    return len(encode(value).encode(errors="replace"))


def _beginning(value: Json, size: int, longest: int) -> str:
    text = value if isinstance(value, str) else encode(value)
    return text.encode(errors="replace")[:longest].decode(errors="ignore") + _CUT.format(size)
