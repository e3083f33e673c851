"""The conversation of `tests/live`, told in hand-made spans by clients that are not run there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from functions.interpret.prices import with_prices
from functions.interpret.span import STATUS_ERROR, Span
from functions.interpret.span_fragments import span_fragments
from functions.model.fold.trace import fold_trace
from functions.model.fold.turn import fold_turn
from functions.model.turn import Turn as FoldedTurn
from tests.live.conversation import Conversation, Tool, Turn
from tests.live.model import usage_of
from tests.unit.interpret.spans import START_NS, a_span

SAID = Conversation(session="order 4471 / ä")
_SECOND = 1_000_000_000

type Attributes = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """How a client tells of a turn, of its calls of the model, and of a tool."""

    scope: str
    root: Callable[[Turn], Attributes]
    call: Callable[[Turn, bool], Attributes]
    """Of the model: true for the one that asks for the tool."""

    tool: Callable[[Tool], Attributes] | None
    tool_span: str = "{}"


def folded(teller: Teller) -> list[FoldedTurn]:
    """Return the turns that the spans make."""
    return [_folded(f"{number:032x}", _spans(teller, number)) for number in range(1, 4)]


def _folded(trace_id: str, spans: list[Span]) -> FoldedTurn:
    fragments = [fragment for span in spans for fragment in span_fragments(span)]
    return fold_turn(with_prices(fold_trace(trace_id, fragments)))


def _spans(teller: Teller, number: int) -> list[Span]:
    turn = SAID.turns[number - 1]
    told: list[tuple[str, Attributes, str | None]] = []
    if turn.tool:
        told.append(("call", teller.call(turn, True), None))
        if teller.tool:
            name = teller.tool_span.format(turn.tool.name)
            told.append((name, teller.tool(turn.tool), turn.tool.error))
    told.append(("call", teller.call(turn, False), None))
    root = _span(teller, number, 0, "live", teller.root(turn))
    steps = [_span(teller, number, at, *step) for at, step in enumerate(told, 1)]
    return [root, *steps]


def _span(
    teller: Teller, trace: int, at: int, name: str, attributes: Attributes, error: str | None = None
) -> Span:
    begin = START_NS + (60 * trace + at) * _SECOND
    return a_span(
        attributes,
        scope=teller.scope,
        trace_id=f"{trace:032x}",
        span_id=f"{16 * trace + at:016x}",
        parent_id=f"{16 * trace:016x}" if at else None,
        name=name,
        start_ns=begin,
        end_ns=begin + _SECOND,
        status_code=STATUS_ERROR if error else 0,
        status_message=f"RuntimeError: {error}" if error else "",
    )


def _wished(turn: Turn) -> dict[str, Any]:
    assert turn.tool
    function = {"name": turn.tool.name, "arguments": dumps(turn.tool.arguments)}
    return {"id": "call_1", "type": "function", "function": function}


def _messages(turn: Turn, *, calls: bool) -> list[dict[str, Any]]:
    """Return what the model was asked, as OpenAI's API has it."""
    asked: list[dict[str, Any]] = [{"role": "user", "content": turn.user}]
    if calls or not turn.tool:
        return asked
    told = turn.tool.error or dumps(turn.tool.result)
    return [
        *asked,
        {"role": "assistant", "content": None, "tool_calls": [_wished(turn)]},
        {"role": "tool", "tool_call_id": "call_1", "content": told},
    ]


def _reply(turn: Turn, *, calls: bool) -> dict[str, Any]:
    if calls:
        return {"role": "assistant", "content": None, "tool_calls": [_wished(turn)]}
    return {"role": "assistant", "content": turn.answer}


def _mlflow_root(turn: Turn) -> Attributes:
    return {
        "mlflow.spanType": '"AGENT"',
        "mlflow.spanInputs": dumps({"question": turn.user}),
        "mlflow.spanOutputs": dumps(turn.answer),
        "mlflow.trace.session": dumps(SAID.session),
        "mlflow.trace.user": dumps(SAID.user),
        **{f"mlflow.traceTag.{tag}": "yes" for tag in SAID.tags},
    }


