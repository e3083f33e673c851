"""Conversations of every convention come out alike."""

from json import dumps
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.model.chat.conversation import read_messages
from functions.model.chat.message import Message
from functions.model.media import MediaToken
from functions.model.said import answer_text, user_text
from tests.unit.model.chat.conversations import (
    ARGUMENTS,
    ASKED,
    BE_KIND,
    CONVERSATIONS,
    RESULT,
    SAID,
    THOUGHT,
    URL,
)

every_convention = pytest.mark.parametrize("name", sorted(CONVERSATIONS))


def of_role(role: str, messages: tuple[Message, ...]) -> list[Message]:
    return [each for each in messages if each.role == role]


def parsed(result: Any) -> Any:
    return {"status": "sent"} if result in (RESULT, dumps(RESULT)) else result


def test_all_conventions_are_here() -> None:
    assert len(CONVERSATIONS) == 17


@every_convention
def test_the_system_speaks_first_and_is_not_the_user(name: str) -> None:
    messages = read_messages(CONVERSATIONS[name])

    assert messages[0] == Message(role="system", text=BE_KIND)
    assert len(of_role("system", messages)) == 1


@every_convention
def test_the_user_asks_with_words_and_a_picture(name: str) -> None:
    asked = of_role("user", read_messages(CONVERSATIONS[name]))[0]

    assert asked.text == ASKED
    assert [(each.kind, each.url) for each in asked.media] == [("image", URL)]


@every_convention
def test_the_assistant_thinks_speaks_and_calls(name: str) -> None:
    answers = of_role("assistant", read_messages(CONVERSATIONS[name]))
    calls = [call for each in answers for call in each.tool_calls]

    assert "".join(each.reasoning for each in answers) == THOUGHT
    assert "".join(each.text for each in answers) == SAID
    assert [(each.name, each.call_id, each.arguments) for each in calls] == [
        ("get_order", "c-1", ARGUMENTS)
    ]


@every_convention
def test_the_result_answers_the_call_and_is_nobodys_words(name: str) -> None:
    messages = read_messages(CONVERSATIONS[name])
    results = [result for each in messages for result in each.tool_results]

    assert [(each.call_id, parsed(each.result)) for each in results] == [("c-1", RESULT)]
    assert messages[-1].text == ""


@every_convention
def test_a_turn_says_what_user_and_assistant_said(name: str) -> None:
    assert user_text(CONVERSATIONS[name]) == ASKED
    assert answer_text(CONVERSATIONS[name]) == SAID


@pytest.mark.parametrize(
    "response",
    [
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]},
        {"choices": [{"text": "Hi", "index": 0}]},
        {"output": [{"type": "message", "role": "assistant",
                     "content": [{"type": "output_text", "text": "Hi"}]}]},
        {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "Hi"}]},
        {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP"}]},
        {"content": {"role": "model", "parts": [{"text": "Hi"}]}, "usage_metadata": {}},
        {"generations": [[{"text": "Hi", "message": {"lc": 1, "type": "constructor",
            "id": ["a", "AIMessageChunk"], "kwargs": {"content": "Hi"}}}]]},
        {"message": {"role": "assistant", "blocks": [{"block_type": "text", "text": "Hi"}]}},
        {"messages": [["user", "Hello"], ["ai", "Hi"]]},
        {"output": {"message": {"role": "assistant", "content": [{"text": "Hi"}]}}},
        [{"role": "assistant", "parts": [{"type": "text", "content": "Hi"}]}],
        [{"type": "text", "text": "Hi"}],
        {"role": "assistant", "content": None, "refusal": "Hi"},
        {"role": "assistant", "content": None, "audio": {"id": "a", "transcript": "Hi"}},
        {"outputs": {"messages": [{"type": "ai", "content": "Hi"}]}, "kwargs": {"tags": []}},
    ],
)  # fmt: skip
def test_every_response_has_an_answer(response: Any) -> None:
    assert answer_text(response) == "Hi"


