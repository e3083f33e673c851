"""What the recorded programs said: a help desk of a bike shop, asked three questions."""

from dataclasses import dataclass

SESSION = "chat-bikeshop-2026-0042"
USER = "user-ana-42"
TAGS = ("beta-🚲", "bike-shop", "chat")
MODEL = "gpt-4o-mini-2024-07-18"
FULL = {
    "input": 412,
    "output": 57,
    "total": 469,
    "input_cached_tokens": 128,
    "output_reasoning_tokens": 21,
}
PLAIN = {"input": 412, "output": 57, "total": 469}
METADATA = {
    "channel": "web",
    "locale": "de-DE",
    "ab_bucket": 7,
    "vip": True,
    "nested": {"cart": {"items": 3, "total_eur": 1249.5}},
    "numeric_string": "00123",
}
DOWN = "connect timeout after 3.0s 🔌"
PARTS_DOWN = "PartsStockDown: connect timeout after 3.0s"


@dataclass(frozen=True, kw_only=True)
class Client:
    """What one client was made to say."""

    recording: str
    names: tuple[str, ...]
    """Of its traces, in the order in which they began."""

    steps: str
    """`TYPE name` of every observation, between semicolons."""

    tags: tuple[str, ...] = TAGS
    environment: str | None = "staging"
    model: str | None = MODEL
    usage: dict[str, int] | None = None
    errors: tuple[tuple[str, str | None, str | None], ...] = ()
    """Name, status message, and type of the exception."""


