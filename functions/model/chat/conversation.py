"""The messages in an input or an output, whatever they come wrapped in."""

from collections.abc import Mapping
from re import compile as pattern

from functions.model.chat.content import (
    is_call,
    is_prose,
    is_reasoning,
    is_result,
    kind_of,
    read_parts,
    says_nothing,
)
from functions.model.chat.message import Message, has_content, message_of, read_message
from functions.model.chat.words import as_object, first_of
from functions.model.json import Json

_ROLES = {
    "human": "user",
    "ai": "assistant",
    "aimessagechunk": "assistant",
    "model": "assistant",
    "chatbot": "assistant",
    "developer": "system",
    "function": "tool",
}
_ROLES_AS_TYPES = frozenset({*_ROLES, "system", "tool", "user", "assistant"}) - {"model"}
_EVENT = pattern(r"gen_ai\.(system|user|assistant|tool)\.message")
_CLASS = pattern(r"(Human|AI|System|Tool|Function)Message(?:Chunk)?")
_NESTED = ("message", "kwargs", "data", "content")
_WRAPPERS: dict[str, str] = {
    "messages": "",
    "contents": "user",
    "message": "",
    "choices": "assistant",
    "candidates": "assistant",
    "generations": "assistant",
    "items": "",
    "content": "",
    "kwargs": "",
    "data": "",
    "response": "assistant",
    "output": "assistant",
    "outputs": "assistant",
    "input": "user",
    "inputs": "user",
    "prompt": "user",
}
"""Keys of requests and responses that hold the conversation, and who speaks where none says."""

_SYSTEM = ("system", "instructions", "system_instruction", "systemInstruction")
_PART_ROLES = {
    "system-prompt": "system",
    "instruction": "system",
    "user-prompt": "user",
    "tool-return": "tool",
    "retry-prompt": "user",
}


def read_messages(value: Json, *, speaker: str = "") -> tuple[Message, ...]:
    """Return the messages that `value` holds, or none if it is something else.

    `speaker` is the role of words that stand alone; without one they are no message.
    """
    if isinstance(value, list):
        return _from_list(value, speaker)
    if isinstance(value, dict):
        return _from_object(value, speaker)
    return ()


def _from_list(items: list[Json], speaker: str) -> tuple[Message, ...]:
    if len(items) == 1 and isinstance(items[0], list) and not _is_pair(items[0]):
        return _from_list(items[0], speaker)
    found: list[Message] = []
    was_bare = False
    for item in items:
        said = _said(item, speaker)
        if said is None:
            return ()
        is_bare = _is_bare(item)
        if is_bare and was_bare and said and found and said[0].role == found[-1].role:
            said = [_joined([found.pop(), *said])]
        found += said
        was_bare = is_bare
    return tuple(found)


def _from_object(value: dict[str, Json], speaker: str) -> tuple[Message, ...]:
    if "role" not in value:
        for key, inner_speaker in _WRAPPERS.items():
            inner = value.get(key)
            if isinstance(inner, list | dict):
                messages = read_messages(inner, speaker=inner_speaker or speaker)
                if messages:
                    return (*_system(value, messages), *messages)
    return (*(_said(value, speaker) or ()),)


