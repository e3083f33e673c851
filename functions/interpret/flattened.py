"""Lists and objects that a sender has spread over keys such as `gen_ai.prompt.0.content`."""

from collections.abc import Mapping

from functions.model.json import Json

MAX_SLOTS = 10_001
"""List places a span may fill in all, however far apart its indexes are."""

_MAX_DEPTH = 20
_UNSAFE = frozenset({"__proto__", "constructor", "prototype"})


class _Branch(dict[str, "_Branch | Json"]):
    """An object that the keys spell, as against one that was a value."""


def rebuild(flat: Mapping[str, Json], *, wrappers: frozenset[str] = frozenset()) -> Json:
    """Return what the keys spell, numbers in them being places in a list; None for nothing.

    `wrappers` are segments that only name what an item is, as in OpenInference's
    `llm.input_messages.0.message.role`.
    """
    root = _Branch()
    for key, value in flat.items():
        path = [part for part in key.split(".") if part not in wrappers]
        if path and len(path) <= _MAX_DEPTH and _UNSAFE.isdisjoint(path):
            _put(root, path, value)
    return _folded(root, [MAX_SLOTS]) if root else None


def _put(node: _Branch, path: list[str], value: Json) -> None:
    """Set a value; where one key goes on below another's value, the longer one wins."""
    for part in path[:-1]:
        child = node.get(part)
        if not isinstance(child, _Branch):
            child = node[part] = _Branch()
        node = child
    if not isinstance(node.get(path[-1]), _Branch):
        node[path[-1]] = value


def _folded(node: _Branch, slots: list[int]) -> Json:
    """Turn branches into lists where all their names are numbers; `slots` counts down."""
    if not all(_is_index(name) for name in node):
        return {name: _leaf(child, slots) for name, child in node.items()}
    places = sorted(node, key=int)[: slots[0]]
    slots[0] -= len(places)
    return [_leaf(node[place], slots) for place in places]


def _leaf(child: "_Branch | Json", slots: list[int]) -> Json:
    return _folded(child, slots) if isinstance(child, _Branch) else child


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) <= len(str(MAX_SLOTS))
