"""The content of a message, in the spelling of each convention: a text, a part or a list of them.

Known are OpenAI's chat and responses, Anthropic's blocks, Gemini's parts, Bedrock's, OTel's, the
AI SDK's of every version, Genkit's, Pydantic AI's, LlamaIndex's, LangChain's and OpenInference's.
"""

import json
from collections.abc import Iterator, Mapping

from functions.model.chat.media_part import read_media
from functions.model.chat.part import Part, Reasoning, Text
from functions.model.chat.tool_part import has_result, is_definition, read_call, read_result
from functions.model.chat.words import as_words, first_of
from functions.model.json import Json, is_absent

_TEXT = frozenset(
    {
        *("text", "input_text", "output_text", "refusal", "summary_text", "system-prompt"),
        *("user-prompt", "instruction", "retry-prompt", "text-delta", "plaintext"),
    }
)
_REASONING = frozenset({"thinking", "reasoning", "redacted_thinking", "reasoning_text", "thought"})
_CALL = frozenset(
    {
        *("tool_call", "tool_calls", "tool_use", "tool-call", "function", "server_tool_use"),
        *("builtin-tool-call", "dynamic-tool"),
    }
)
_RESULT = frozenset(
    {
        *("tool_call_response", "tool_result", "tool-result", "tool-return", "tool-error"),
        "builtin-tool-return",
    }
)
_SAYS_NOTHING = frozenset(
    {
        *("step-start", "cache-point", "cache_point", "item_reference", "agent_handoff"),
        *("agent_config_update", "compaction", "tool_approval_response"),
        *("tool-approval-request", "tool-approval-response"),
    }
)
_MEDIA = ("image", "audio", "video", "file", "document", "blob", "uri", "binary", "media")
_UNTYPED = {
    **dict.fromkeys(("toolRequest", "functionCall", "function_call", "tool_call"), "tool_call"),
    **dict.fromkeys(("toolUse", "function"), "tool_call"),
    **dict.fromkeys(("toolResponse", "functionResponse", "function_response"), "tool_result"),
    "toolResult": "tool_result",
    **dict.fromkeys(("reasoning", "reasoningContent"), "reasoning"),
    **dict.fromkeys(("inlineData", "inline_data", "fileData", "file_data", "media"), "media"),
    **dict.fromkeys(("image_url", "image"), "image"),
    **dict.fromkeys(("toolName", "tool_name"), "tool_call"),
    **dict.fromkeys(("text", "content"), "text"),
}
"""What a part without a type is, by the first of these keys that it has."""


def read_parts(content: Json) -> Iterator[Part]:
    """Yield the parts of a content; one that no convention knows is shown as JSON."""
    if isinstance(content, list):
        for each in content:
            yield from read_parts(each)
    elif isinstance(content, dict):
        yield from _read_part(content)
    elif not is_absent(content):
        yield Text(text=content if isinstance(content, str) else json.dumps(content))


def kind_of(part: Mapping[str, Json]) -> str:
    """Return the type of a part, which some conventions leave to be guessed; "" for none."""
    for key in ("type", "part_kind", "block_type", "kind"):
        named = part.get(key)
        if isinstance(named, str) and named:
            return named
    if part.get("thought") is True:
        return "thought"
    return next((kind for key, kind in _UNTYPED.items() if key in part), "")


def is_call(kind: str) -> bool:
    """Tell whether parts of this type call a tool."""
    return kind in _CALL or kind.endswith("_call") or kind.startswith("tool-invocation")


def is_result(kind: str) -> bool:
    """Tell whether parts of this type answer a call."""
    return kind in _RESULT or kind.endswith(("_call_output", "_tool_result"))


def is_reasoning(kind: str) -> bool:
    """Tell whether parts of this type hold thoughts."""
    return kind in _REASONING


def is_prose(kind: str) -> bool:
    """Tell whether parts of this type are for the reader: words, or media."""
    return kind in _TEXT or _is_media(kind)


def says_nothing(part: Mapping[str, Json]) -> bool:
    """Tell whether it only marks something between what is said."""
    return kind_of(part) in _SAYS_NOTHING or is_definition(part)


def _read_part(part: dict[str, Json]) -> Iterator[Part]:
    kind = kind_of(part)
    if says_nothing(part):
        return
    if is_result(kind) or (kind == "retry-prompt" and part.get("tool_name")):
        yield read_result(part)
    elif is_call(kind) or (kind.startswith("tool-") and "toolCallId" in part):
        yield from _call(part, kind)
    elif is_reasoning(kind):
        yield from _reasoning(part)
    elif isinstance(part.get("message_content"), dict):
        yield from read_parts(part["message_content"])
    else:
        yield from _prose(part, kind)


def _call(part: Mapping[str, Json], kind: str) -> Iterator[Part]:
    yield read_call(part, kind.removeprefix("tool-"))
    if ("toolCallId" in part or "toolInvocation" in part) and has_result(part):
        yield read_result(part)


def _reasoning(part: Mapping[str, Json]) -> Iterator[Part]:
    thought = as_words(
        first_of(part, "text", "thinking", "reasoning", "content", "summary", "reasoningContent")
    )
    if thought:
        yield Reasoning(text=thought)


def _prose(part: Mapping[str, Json], kind: str) -> Iterator[Part]:
    if kind in _TEXT:
        content = first_of(part, "text", "content", "refusal")
        if isinstance(content, list):
            yield from read_parts(content)
        else:
            yield Text(text=as_words(content))
    elif _is_media(kind):
        yield read_media(part, kind)
    else:
        yield Text(text=json.dumps(part, ensure_ascii=False))


def _is_media(kind: str) -> bool:
    return any(word in kind for word in _MEDIA)