CLIENTS = [
    Client(
        recording="py-langfuse-2.60.10-decorator",
        names=("chat-turn",) * 3,
        steps="SPAN retrieve; SPAN parts_stock; GENERATION answer",
        usage=FULL,
        errors=(("parts_stock", DOWN, None),),
    ),
    Client(
        recording="py-langfuse-2.60.10-lowlevel",
        names=("chat-turn",) * 3 + ("oversized",),
        steps=(
            "SPAN handle-message; SPAN retrieve-kb; SPAN tool:get_order_status; "
            "SPAN tool:parts_stock; EVENT fallback-used; GENERATION answer; "
            "GENERATION summarise"
        ),
        usage=FULL,
        errors=(("tool:parts_stock", PARTS_DOWN, None),),
    ),
    Client(
        recording="js-langfuse-3.39.2-lowlevel",
        names=("chat-turn",) * 3 + ("oversized",),
        steps=(
            "SPAN handle-message; SPAN retrieve-kb; SPAN tool:get_order_status; "
            "SPAN tool:parts_stock; EVENT fallback-used; GENERATION answer; "
            "GENERATION summarise"
        ),
        usage=FULL,
        errors=(("tool:parts_stock", PARTS_DOWN, None),),
    ),
    Client(
        recording="py-langfuse-3.15.0-observe",
        names=("chat-turn",) * 3,
        steps=(
            "SPAN chat-turn; RETRIEVER retrieve; TOOL tool:get_order_status; "
            "TOOL tool:parts_stock; EVENT fallback-used; GENERATION answer"
        ),
        usage=FULL,
        errors=(("tool:parts_stock", DOWN, None),),
    ),
    Client(
        recording="py-langfuse-4.18.0-langchain",
        names=("chat-turn",) * 3,
        steps=(
            "CHAIN chat-turn; CHAIN ChatPromptTemplate; CHAIN RunnableLambda; "
            "CHAIN RunnableParallel<q,doc>; TOOL get_order_status; "
            "GENERATION FakeListChatModel"
        ),
        model=None,
    ),
    Client(
        recording="py-langfuse-4.18.0-manual",
        names=("chat-turn",) * 3 + ("handle-message", "too-long-session", "unicode-session"),
        steps=(
            "SPAN handle-message; SPAN too-long-session; SPAN unicode-session; "
            "AGENT agent-step; RETRIEVER retrieve-kb; TOOL tool:get_order_status; "
            "GENERATION answer"
        ),
        usage=FULL,
        errors=(
            ("tool:get_order_status", PARTS_DOWN, None),
            ("handle-message", f"{PARTS_DOWN} 🔌", "scenario.PartsStockDown"),
        ),
    ),
    Client(
        recording="py-langfuse-5.0.4-observe",
        names=("chat-turn",) * 3,
        steps=(
            "SPAN chat-turn; RETRIEVER retrieve; TOOL tool:get_order_status; "
            "TOOL tool:parts_stock; EVENT fallback-used; GENERATION answer"
        ),
        usage=FULL,
        errors=(("tool:parts_stock", DOWN, None),),
    ),
    Client(
        recording="js-langfuse-otel-5.11.1-chat",
        names=("chat-turn",) * 3 + ("handle-message", "observed-fn"),
        steps=(
            "SPAN handle-message; CHAIN observed-fn; RETRIEVER retrieve-kb; "
            "TOOL tool:get_order_status; EVENT fallback-used; GENERATION answer"
        ),
        usage=FULL,
        errors=(("tool:get_order_status", PARTS_DOWN, None), ("handle-message", DOWN, None)),
    ),
    Client(
        recording="openinference-langchain-0.1.80",
        names=("chat-turn",) * 4,
        steps=(
            "CHAIN chat-turn; CHAIN RunnableLambda; CHAIN RunnableParallel<q,doc>; "
            "SPAN ChatPromptTemplate; TOOL get_order_status; "
            "GENERATION FakeListChatModel"
        ),
        model=None,
    ),
    Client(
        recording="otel-js-0.223.0-json",
        names=("chat-turn",) * 3,
        steps="SPAN chat-turn; GENERATION chat gpt-4o-mini",
        tags=(),
        environment=None,
        usage=PLAIN,
        errors=(("chat gpt-4o-mini", "connect timeout 🔌", "Error"),),
    ),
    Client(
        recording="otel-python-1.45.2-genai-gzip",
        names=("POST /chat",) * 3,
        steps=(
            "SPAN POST /chat; AGENT invoke_agent helpdesk; RETRIEVER retrieval kb; "
            "TOOL get_order_status; GENERATION chat gpt-4o-mini"
        ),
        tags=(),
        usage={"input": 284, "input_cached_tokens": 128, "output": 57, "total": 469},
        errors=(("get_order_status", DOWN, "scenario.PartsStockDown"),),
    ),
    Client(
        recording="pydantic-ai-2.68.0",
        names=("chat-turn",) * 3,
        steps="SPAN chat-turn; AGENT helpdesk run; TOOL get_order_status; GENERATION chat test",
        tags=(),
        model="test",
        usage={"input": 79, "output": 5, "total": 84},
    ),
    Client(
        recording="traceloop-sdk-0.62.4",
        names=("chat_turn.workflow",) * 3 + ("failing_turn.workflow", "RunnableSequence.workflow"),
        steps=(
            "CHAIN chat_turn.workflow; CHAIN failing_turn.workflow; "
            "CHAIN retrieve.task; CHAIN execute_task ChatPromptTemplate; "
            "CHAIN execute_task RunnableLambda; "
            "CHAIN execute_task RunnableParallel<q,doc>; AGENT helpdesk.agent; "
            "AGENT RunnableSequence.workflow; TOOL get_order_status; SPAN POST; "
            "GENERATION openai.chat; GENERATION FakeListChatModel.chat"
        ),
        tags=(),
        usage={
            "input": 45,
            "input_cached_tokens": 12,
            "output": 15,
            "output_reasoning_tokens": 4,
            "total": 76,
        },
        errors=(("failing_turn.workflow", DOWN, "scenario.PartsStockDown"),),
    ),
    Client(
        recording="vercel-ai-5.0.277-langfuse-otel-4.6.1",
        names=("chat-turn",) * 4,
        steps=(
            "SPAN chat-turn:ai.generateText; SPAN chat-turn:ai.streamText; "
            "TOOL getOrderStatus; GENERATION chat-turn:ai.generateText.doGenerate; "
            "GENERATION chat-turn:ai.streamText.doStream"
        ),
        usage=PLAIN,
        errors=(
            ("chat-turn:ai.generateText", "Rate limit reached 🔥", "Error"),
            ("chat-turn:ai.generateText.doGenerate", "Rate limit reached 🔥", "Error"),
        ),
    ),
]
