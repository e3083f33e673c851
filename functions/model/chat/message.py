"""Chat messages of every convention in one form.

The original stays where it was; a value that is no conversation gives no messages. What is read
is in `functions.model.chat.conversation` (what messages come in) and `.content` (what is in them).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from functions.model.chat.content import read_parts
from functions.model.chat.part import Media, Part, Reasoning, Text, ToolCall, ToolResult
from functions.model.chat.tool_part import is_definition
from functions.model.chat.words import as_object, as_words, first_of
from functions.model.json import Json, is_absent
from functions.model.jsonvalue import structure

_CONTENTS = ("parts", "contents", "content", "blocks", "content_blocks")
_CALLS = ("tool_calls", "toolCalls", "toolInvocations", "function_call")
_THOUGHTS = ("reasoning_content", "reasoning", "thinking")


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


def message_of(role: str, parts: Iterable[Part]) -> Message:
    """Return the message that these parts make."""
    said = tuple(parts)
    return Message(
        role=role,
        text="\n\n".join(each.text for each in said if isinstance(each, Text) and each.text),
        reasoning="\n\n".join(each.text for each in said if isinstance(each, Reasoning)),
        tool_calls=tuple(each for each in said if isinstance(each, ToolCall)),
        tool_results=tuple(each for each in said if isinstance(each, ToolResult)),
        media=tuple(each for each in said if isinstance(each, Media)),
    )


def has_content(value: Mapping[str, Json]) -> bool:
    """Tell whether an object with a role says something too."""
    keys = (*_CONTENTS, *_CALLS, *_THOUGHTS, "refusal", "audio", "additional_kwargs")
    return any(key in value for key in keys)


def read_message(role: str, value: Mapping[str, Json]) -> Message:
    """Return the message of an object whose role is known."""
    return message_of(role, _parts(role, value))


def _parts(role: str, value: Mapping[str, Json]) -> Iterator[Part]:
    content = _content(value)
    said = tuple(read_parts(content))
    if role == "tool" and not any(isinstance(each, ToolResult) for each in said):
        if not is_definition(content):
            yield _result(value, content, said)
    else:
        yield from said
    yield from _beside(value)
    known = {each.call_id for each in said if isinstance(each, ToolCall)} - {""}
    for call in _calls(value):
        if isinstance(call, ToolCall) and call.call_id not in known:
            yield call


def _content(value: Mapping[str, Json]) -> Json:
    """Return the content; a list of parts may stand in a text (Traceloop, OpenInference)."""
    content = first_of(value, *_CONTENTS)
    found = structure(content)
    is_parts = isinstance(found, list) and all(
        isinstance(each, dict) and "type" in each for each in found
    )
    return found if is_parts else content


def _result(value: Mapping[str, Json], content: Json, said: tuple[Part, ...]) -> ToolResult:
    """Return the result in a message of a tool; a list of nothing but texts is a text."""
    whole = {**as_object(value.get("additional_kwargs")), **value}
    words = [each.text for each in said if isinstance(each, Text)]
    is_words = isinstance(content, list) and len(words) == len(said)
    return ToolResult(
        call_id=as_words(first_of(whole, "tool_call_id", "toolCallId", "id")),
        name=as_words(whole.get("name")),
        result="\n\n".join(words) if is_words else content,
    )


def _beside(value: Mapping[str, Json]) -> Iterator[Part]:
    """Yield what providers put beside the content."""
    extra = as_object(value.get("additional_kwargs"))
    for holder, key in ((each, key) for each in (value, extra) for key in _THOUGHTS):
        if isinstance(holder.get(key), str) and holder[key]:
            yield Reasoning(text=as_words(holder[key]))
            break
    for words in (value.get("refusal"), as_object(value.get("audio")).get("transcript")):
        if isinstance(words, str) and words:
            yield Text(text=words)


def _calls(value: Mapping[str, Json]) -> Iterator[Part]:
    """Yield the calls beside the content; LangChain and LlamaIndex may keep them further in."""
    for holder in (value, as_object(value.get("additional_kwargs"))):
        found = first_of(holder, *_CALLS)
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, dict):
                yield from read_parts({"type": "tool_call", **_untyped(each)})
        if not is_absent(found):
            return
    if value.get("function_call_name"):
        yield ToolCall(
            name=as_words(value["function_call_name"]),
            arguments=structure(value.get("function_call_arguments_json")),
        )


def _untyped(call: Mapping[str, Json]) -> dict[str, Json]:
    return {key: each for key, each in call.items() if key != "type"}