def test_definitions_of_tools_are_nobodys_words() -> None:
    definition: Any = {"type": "function", "function": {"name": "f", "description": "d"}}
    asked: Any = {"role": "user", "content": "Hi"}

    messages = read_messages([{"role": "tool", "content": definition}, asked, definition])

    assert [each for each in messages if each != Message(role="tool")] == [
        Message(role="user", text="Hi")
    ]
    assert read_messages([definition]) == ()


def test_a_system_prompt_that_is_said_twice_is_read_once() -> None:
    request: Any = {
        "system": "Be kind, they said.",
        "messages": [{"role": "system", "content": BE_KIND}, {"role": "user", "content": ASKED}],
    }

    assert [each.text for each in read_messages(request)] == [BE_KIND, ASKED]


def test_parts_without_a_message_are_one() -> None:
    parts: Any = [
        {"type": "text", "text": "Look:"},
        {"type": "image_url", "image_url": {"url": URL}},
        {"type": "text", "text": "broken."},
    ]

    (message,) = read_messages(parts, speaker="user")

    assert (message.role, message.text) == ("user", "Look:\n\nbroken.")
    assert [each.url for each in message.media] == [URL]
    assert read_messages(parts) == ()


def test_calls_without_words_are_an_assistants() -> None:
    calls: Any = [{"toolCallId": "c", "toolName": "f", "input": '{"a": 1}', "type": "tool-call"}]

    (message,) = read_messages(calls)

    assert (message.role, message.tool_calls[0].name) == ("assistant", "f")
    assert message.tool_calls[0].arguments == {"a": 1}


@pytest.mark.parametrize("part", ["tool-getOrder", "dynamic-tool", "tool-invocation"])
def test_a_part_may_be_call_and_result(part: str) -> None:
    said: Any = {"toolCallId": "c", "toolName": "getOrder", "input": {"id": 1}, "output": "sent"}
    wrapped = {"type": part, "toolInvocation": said} if part == "tool-invocation" else said

    (message,) = read_messages([{"role": "assistant", "parts": [{"type": part} | wrapped]}])

    assert [(each.name, each.call_id) for each in message.tool_calls] == [("getOrder", "c")]
    assert [(each.call_id, each.result) for each in message.tool_results] == [("c", "sent")]


@pytest.mark.parametrize(
    ("output", "result"),
    [
        ({"type": "text", "value": "sent"}, "sent"),
        ({"type": "error-json", "value": {"code": 1}}, {"code": 1}),
        ({"type": "of mine", "value": 1}, {"type": "of mine", "value": 1}),
    ],
)
def test_a_result_of_the_ai_sdk_is_unwrapped(output: Any, result: Any) -> None:
    part: Any = {"type": "tool-result", "toolCallId": "c", "output": output}

    (message,) = read_messages([{"role": "tool", "content": [part]}])

    assert message.tool_results[0].result == result


TOKEN = MediaToken(content_type="image/png", media_id="A" * 22)


@pytest.mark.parametrize(
    "part",
    [
        {"type": "image_url", "image_url": {"url": str(TOKEN)}},
        {"type": "input_image", "image_url": str(TOKEN)},
        {"type": "image", "source": {"type": "base64", "media_type": "x", "data": str(TOKEN)}},
        {"inlineData": {"mimeType": "image/png", "data": str(TOKEN)}},
        {"inline_data": {"mime_type": "image/png", "data": str(TOKEN)}},
        {"type": "blob", "mime_type": "image/png", "content": str(TOKEN)},
        {"type": "file", "mediaType": "image/png", "data": {"type": "data", "data": str(TOKEN)}},
        {"type": "image", "image": str(TOKEN)},
        {"media": {"url": str(TOKEN), "contentType": "image/png"}},
        {"kind": "binary", "media_type": "image/png", "data": str(TOKEN)},
        {"image": {"format": "png", "source": {"bytes": str(TOKEN)}}},
        {"block_type": "image", "image": str(TOKEN)},
    ],
)
def test_a_token_is_found_where_the_bytes_were(part: dict[str, Any]) -> None:
    (message,) = read_messages([{"role": "user", "content": [part]}])

    (media,) = message.media
    assert (media.kind, media.token, media.url) == ("image", TOKEN, "")
    assert user_text([{"role": "user", "content": ["Look", part]}]) == f"Look\n\n{TOKEN}"