def _mlflow_call(turn: Turn, calls: bool) -> Attributes:
    used_in, used_out = usage_of(turn, calls=calls)
    used = {"input_tokens": used_in, "output_tokens": used_out}
    return {
        "mlflow.spanType": '"CHAT_MODEL"',
        "mlflow.spanInputs": dumps({"messages": _messages(turn, calls=calls)}),
        "mlflow.spanOutputs": dumps({"choices": [{"message": _reply(turn, calls=calls)}]}),
        "mlflow.llm.model": dumps(SAID.model),
        "mlflow.chat.tokenUsage": dumps(used | {"total_tokens": used_in + used_out}),
    }


def _mlflow_tool(tool: Tool) -> Attributes:
    told = {"mlflow.spanType": '"TOOL"', "mlflow.spanInputs": dumps(tool.arguments)}
    return told | ({} if tool.error else {"mlflow.spanOutputs": dumps(tool.result)})


def _flue_message(role: str, text: str) -> str:
    return dumps([{"role": role, "parts": [{"type": "text", "content": text}]}])


def _flue_root(turn: Turn) -> Attributes:
    return {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "live",
        "gen_ai.conversation.id": SAID.session,
        "gen_ai.input.messages": _flue_message("user", turn.user),
        "gen_ai.output.messages": _flue_message("assistant", turn.answer),
        "gen_ai.usage.input_tokens": turn.input_tokens,
        "gen_ai.usage.output_tokens": turn.output_tokens,
        "flue.operation.kind": "prompt",
    }


def _flue_call(turn: Turn, calls: bool) -> Attributes:
    used_in, used_out = usage_of(turn, calls=calls)
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.conversation.id": SAID.session,
        "gen_ai.request.model": SAID.model,
        "gen_ai.input.messages": _flue_message("user", turn.user),
        "gen_ai.output.messages": _flue_message("assistant", "" if calls else turn.answer),
        "gen_ai.usage.input_tokens": used_in,
        "gen_ai.usage.output_tokens": used_out,
        "flue.turn.purpose": "agent",
    }


def _flue_tool(tool: Tool) -> Attributes:
    told = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": tool.name,
        "gen_ai.tool.call.id": "call_1",
        "gen_ai.tool.type": "function",
        "gen_ai.conversation.id": SAID.session,
        "gen_ai.tool.call.arguments": dumps(tool.arguments),
        "flue.tool.origin": "model",
    }
    return told | ({} if tool.error else {"gen_ai.tool.call.result": dumps(tool.result)})


def _pipecat_root(turn: Turn) -> Attributes:
    """Return a call of one turn; the last two are what an application adds to its call."""
    return {
        "conversation.id": SAID.session,
        "conversation.type": "voice",
        "user.id": SAID.user,
        "langfuse.trace.tags": list(SAID.tags),
    }


def _pipecat_call(turn: Turn, calls: bool) -> Attributes:
    used_in, used_out = usage_of(turn, calls=calls)
    return {
        "gen_ai.system": "openai",
        "gen_ai.operation.name": "chat",
        "gen_ai.output.type": "text",
        "gen_ai.request.model": SAID.model,
        "stream": True,
        "input": dumps(_messages(turn, calls=calls)),
        "gen_ai.usage.input_tokens": used_in,
        "gen_ai.usage.output_tokens": used_out,
        **({} if calls else {"output": turn.answer}),
    }


TELLERS: Mapping[str, Teller] = {
    "mlflow": Teller(scope="", root=_mlflow_root, call=_mlflow_call, tool=_mlflow_tool),
    "flue": Teller(
        scope="@flue/opentelemetry",
        root=_flue_root,
        call=_flue_call,
        tool=_flue_tool,
        tool_span="execute_tool {}",
    ),
    "pipecat": Teller(scope="pipecat", root=_pipecat_root, call=_pipecat_call, tool=None),
}
"""By the name in the compatibility table."""
