"""A fake model behind OpenAI's chat completions: it says what the conversation has it say."""

import json
from typing import Any

from infra.local.recording.capture import Answer, CapturedRequest, Responder
from tests.live.conversation import Conversation, Turn

type Json = dict[str, Any]

_FINAL = "final_answer"
"""The tool by which smolagents' agents are answered."""


def model_of(conversation: Conversation) -> Responder:
    """Return what answers `POST …/chat/completions`, streamed where that is asked for.

    A question with a tool is answered by a call of it, and by words once the tool has answered.
    """

    def answer(request: CapturedRequest) -> Answer:
        if not request.path.endswith("/chat/completions"):
            return Answer(status=404, content_type="application/json", body=b'{"error": {}}')
        asked = json.loads(request.body)
        turn, told = _place(conversation, asked["messages"])
        completion = _completion(asked["model"], turn, calls=bool(turn.tool) and not told)
        if _FINAL in json.dumps(asked.get("tools")):
            _answer_by_call(completion["choices"][0]["message"])
        if asked.get("stream"):
            return _streamed(completion, asked)
        body = json.dumps(completion).encode()
        return Answer(status=200, content_type="application/json", body=body)

    return answer


def _place(conversation: Conversation, messages: list[Json]) -> tuple[Turn, bool]:
    """Return the turn of the last question, and whether anything was said since."""
    said = [_text(each["content"]) if each["role"] == "user" else "" for each in messages]
    found = [
        (at, text.rfind(turn.user), turn)
        for at, text in enumerate(said)
        for turn in conversation.turns
        if turn.user in text
    ]
    at, place, turn = max(found, key=lambda each: each[:2])
    return turn, at + 1 < len(messages) or place + len(turn.user) < len(said[at])


def _text(content: str | list[Json]) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def _answer_by_call(message: Json) -> None:
    """Make a call of the words, for agents that take no others."""
    if message["content"]:
        function = {"name": _FINAL, "arguments": json.dumps({"answer": message["content"]})}
        message["tool_calls"] = [{"id": "call_final", "type": "function", "function": function}]
        message["content"] = None


def _completion(model: str, turn: Turn, *, calls: bool) -> Json:
    message: Json = {"role": "assistant", "content": None if calls else turn.answer}
    if calls and turn.tool:
        function = {"name": turn.tool.name, "arguments": json.dumps(turn.tool.arguments)}
        call = {"id": f"call_{turn.tool.name}", "type": "function", "function": function}
        message["tool_calls"] = [call]
    choice = {
        "index": 0,
        "message": message,
        "logprobs": None,
        "finish_reason": "tool_calls" if calls else "stop",
    }
    used_in, used_out = usage_of(turn, calls=calls)
    return {
        "id": f"chatcmpl-{turn.input_tokens}{'a' if calls else 'b'}",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": model,
        "choices": [choice],
        "usage": {
            "prompt_tokens": used_in,
            "completion_tokens": used_out,
            "total_tokens": used_in + used_out,
        },
    }


def usage_of(turn: Turn, *, calls: bool) -> tuple[int, int]:
    """Share a turn's tokens between its calls of the model: together they are the turn's."""
    first = (turn.input_tokens // 3, turn.output_tokens // 3)
    if calls:
        return first
    if not turn.tool:
        return turn.input_tokens, turn.output_tokens
    return turn.input_tokens - first[0], turn.output_tokens - first[1]


def _streamed(completion: Json, asked: Json) -> Answer:
    chunks = [*_deltas(completion["choices"][0])]
    shared = {key: completion[key] for key in ("id", "created", "model")}
    shared["object"] = "chat.completion.chunk"
    events = [shared | {"choices": [each]} for each in chunks]
    if (asked.get("stream_options") or {}).get("include_usage"):
        events.append(shared | {"choices": [], "usage": completion["usage"]})
    lines = [f"data: {json.dumps(each)}\n\n" for each in events]
    body = "".join((*lines, "data: [DONE]\n\n")).encode()
    return Answer(status=200, content_type="text/event-stream", body=body)


def _deltas(choice: Json) -> list[Json]:
    message = choice["message"]
    deltas: list[Json] = [{"role": "assistant", "content": ""}]
    if message.get("tool_calls"):
        calls = [call | {"index": at} for at, call in enumerate(message["tool_calls"])]
        deltas.append({"tool_calls": calls})
    else:
        half = len(message["content"]) // 2
        deltas += [{"content": message["content"][:half]}, {"content": message["content"][half:]}]
    parts = [{"index": 0, "delta": each, "finish_reason": None} for each in deltas]
    return [*parts, {"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]
