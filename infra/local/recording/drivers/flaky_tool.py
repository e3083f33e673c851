"""Play the stock planner's script through plain OpenTelemetry, in its gen_ai conventions."""

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from infra.local.recording.drivers.clock import SimulatedClock
from infra.local.recording.drivers.script import Script, Step, ToolCall, Turn, read_script, tokens

type Message = dict[str, Any]

# No two calls start at the very same moment.
_APART_S = 0.001


class StockPlanner:
    """An agent whose model and tools say what the script says, or fail as it says."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._clock = SimulatedClock(script.start)
        environment = {"deployment.environment.name": script.settings["environment"]}
        self._provider = TracerProvider(resource=Resource.create(environment))
        exporter = OTLPSpanExporter(compression=Compression.Gzip)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("stock-planner", "2.3.0")
        self._messages: list[Message] = []

    def play(self) -> None:
        """Play all turns, each flushed by itself as a web application would."""
        for turn in self._script.turns:
            self._clock.wait(turn.after_s)
            self._play_turn(turn)
            self._provider.force_flush()
        self._provider.shutdown()

    def _play_turn(self, turn: Turn) -> None:
        question = {"role": "user", "parts": [_text(turn.user)]}
        self._messages.append(question)
        agent = self._script.settings["agent"]
        with self._tracer.start_as_current_span(f"invoke_agent {agent}") as span:
            self._describe(span, "invoke_agent")
            span.set_attribute("gen_ai.agent.name", agent)
            span.set_attribute("user.id", self._script.settings["user"])
            for step in turn.steps:
                self._think(step)
                self._act(step.calls)
            span.set_attribute("gen_ai.input.messages", _json([question]))
            span.set_attribute("gen_ai.output.messages", _json([self._messages[-1]]))

    def _describe(self, span: Span, operation: str) -> None:
        span.set_attribute("gen_ai.operation.name", operation)
        span.set_attribute("gen_ai.provider.name", "openai")
        span.set_attribute("gen_ai.conversation.id", self._script.settings["session"])

    def _think(self, step: Step) -> None:
        settings = self._script.settings
        said = _assistant_message(step, number=len(self._messages))
        name = f"chat {settings['model']}"
        with self._tracer.start_as_current_span(name, kind=SpanKind.CLIENT) as span:
            self._describe(span, "chat")
            span.set_attributes(
                {
                    "gen_ai.request.model": settings["model"],
                    "gen_ai.request.temperature": 0.1,
                    "gen_ai.system_instructions": _json([_text(settings["system"])]),
                    "gen_ai.input.messages": _json(self._messages),
                }
            )
            self._clock.wait(step.takes_s)
            span.set_attributes(
                {
                    "gen_ai.response.model": settings["response_model"],
                    "gen_ai.response.finish_reasons": [said["finish_reason"]],
                    "gen_ai.output.messages": _json([said]),
                    "gen_ai.usage.input_tokens": tokens([settings["system"], self._messages]),
                    "gen_ai.usage.output_tokens": tokens(said),
                }
            )
        self._messages.append(said)

    def _act(self, calls: tuple[ToolCall, ...]) -> None:
        """Start all calls at once; they end one by one, the quickest first."""
        number = len(self._messages) - 1
        running = []
        for place, call in enumerate(calls):
            running.append((call, self._start_tool(call, call_id=f"call_{number}_{place}")))
            self._clock.wait(_APART_S)
        passed = _APART_S * len(calls)
        for call, span in sorted(running, key=lambda pair: pair[0].takes_s):
            self._clock.wait(max(0.0, call.takes_s - passed))
            passed = max(passed, call.takes_s)
            _finish_tool(span, call)
        self._messages.extend(
            _tool_message(call, call_id=f"call_{number}_{place}")
            for place, call in enumerate(calls)
        )

    def _start_tool(self, call: ToolCall, *, call_id: str) -> Span:
        span = self._tracer.start_span(f"execute_tool {call.tool}")
        self._describe(span, "execute_tool")
        span.set_attributes(
            {
                "gen_ai.tool.name": call.tool,
                "gen_ai.tool.type": "function",
                "gen_ai.tool.call.id": call_id,
                "gen_ai.tool.call.arguments": _json(call.arguments),
            }
        )
        return span


def _finish_tool(span: Span, call: ToolCall) -> None:
    try:
        span.set_attribute("gen_ai.tool.call.result", _json(_ask(call)))
    except TimeoutError as error:
        # The recording names no folder of the machine that it was made on.
        stack = traceback.format_exc().replace(f"{Path(__file__).parent}/", "")
        span.record_exception(error, {"exception.stacktrace": stack})
        span.set_attribute("error.type", type(error).__name__)
        span.set_status(Status(StatusCode.ERROR, str(error)))
    span.end()


def _ask(call: ToolCall) -> object:
    if call.error is not None:
        raise TimeoutError(call.error)
    return call.result


def _assistant_message(step: Step, *, number: int) -> Message:
    if step.answer is not None:
        return {"role": "assistant", "parts": [_text(step.answer)], "finish_reason": "stop"}
    parts = [
        {
            "type": "tool_call",
            "id": f"call_{number}_{place}",
            "name": call.tool,
            "arguments": call.arguments,
        }
        for place, call in enumerate(step.calls)
    ]
    return {"role": "assistant", "parts": parts, "finish_reason": "tool_call"}


def _tool_message(call: ToolCall, *, call_id: str) -> Message:
    response = call.result if call.error is None else {"error": call.error}
    part = {"type": "tool_call_response", "id": call_id, "response": response}
    return {"role": "tool", "parts": [part]}


def _text(content: str) -> dict[str, str]:
    return {"type": "text", "content": content}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    StockPlanner(read_script(Path(sys.argv[1]))).play()