@pytest.mark.parametrize(
    ("part", "kind", "content_type", "name"),
    [
        ({"type": "input_audio", "input_audio": {"data": "x", "format": "wav"}}, "audio", "", ""),
        ({"type": "file", "file": {"file_id": "f-1", "filename": "a.pdf"}}, "file", "", "a.pdf"),
        ({"type": "video_url", "video_url": {"url": "rtsp://x"}}, "video", "", ""),
        ({"type": "blob", "modality": "audio", "content": "UklGR"}, "audio", "", ""),
        ({"type": "document", "title": "t", "source": {"media_type": "application/pdf",
          "data": "JVBERi0"}}, "file", "application/pdf", "t"),
        ({"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}, "image",
         "image/png", ""),
        ({"type": "image", "source": {"url": "javascript:alert(1)"}}, "image", "", ""),
    ],
)  # fmt: skip
def test_media_say_what_they_are_and_never_hold_bytes(
    part: dict[str, Any], kind: str, content_type: str, name: str
) -> None:
    (message,) = read_messages([{"role": "user", "content": [part]}])

    (media,) = message.media
    assert (media.kind, media.content_type, media.name) == (kind, content_type, name)
    assert (media.token, media.url, message.text) == (None, "", "")


def test_surrogates_in_arguments_are_replaced() -> None:
    call: Any = {"type": "tool_call", "id": "c", "name": "f", "arguments": '{"a": "\\ud800"}'}

    (message,) = read_messages([{"role": "assistant", "parts": [call]}])

    assert message.tool_calls[0].arguments == {"a": "\ufffd"}


@pytest.mark.parametrize(
    "value",
    [
        "words",
        7,
        [],
        {},
        [1, 2],
        ["user", "Hi"],
        {"id": "1007"},
        [{"id": 1}, {"id": 2}],
        [{"role": "admin"}],
        [{"role": "user", "content": "Hi"}, "and words"],
        {"name": "f", "content": "of a file"},
        {"type": "image", "url": "https://shop.example"},
    ],
)
def test_what_is_no_conversation_gives_no_messages(value: Any) -> None:
    assert read_messages(value) == ()


words = sorted(
    {
        word
        for value in CONVERSATIONS.values()
        for word in dumps(value).replace("\\", "").split('"')
        if word.isprintable() and 0 < len(word) < 24
    }
)
anything = st.recursive(
    st.sampled_from(words) | st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(words), inner, max_size=5)
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(anything)
def test_anything_made_of_their_words_can_be_read(value: Any) -> None:
    size = len(dumps(value))

    for message in read_messages(value, speaker="user"):
        assert len(message.text) + len(message.reasoning) <= 3 * size + 100
        assert all(len(each.url) <= 2048 for each in message.media)
    user_text(value)
    answer_text(value)


def test_depth_costs_little() -> None:
    value: Any = "Hi"
    for _ in range(95):
        value = {"message": {"content": [value]}, "content": {"parts": [value]}}["message"]
    nested: Any = {"role": "user", "content": "Hi"}
    for _ in range(95):
        nested = {"message": nested}

    assert user_text(value)
    assert user_text(nested) == "Hi"


def test_what_langfuses_langchain_handler_makes_of_a_failed_tool_is_a_tools_message() -> None:
    said = read_messages(
        [
            {"role": "user", "content": "Cancel it."},
            {"content": "Error: it has left", "additional_kwargs": {}},
            {"role": "assistant", "content": "I cannot."},
        ]
    )

    assert [each.role for each in said] == ["user", "tool", "assistant"]
