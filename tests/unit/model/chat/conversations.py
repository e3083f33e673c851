"""One conversation, as each convention writes it.

A system prompt, a question with a picture, a thought with words and a call, and its result. The
shapes are those of the clients that the names give; the words are made up.
"""

from json import dumps
from typing import Any

URL = "https://shop.example/1007.png"
BE_KIND, ASKED, THOUGHT, SAID = "Be kind.", "Where is 1007?", "An order.", "One moment."
ARGUMENTS, RESULT = {"id": "1007"}, {"status": "sent"}
CALL = {"id": "c-1", "type": "function",
        "function": {"name": "get_order", "arguments": dumps(ARGUMENTS)}}  # fmt: skip

OPENAI_CHAT: Any = {
    "model": "gpt-4o-mini",
    "messages": [
        {"role": "developer", "content": BE_KIND},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": ASKED},
                {"type": "image_url", "image_url": {"url": URL}},
            ],
        },
        {"role": "assistant", "content": SAID, "reasoning_content": THOUGHT, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "c-1", "content": dumps(RESULT)},
    ],
    "tools": [{"type": "function", "function": {"name": "get_order", "parameters": {}}}],
}
OPENAI_RESPONSES: Any = {
    "instructions": BE_KIND,
    "input": [
        {
            "role": "user",
            "content": [
                {"type": "input_text", "text": ASKED},
                {"type": "input_image", "image_url": URL},
            ],
        },
        {"type": "reasoning", "id": "rs", "summary": [{"type": "summary_text", "text": THOUGHT}]},
        {"type": "message", "role": "assistant",
         "content": [{"type": "output_text", "text": SAID}]},
        {"type": "function_call", "id": "fc", "call_id": "c-1", "name": "get_order",
         "arguments": dumps(ARGUMENTS)},
        {"type": "function_call_output", "call_id": "c-1", "output": dumps(RESULT)},
    ],
}  # fmt: skip
ANTHROPIC: Any = {
    "system": [{"type": "text", "text": BE_KIND, "cache_control": {"type": "ephemeral"}}],
    "messages": [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": ASKED},
                {"type": "image", "source": {"type": "url", "url": URL}},
            ],
        },
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": THOUGHT, "signature": "s"},
                {"type": "text", "text": SAID},
                {"type": "tool_use", "id": "c-1", "name": "get_order", "input": ARGUMENTS},
            ],
        },
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "c-1", "content": dumps(RESULT)},
            ],
        },
    ],
    "tools": [{"name": "get_order", "input_schema": {}}],
}
GEMINI: Any = {
    "model": "gemini-2.5-flash",
    "config": {"system_instruction": {"parts": [{"text": BE_KIND}]}},
    "contents": [
        {
            "role": "user",
            "parts": [
                {"text": ASKED},
                {"file_data": {"file_uri": URL, "mime_type": "image/png"}},
            ],
        },
        {
            "role": "model",
            "parts": [
                {"text": THOUGHT, "thought": True},
                {"text": SAID},
                {"function_call": {"id": "c-1", "name": "get_order", "args": ARGUMENTS}},
            ],
        },
        {
            "role": "user",
            "parts": [
                {"function_response": {"id": "c-1", "name": "get_order", "response": RESULT}},
            ],
        },
    ],
}
BEDROCK: Any = {
    "system": [{"text": BE_KIND}],
    "messages": [
        {"role": "user", "content": [{"text": ASKED}, {"image": {"source": {"url": URL}}}]},
        {
            "role": "assistant",
            "content": [
                {"reasoningContent": {"reasoningText": {"text": THOUGHT}}},
                {"text": SAID},
                {"toolUse": {"toolUseId": "c-1", "name": "get_order", "input": ARGUMENTS}},
            ],
        },
        {"role": "user", "content": [{"toolResult": {"toolUseId": "c-1", "content": RESULT}}]},
    ],
}
OTEL: Any = [
    {"role": "system", "content": BE_KIND},
    {
        "role": "user",
        "parts": [
            {"type": "text", "content": ASKED},
            {"type": "uri", "modality": "image", "mime_type": "image/png", "uri": URL},
        ],
    },
    {
        "role": "assistant",
        "finish_reason": "tool_call",
        "parts": [
            {"type": "reasoning", "content": THOUGHT},
            {"type": "text", "content": SAID},
            {"type": "tool_call", "id": "c-1", "name": "get_order", "arguments": ARGUMENTS},
        ],
    },
    {
        "role": "tool",
        "parts": [{"type": "tool_call_response", "id": "c-1", "response": RESULT}],
    },
]
OPENINFERENCE: Any = [
    {"role": "system", "content": BE_KIND},
    {
        "role": "user",
        "contents": [
            {"type": "text", "text": ASKED},
            {"type": "image", "image": {"image": {"url": URL}}},
        ],
    },
    {
        "role": "assistant",
        "contents": [{"type": "reasoning", "text": THOUGHT}, {"type": "text", "text": SAID}],
        "tool_calls": [
            {"id": "c-1", "function": {"name": "get_order", "arguments": dumps(ARGUMENTS)}}
        ],
    },
    {"role": "tool", "tool_call_id": "c-1", "content": dumps(RESULT)},
]
TRACELOOP: Any = [
    {"role": "system", "content": BE_KIND},
    {
        "role": "user",
        "content": dumps(
            [
                {"type": "text", "text": ASKED},
                {"type": "image_url", "image_url": {"url": URL}},
            ]
        ),
    },
    {
        "role": "assistant",
        "content": SAID,
        "reasoning": THOUGHT,
        "tool_calls": [{"id": "c-1", "name": "get_order", "arguments": dumps(ARGUMENTS)}],
    },
    {"role": "tool", "tool_call_id": "c-1", "content": dumps(RESULT)},
]
LANGCHAIN: Any = [
    [
        {"type": "system", "content": BE_KIND, "additional_kwargs": {}},
        {
            "type": "human",
            "data": {
                "content": [
                    {"type": "text", "text": ASKED},
                    {"type": "image", "source_type": "url", "url": URL},
                ]
            },
        },
        {
            "lc": 1,
            "type": "constructor",
            "id": ["langchain", "schema", "messages", "AIMessage"],
            "kwargs": {
                "content": SAID,
                "additional_kwargs": {"reasoning_content": THOUGHT},
                "tool_calls": [{"type": "tool_call", "id": "c-1", "name": "get_order",
                                "args": ARGUMENTS}],
                "invalid_tool_calls": [],
            },
        },
        {"type": "tool", "tool_call_id": "c-1", "name": "get_order", "content": dumps(RESULT)},
    ]
]  # fmt: skip
AI_SDK: Any = {
    "system": BE_KIND,
    "messages": [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": ASKED},
                {"type": "file", "mediaType": "image/png", "data": URL},
            ],
        },
        {
            "role": "assistant",
            "content": [
                {"type": "reasoning", "text": THOUGHT},
                {"type": "text", "text": SAID},
                {"type": "tool-call", "toolCallId": "c-1", "toolName": "get_order",
                 "input": ARGUMENTS},
            ],
        },
        {
            "role": "tool",
            "content": [
                {"type": "tool-result", "toolCallId": "c-1", "toolName": "get_order",
                 "output": {"type": "json", "value": RESULT}},
            ],
        },
    ],
}  # fmt: skip
AI_SDK_4: Any = [
    {"role": "system", "content": BE_KIND},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": ASKED},
            {"type": "image", "image": URL, "mimeType": "image/png"},
        ],
    },
    {
        "role": "assistant",
        "content": [
            {"type": "reasoning", "text": THOUGHT},
            {"type": "text", "text": SAID},
            {"type": "tool-call", "toolCallId": "c-1", "toolName": "get_order", "args": ARGUMENTS},
        ],
    },
    {
        "role": "tool",
        "content": [
            {"type": "tool-result", "toolCallId": "c-1", "toolName": "get_order", "result": RESULT}
        ],
    },
]
PYDANTIC_AI: Any = [
    {
        "kind": "request",
        "parts": [
            {"part_kind": "system-prompt", "content": BE_KIND},
            {
                "part_kind": "user-prompt",
                "content": [ASKED, {"kind": "image-url", "url": URL}],
            },
        ],
    },
    {
        "kind": "response",
        "parts": [
            {"part_kind": "thinking", "content": THOUGHT},
            {"part_kind": "text", "content": SAID},
            {"part_kind": "tool-call", "tool_name": "get_order", "tool_call_id": "c-1",
             "args": dumps(ARGUMENTS)},
        ],
    },
    {
        "kind": "request",
        "parts": [
            {"part_kind": "tool-return", "tool_name": "get_order", "tool_call_id": "c-1",
             "content": RESULT},
        ],
    },
]  # fmt: skip
LOGFIRE: Any = [
    {"event.name": "gen_ai.system.message", "content": BE_KIND},
    {
        "event.name": "gen_ai.user.message",
        "content": [{"kind": "text", "text": ASKED}, {"kind": "image-url", "url": URL}],
        "role": "user",
    },
    {
        "event.name": "gen_ai.choice",
        "index": 0,
        "message": {
            "role": "assistant",
            "content": [{"kind": "thinking", "text": THOUGHT}, {"kind": "text", "text": SAID}],
            "tool_calls": [CALL],
        },
    },
    {"event.name": "gen_ai.tool.message", "role": "tool", "id": "c-1", "content": RESULT},
]
GENKIT: Any = [
    {"role": "system", "content": [{"text": BE_KIND}]},
    {
        "role": "user",
        "content": [{"text": ASKED}, {"media": {"url": URL, "contentType": "image/png"}}],
    },
    {
        "role": "model",
        "content": [
            {"reasoning": THOUGHT},
            {"text": SAID},
            {"toolRequest": {"ref": "c-1", "name": "get_order", "input": ARGUMENTS}},
        ],
    },
    {
        "role": "tool",
        "content": [{"toolResponse": {"ref": "c-1", "name": "get_order", "output": RESULT}}],
    },
]
LIVEKIT: Any = {
    "items": [
        {"id": "1", "type": "message", "role": "system", "content": [BE_KIND]},
        {"id": "2", "type": "agent_handoff", "new_agent_id": "a"},
        {
            "id": "3",
            "type": "message",
            "role": "user",
            "content": [ASKED, {"type": "image_content", "image": URL}],
        },
        {"type": "reasoning", "content": THOUGHT},
        {"id": "4", "type": "message", "role": "assistant", "content": [SAID]},
        {"id": "5", "type": "function_call", "call_id": "c-1", "name": "get_order",
         "arguments": dumps(ARGUMENTS)},
        {"id": "6", "type": "function_call_output", "call_id": "c-1", "name": "get_order",
         "output": dumps(RESULT), "is_error": False},
    ]
}  # fmt: skip
LLAMA_INDEX: Any = [
    {"role": "system", "blocks": [{"block_type": "text", "text": BE_KIND}]},
    {
        "role": "MessageRole.USER",
        "blocks": [
            {"block_type": "text", "text": ASKED},
            {"block_type": "image", "url": URL, "image_mimetype": "image/png"},
        ],
    },
    {
        "role": "assistant",
        "blocks": [
            {"block_type": "thinking", "content": THOUGHT},
            {"block_type": "text", "text": SAID},
            {"block_type": "tool_call", "tool_call_id": "c-1", "tool_name": "get_order",
             "tool_kwargs": ARGUMENTS},
        ],
    },
    {
        "role": "tool",
        "blocks": [{"block_type": "text", "text": dumps(RESULT)}],
        "additional_kwargs": {"tool_call_id": "c-1"},
    },
]  # fmt: skip
SEMANTIC_KERNEL: Any = [
    {"role": "system", "content": BE_KIND},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": ASKED},
            {"type": "image_url", "image_url": {"url": URL}},
        ],
    },
    {"role": "assistant", "content": SAID, "reasoning": THOUGHT, "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "c-1", "content": dumps(RESULT)},
]
CONVERSATIONS: dict[str, Any] = {
    "OpenAI chat": OPENAI_CHAT,
    "OpenAI responses": OPENAI_RESPONSES,
    "Anthropic": ANTHROPIC,
    "Gemini and Google ADK": GEMINI,
    "Bedrock": BEDROCK,
    "OTel, AI SDK 7, Flue, Pydantic AI": OTEL,
    "OpenInference": OPENINFERENCE,
    "Traceloop": TRACELOOP,
    "LangChain": LANGCHAIN,
    "AI SDK 5 and 6": AI_SDK,
    "AI SDK 4": AI_SDK_4,
    "Pydantic AI's own": PYDANTIC_AI,
    "Logfire": LOGFIRE,
    "Genkit": GENKIT,
    "LiveKit": LIVEKIT,
    "LlamaIndex": LLAMA_INDEX,
    "Semantic Kernel": SEMANTIC_KERNEL,
}
