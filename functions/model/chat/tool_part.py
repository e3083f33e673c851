"""Calls of tools and their results in a message, in the spelling of each convention."""

from collections.abc import Mapping

from functions.model.chat.part import ToolCall, ToolResult
from functions.model.chat.words import as_object, as_words, first_of
from functions.model.json import Json
from functions.model.jsonvalue import structure

_CALLS = (
    *("tool_call", "toolCall", "functionCall", "function_call", "toolRequest", "toolUse"),
    *("toolInvocation", "function"),
)
_RESULTS = ("functionResponse", "function_response", "toolResponse", "toolResult", "toolInvocation")
_IDS = ("call_id", "toolCallId", "tool_call_id", "tool_use_id", "toolUseId", "ref", "id")
_NAMES = ("name", "toolName", "tool_name")
_ARGUMENTS = ("arguments", "input", "args", "tool_kwargs", "action")
_ANSWERS = ("response", "result", "output", "content", "error")
_WRAPPED = ("text", "json", "error-text", "error-json", "content", "execution-denied")
_DEFINED = ("function", "extension", "custom")
_SCHEMAS = ("input_schema", "inputSchema")
_DEEPEST = 3


def read_call(part: Mapping[str, Json], kind: str) -> ToolCall:
    """Return a call; one that has no name is called after the type of its part."""
    whole = _unwrapped(part, _CALLS)
    return ToolCall(
        name=as_words(first_of(whole, *_NAMES)) or kind.removesuffix("_call"),
        call_id=as_words(first_of(whole, *_IDS)),
        arguments=_parsed(first_of(whole, *_ARGUMENTS)),
    )


def read_result(part: Mapping[str, Json]) -> ToolResult:
    """Return a result."""
    whole = _unwrapped(part, _RESULTS)
    return ToolResult(
        call_id=as_words(first_of(whole, *_IDS)),
        name=as_words(first_of(whole, *_NAMES)),
        result=_parsed(_value(first_of(whole, *_ANSWERS))),
    )


def has_result(part: Mapping[str, Json]) -> bool:
    """Tell whether a part that is both call and result (AI SDK) has its result already."""
    whole = _unwrapped(part, _RESULTS)
    return first_of(whole, "result", "output") is not None


def is_definition(part: Json | Mapping[str, Json]) -> bool:
    """Tell whether it describes a tool, as requests do, rather than calling it."""
    if not isinstance(part, Mapping):
        return False
    if part.get("type") in _DEFINED:
        described = as_object(part.get("function")) or part
        return any(key in described for key in ("parameters", "description", *_SCHEMAS))
    return "name" in part and any(key in part for key in _SCHEMAS)


def _unwrapped(part: Mapping[str, Json], keys: tuple[str, ...]) -> Mapping[str, Json]:
    """Return a part with what its convention wraps once more, such as `function`."""
    whole = dict(part)
    for _ in range(_DEEPEST):
        key = next((each for each in keys if isinstance(whole.get(each), dict)), None)
        if key is None:
            break
        whole |= as_object(whole.pop(key))
    return whole


def _value(answer: Json) -> Json:
    """Return what the AI SDK wraps in `{"type": "json", "value": …}`."""
    if isinstance(answer, dict) and answer.get("type") in _WRAPPED and "value" in answer:
        return answer["value"]
    return answer


def _parsed(value: Json) -> Json:
    if not isinstance(value, str):
        return value
    found = structure(value.lstrip())
    return value if isinstance(found, str) else found
