"""What a trace's input or output says, reduced to the words of one person.

The rules are those of docs/decisions/0001, "What a turn says".
"""

import json
from collections.abc import Sequence

from functions.model.chat.conversation import read_messages
from functions.model.chat.message import Message
from functions.model.json import Json, is_absent

_KEYS = (
    *("input", "inputs", "question", "query", "message", "messages", "prompt", "content"),
    "task",  # smolagents'
)
_ANSWER_KEYS = ("output", "outputs", "answer", "response", "result", "text", *_KEYS)
_DEPTH = 8


def user_text(value: Json) -> str:
    """Return the user's words in an input: the last user message, else its first text."""
    return _reduce(value, "user", _KEYS, _DEPTH)


def answer_text(value: Json) -> str:
    """Return the answer in an output: else its text."""
    return _reduce(value, "assistant", _ANSWER_KEYS, _DEPTH)


def has_words(value: Json) -> bool:
    """Tell whether an input holds more than the arguments of a function that are no texts."""
    if isinstance(value, dict) and set(value) == {"args", "kwargs"}:
        return bool(_first_argument(value["args"], value["kwargs"]))
    return True


def _reduce(value: Json, role: str, keys: tuple[str, ...], depth: int) -> str:
    if is_absent(value):
        return ""
    if isinstance(value, str):
        return value
    messages = read_messages(value, speaker=role)
    if messages:
        return _last_of(role, messages)
    if isinstance(value, dict) and depth:
        for inner in _candidates(value, keys):
            return _reduce(inner, role, keys, depth - 1)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _candidates(value: dict[str, Json], keys: tuple[str, ...]) -> Sequence[Json]:
    """Return the one value inside an object that speaks for all of it, if there is one."""
    if "args" in value and "kwargs" in value:
        return _first_argument(value["args"], value["kwargs"])
    named = [value[key] for key in keys if not is_absent(value.get(key))]
    return (named or _only_text(value))[:1]


def _only_text(value: dict[str, Json]) -> Sequence[Json]:
    """Return the text of an object that holds nothing else, whatever its key."""
    return [each for each in value.values() if isinstance(each, str)] if len(value) == 1 else []


def _first_argument(args: Json, kwargs: Json) -> Sequence[Json]:
    named = list(kwargs.values()) if isinstance(kwargs, dict) else []
    given = [*args, *named] if isinstance(args, list) else named
    texts: list[Json] = [each for each in given if isinstance(each, str) and each]
    talks = [each for each in given if read_messages(each)]
    return (texts or talks)[:1]


def _last_of(role: str, messages: tuple[Message, ...]) -> str:
    spoken = (_spoken(each) for each in reversed(messages) if each.role == role)
    return next((each for each in spoken if each), "")


def _spoken(message: Message) -> str:
    """Return the words of a message, and after them the tokens of its media."""
    tokens = (str(each.token) for each in message.media if each.token)
    return "\n\n".join(each for each in (message.text, *tokens) if each)
