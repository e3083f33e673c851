"""Play the support agent's script through Langfuse's Python SDK 4."""

import sys
from pathlib import Path
from typing import Any

from langfuse import Langfuse, propagate_attributes  # type: ignore[import-not-found]

from infra.local.recording.drivers.clock import SimulatedClock
from infra.local.recording.drivers.script import (
    Script,
    Step,
    ToolCall,
    Turn,
    read_script,
    tokens,
)

# No two calls start at the very same moment.
_APART_S = 0.001


class SupportAgent:
    """An agent whose model and tools say what the script says."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._clock = SimulatedClock(script.start)
        self._langfuse = Langfuse(environment=script.settings["environment"])
        self._messages: list[dict[str, Any]] = [
            {"role": "system", "content": script.settings["system"]}
        ]

    def play(self) -> None:
        """Play all turns, each flushed by itself as a web application would."""
        for turn in self._script.turns:
            self._clock.wait(turn.after_s)
            self._play_turn(turn)
            self._langfuse.flush()
        self._langfuse.shutdown()

    def _play_turn(self, turn: Turn) -> None:
        settings = self._script.settings
        self._messages.append({"role": "user", "content": turn.user})
        with (
            propagate_attributes(
                session_id=settings["session"],
                user_id=settings["user"],
                tags=settings["tags"],
                metadata=settings["metadata"],
                trace_name="support-agent",
            ),
            self._langfuse.start_as_current_observation(
                as_type="agent", name="support-agent", input=turn.user
            ) as agent,
        ):
            for step in turn.steps:
                self._think(step)
                self._act(step.calls)
            agent.update(output=turn.steps[-1].answer)
        self._judge(turn, agent.trace_id)

    def _think(self, step: Step) -> None:
        asked = list(self._messages)
        said = _assistant_message(step, number=len(asked))
        usage = {"input": tokens(asked), "output": tokens(said)}
        with self._langfuse.start_as_current_observation(
            as_type="generation",
            name="chat",
            model=self._script.settings["model"],
            model_parameters={"temperature": 0.2, "max_tokens": 800},
            input=asked,
        ) as generation:
            self._clock.wait(step.takes_s)
            generation.update(output=said, usage_details=usage, cost_details=self._cost(usage))
        self._messages.append(said)

    def _cost(self, usage: dict[str, int]) -> dict[str, float]:
        prices: dict[str, float] = self._script.settings["dollars_per_million"]
        return {kind: round(count * prices[kind] / 1e6, 9) for kind, count in usage.items()}

    def _act(self, calls: tuple[ToolCall, ...]) -> None:
        """Start all calls at once; they end one by one, the quickest first."""
        running = []
        for call in calls:
            running.append(
                (
                    call,
                    self._langfuse.start_observation(
                        as_type="tool", name=call.tool, input=call.arguments
                    ),
                )
            )
            self._clock.wait(_APART_S)
        passed = _APART_S * len(calls)
        for call, tool in sorted(running, key=lambda pair: pair[0].takes_s):
            self._clock.wait(max(0.0, call.takes_s - passed))
            passed = max(passed, call.takes_s)
            tool.update(output=call.result)
            tool.end()
        base = len(self._messages) - 1
        for place, call in enumerate(calls):
            self._messages.append(
                {
                    "role": "tool",
                    "tool_call_id": f"call_{base}_{place}",
                    "content": call.result,
                }
            )

    def _judge(self, turn: Turn, trace_id: str) -> None:
        for score in turn.scores:
            self._clock.wait(score["after_s"])
            self._langfuse.create_score(
                trace_id=trace_id,
                name=score["name"],
                value=score["value"],
                data_type=score["type"],
                comment=score["comment"],
            )


def _assistant_message(step: Step, *, number: int) -> dict[str, Any]:
    if step.answer is not None:
        return {"role": "assistant", "content": step.answer}
    return {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": f"call_{number}_{place}",
                "type": "function",
                "function": {"name": call.tool, "arguments": call.arguments},
            }
            for place, call in enumerate(step.calls)
        ],
    }


if __name__ == "__main__":
    SupportAgent(read_script(Path(sys.argv[1]))).play()
