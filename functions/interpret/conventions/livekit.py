"""LiveKit's voice agents: `lk.*` under the scope `livekit-agents`, beside `gen_ai.*`.

Newer versions mark what a person said with `pii`, so most keys have two spellings.
"""

from functions.interpret.conventions.exchange import Exchange, first_structure, spoken, with_calls
from functions.interpret.span import Span
from functions.interpret.usage import read_amount
from functions.model.observation import Level, ObservationType

MARKS = frozenset({"lk", "livekit-agents"})
_INPUTS = (
    "lk.input_text",
    "lk.pii.input_text",
    "lk.user_transcript",
    "lk.pii.user_transcript",
    "lk.chat_ctx",
    "lk.pii.chat_ctx",
    "lk.user_input",
    "lk.pii.user_input",
    "lk.function_tool.arguments",
    "lk.pii.function_tool.arguments",
)
_RESULTS = ("lk.function_tool.output", "lk.pii.function_tool.output")
_WORDS = ("lk.response.text", "lk.pii.response.text")
_CALLS = ("lk.response.function_calls", "lk.pii.response.function_calls")
_TYPES = {
    "agent_turn": ObservationType.AGENT,
    "start_agent_activity": ObservationType.AGENT,
    "function_tool": ObservationType.TOOL,
}
_PLUMBING = frozenset(
    {
        "user_speaking",
        "eou_detection",
        "llm_request_run",
        "tts_node",
        "tts_request",
        "tts_request_run",
        "tts_stream_adapter",
        "agent_speaking",
        "drain_agent_activity",
        "on_exit",
        "on_enter",
        "llm_fallback_adapter",
        "tts_fallback_adapter",
        "start_agent_activity",
    }
)
_NS_PER_S = 1_000_000_000
_LONGEST_S = 1_000_000


def observation_type(span: Span) -> ObservationType | None:
    """Recognise turns and tool calls by the names of their spans."""
    return _TYPES.get(span.name) if _is_ours(span) else None


def failed_tool(span: Span) -> Level | None:
    """Read `lk.function_tool.is_error`."""
    return Level.ERROR if span.take("lk.function_tool.is_error") is True else None


def plumbing(span: Span) -> Level | None:
    """Recognise spans that time the machinery of speech and say nothing."""
    return Level.DEBUG if span.name in _PLUMBING and _is_ours(span) else None


def exchange(span: Span) -> Exchange | None:
    """Read what was heard or asked, and what was answered, called or returned."""
    answered = first_structure(span, _RESULTS)
    if answered is None:
        answered = with_calls(first_structure(span, _WORDS), first_structure(span, _CALLS))
    return spoken(first_structure(span, _INPUTS), answered)


def completion_start(span: Span) -> int | None:
    """Read `lk.response.ttft`, in seconds from the start."""
    waited_s = read_amount(span.take("lk.response.ttft"))
    if waited_s is None or waited_s > _LONGEST_S or span.start_ns is None:
        return None
    return span.start_ns + round(waited_s * _NS_PER_S)


def _is_ours(span: Span) -> bool:
    return span.origin.scope_name == "livekit-agents"
