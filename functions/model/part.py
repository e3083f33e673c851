"""The parts a chat message is made of, in the spelling of each convention."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from functions.model.json import Json, is_absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words for the reader."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoning:
    """What a model thought before it answered."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A model's wish that a tool be run."""

    name: str
    call_id: str = ""
    arguments: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What a tool answered, given back to a model."""

    call_id: str = ""
    name: str = ""
    result: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image, a sound or a file; its bytes stay in the original."""

    kind: str


type Part = Text | Reasoning | ToolCall | ToolResult | Media

_TEXT = {"text", "input_text", "output_text", "refusal"}
_REASONING = {"thinking", "reasoning", "redacted_thinking"}
_CALL = {
    "tool_call",
    "tool_use",
    "tool-call",
    "function_call",
    "function",
    "tool_calls",
}
_RESULT = {"tool_call_response", "tool_result", "tool-result", "function_call_output"}


def read_parts(content: Json, *, default: str = "text") -> Iterator[Part]:
    """Yield the parts of a message's content: a text, one part or a list of parts.

    A part that names no type is read as `default`; one that no convention knows is shown as JSON.
    """
    if isinstance(content, list):
        for each in content:
            yield from read_parts(each, default=default)
    elif isinstance(content, dict):
        yield _part(content, default)
    elif not is_absent(content):
        yield Text(text=content if isinstance(content, str) else json.dumps(content))


def _part(part: dict[str, Json], default: str) -> Part:
    kind = part.get("type")
    kind = kind if isinstance(kind, str) else _guess(part, default)
    if kind in _CALL:
        return _tool_call(part)
    if kind in _RESULT:
        return _tool_result(part)
    words = _first(part, "text", "thinking", "content", "reasoning", "refusal")
    if kind in _REASONING:
        return Reasoning(text=_as_text(words))
    if kind in _TEXT:
        return Text(text=_as_text(words))
    if "message_content" in part:
        return _part(_object(part["message_content"]), default)
    return (
        Media(kind=kind) if kind != "unknown" else Text(text=json.dumps(part, ensure_ascii=False))
    )


def _guess(part: Mapping[str, Json], default: str) -> str:
    """Name the type of a part that does not: Gemini's parts, OpenInference's tool calls."""
    if "tool_call" in part or "functionCall" in part or "function_call" in part:
        return "tool_call"
    if "functionResponse" in part or "function_response" in part:
        return "tool_result"
    if default == "tool_call" or "text" in part or "content" in part:
        return default
    return "media" if "inlineData" in part or "inline_data" in part else "unknown"


def _tool_call(part: Mapping[str, Json]) -> ToolCall:
    for key in ("tool_call", "functionCall", "function_call"):
        if isinstance(part.get(key), dict):
            return _tool_call({**_object(part[key]), "id": part.get("id")})
    function = _object(part.get("function"))
    return ToolCall(
        name=_as_text(_first(function, "name") or _first(part, "name", "toolName", "tool_name")),
        call_id=_as_text(_first(part, "id", "call_id", "toolCallId", "tool_call_id")),
        arguments=parse_json(
            _first(function, "arguments") or _first(part, "arguments", "input", "args")
        ),
    )


def _tool_result(part: Mapping[str, Json]) -> ToolResult:
    inner = _object(_first(part, "functionResponse", "function_response"))
    return ToolResult(
        call_id=_as_text(_first(part, "id", "tool_use_id", "toolCallId", "call_id")),
        name=_as_text(_first(part, "name", "toolName") or _first(inner, "name")),
        result=parse_json(
            _first(part, "response", "result", "output", "content") or _first(inner, "response")
        ),
    )


def parse_json(value: Json) -> Json:
    """Return the list or object that a text holds, or the value as it is."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return value
    try:
        parsed: Json = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return parsed


def _first(part: Mapping[str, Json], *keys: str) -> Json:
    return next((part[key] for key in keys if not is_absent(part.get(key))), None)


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _as_text(value: Json) -> str:
    if isinstance(value, list):
        return "\n".join(_as_text(each) for each in value)
    if isinstance(value, dict):
        return _as_text(_first(value, "text", "content"))
    return "" if value is None else str(value)
