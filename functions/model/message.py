"""Chat messages of every convention in one form.

Read here: OpenAI chat and responses, Anthropic content blocks, Gemini parts, OTel gen_ai parts,
OpenInference (`{"message": {...}}`), LangChain (`type: human`) and the Vercel AI SDK. The original
stays where it was; a value that is no message list gives none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from functions.model.json import Json, is_absent
from functions.model.part import (
    Media,
    Reasoning,
    Text,
    ToolCall,
    ToolResult,
    read_parts,
)

_ROLES = {
    "human": "user",
    "ai": "assistant",
    "model": "assistant",
    "developer": "system",
    "function": "tool",
}
_NESTED = ("message", "kwargs", "data")
_WRAPPERS = ("messages", "contents", "message", "choices", "kwargs", "data")
_MARKS = ("role", "type", "content", "parts", "message", "tool_calls", "kwargs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a chat: who says what, and which tools it calls or answers."""

    role: str
    """`system`, `user`, `assistant`, `tool`, or what else the sender wrote."""

    text: str = ""
    reasoning: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_results: tuple[ToolResult, ...] = ()
    media: tuple[Media, ...] = ()


def read_messages(value: Json) -> tuple[Message, ...]:
    """Return the messages that `value` holds, or none if it is something else."""
    if isinstance(value, list):
        return _from_list(value)
    if isinstance(value, dict):
        return _from_object(value)
    return ()


def _from_list(items: list[Json]) -> tuple[Message, ...]:
    if len(items) == 1 and isinstance(items[0], list):
        return _from_list(items[0])
    found = [_message(each) for each in items if isinstance(each, dict)]
    messages = tuple(each for each in found if each is not None)
    return messages if messages and len(messages) == len(items) else ()


def _from_object(value: dict[str, Json]) -> tuple[Message, ...]:
    for key in _WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, list | dict) and "role" not in value:
            messages = read_messages(inner)
            if messages:
                return messages
    message = _message(value)
    return (message,) if message else ()


def _message(value: dict[str, Json]) -> Message | None:
    inner = next((value[key] for key in _NESTED if key in value), None)
    if isinstance(inner, dict) and "role" not in value:
        return _message({**inner, "type": inner.get("type", value.get("type"))})
    role = _role(value)
    if role is None or not any(mark in value for mark in _MARKS[2:]):
        return None
    parts = tuple(_parts(role, value))
    return Message(
        role=role,
        text="\n\n".join(each.text for each in parts if isinstance(each, Text) and each.text),
        reasoning="\n\n".join(each.text for each in parts if isinstance(each, Reasoning)),
        tool_calls=tuple(each for each in parts if isinstance(each, ToolCall)),
        tool_results=tuple(each for each in parts if isinstance(each, ToolResult)),
        media=tuple(each for each in parts if isinstance(each, Media)),
    )


def _role(value: Mapping[str, Json]) -> str | None:
    role = value.get("role")
    if not isinstance(role, str) or not role:
        role = value.get("type")
        if role not in (
            "human",
            "ai",
            "system",
            "tool",
            "user",
            "assistant",
            "function",
        ):
            return None
    role = role.lower()
    return _ROLES.get(role, role)


def _parts(
    role: str, value: Mapping[str, Json]
) -> Iterator[Text | Reasoning | ToolCall | ToolResult | Media]:
    content = value.get("parts", value.get("content"))
    said = tuple(read_parts(content))
    if role == "tool" and not any(isinstance(each, ToolResult) for each in said):
        yield ToolResult(
            call_id=_text(value.get("tool_call_id", value.get("id"))),
            name=_text(value.get("name")),
            result=content,
        )
    else:
        yield from said
    for key in ("reasoning_content", "reasoning"):
        if isinstance(value.get(key), str) and value[key]:
            yield Reasoning(text=_text(value[key]))
    known = {each.call_id for each in said if isinstance(each, ToolCall)} - {""}
    calls = value.get("tool_calls")
    for call in read_parts(calls if isinstance(calls, list) else None, default="tool_call"):
        if isinstance(call, ToolCall) and call.call_id not in known:
            yield call


def _text(value: Json) -> str:
    return "" if is_absent(value) else str(value)