def _system(value: Mapping[str, Json], messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the system prompt that a request keeps beside its messages."""
    if any(each.role == "system" for each in messages):
        return ()
    given = first_of(value, *_SYSTEM) or first_of(as_object(value.get("config")), *_SYSTEM)
    content = first_of(given, "parts") if isinstance(given, dict) and "parts" in given else given
    prompt = message_of("system", read_parts(content))
    return (prompt,) if prompt.text else ()


def _said(value: Json, speaker: str) -> list[Message] | None:
    """Return what an item of a conversation says, which may be nothing, or None if it is none."""
    if isinstance(value, list):
        is_pair = _is_pair(value)
        return [message_of(_role_name(str(value[0])), read_parts(value[1]))] if is_pair else None
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("parts"), list) and value.get("kind") in ("request", "response"):
        return _model_message(value)
    role = _role(value)
    if role is None or "role" not in value:
        inner = _inner(value)
        if inner is not None:
            return _said(inner, speaker)
    if role is not None:
        return [read_message(role, value)] if has_content(value) else None
    return _bare(value, speaker)


def _inner(value: Mapping[str, Json]) -> dict[str, Json] | None:
    """Return the message that an object wraps, with the type that only the wrapper may know."""
    for key in _NESTED:
        inner = value.get(key)
        if isinstance(inner, dict) and (key != "content" or "parts" in inner or "role" in inner):
            return {**inner, "type": inner.get("type") or _class(value) or value.get("type")}
    return None


def _bare(value: dict[str, Json], speaker: str) -> list[Message] | None:
    """Return a part that stands alone, as in OpenAI's responses and LiveKit's context."""
    kind = kind_of(value)
    if isinstance(value.get("parts"), list):
        return [read_message(speaker or "user", value)]
    if says_nothing(value):
        return []
    if "additional_kwargs" in value and "content" in value:
        # A failed tool's, as Langfuse's LangChain handler has it.
        return [read_message("tool", value)]
    if is_result(kind):
        return [message_of("tool", read_parts(value))]
    if is_call(kind) or is_reasoning(kind):
        return [message_of("assistant", read_parts(value))] if _is_typed(value) else None
    if is_prose(kind) and speaker and (_is_typed(value) or "text" in value):
        return [message_of(speaker, read_parts(value))]
    return None


def _is_bare(item: Json) -> bool:
    """Tell whether it is a part without a message; those that follow each other are one."""
    return (
        isinstance(item, dict)
        and _role(item) is None
        and not any(isinstance(item.get(key), dict) for key in _NESTED)
    )


def _is_typed(value: Mapping[str, Json]) -> bool:
    return any(key in value for key in ("type", "part_kind", "block_type", "toolName"))


def _model_message(value: Mapping[str, Json]) -> list[Message]:
    """Return Pydantic AI's request or response, whose parts have a role each."""
    answering = value["kind"] == "response"
    found: list[Message] = []
    parts = value["parts"] if isinstance(value["parts"], list) else []
    for part in parts:
        kind = kind_of(part) if isinstance(part, dict) else ""
        named = isinstance(part, dict) and kind == "retry-prompt" and part.get("tool_name")
        role = "assistant" if answering else "tool" if named else _PART_ROLES.get(kind, "user")
        found.append(message_of(role, read_parts(part)))
    return [_joined(found)] if answering and found else found


def _joined(messages: list[Message]) -> Message:
    return Message(
        role=messages[0].role,
        text="\n\n".join(each.text for each in messages if each.text),
        reasoning="\n\n".join(each.reasoning for each in messages if each.reasoning),
        tool_calls=tuple(call for each in messages for call in each.tool_calls),
        tool_results=tuple(result for each in messages for result in each.tool_results),
        media=tuple(media for each in messages for media in each.media),
    )


def _role(value: Mapping[str, Json]) -> str | None:
    role = value.get("role")
    if isinstance(role, str) and role:
        return _role_name(role)
    named = value.get("type")
    if isinstance(named, str) and named.lower() in _ROLES_AS_TYPES and has_content(value):
        return _role_name(named)
    event = value.get("event.name")
    found = _EVENT.fullmatch(event) if isinstance(event, str) else None
    return found[1] if found else None


def _role_name(role: str) -> str:
    name = role.rpartition(".")[2].lower()
    return _ROLES.get(name, name)


def _class(value: Mapping[str, Json]) -> str | None:
    """Return the type that LangChain's serialiser names by class: `[…, "HumanMessage"]`."""
    path = value.get("id")
    found = _CLASS.fullmatch(str(path[-1])) if isinstance(path, list) and path else None
    return found[1].lower() if found else None


def _is_pair(value: list[Json]) -> bool:
    """Tell whether it is LangGraph's short form, `["user", "Hi"]`."""
    if len(value) != 2 or not isinstance(value[0], str):
        return False
    return value[0].lower() in _ROLES_AS_TYPES and isinstance(value[1], str | list)
