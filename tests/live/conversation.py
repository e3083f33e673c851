"""The conversation that every client has: three turns, a tool that works and one that fails."""

import json
from dataclasses import asdict, dataclass
from typing import Any

MODEL = "gpt-4.1-mini"
INPUT_USD, OUTPUT_USD = 0.40 / 1_000_000, 1.60 / 1_000_000
"""The list prices of its tokens, as its maker states them: what the costs are compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A call of a tool: it has a result, or an error's message."""

    name: str
    arguments: dict[str, Any]
    result: dict[str, Any] | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and its answer."""

    user: str
    answer: str
    input_tokens: int
    output_tokens: int
    tool: Tool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What is sent, and so what must be found again."""

    session: str
    user: str = "user-7"
    tags: tuple[str, ...] = ("live", "shop")
    model: str = MODEL
    score: str = "user-feedback"
    comment: str = "quick & kind"
    turns: tuple[Turn, ...] = (
        Turn(
            user="Where is my order 4471?",
            answer="It is in **Leeds** and arrives tomorrow.",
            input_tokens=31,
            output_tokens=12,
            tool=Tool(
                name="track_parcel",
                arguments={"order": "4471"},
                result={"place": "Leeds", "expected": "tomorrow"},
            ),
        ),
        Turn(
            user="Then cancel it, bitte: 注文を取り消して.",
            answer="I am sorry: it has left, so it cannot be cancelled.",
            input_tokens=58,
            output_tokens=17,
            tool=Tool(
                name="cancel_order",
                arguments={"order": "4471"},
                error="order 4471 has left the warehouse",
            ),
        ),
        Turn(
            user="All right, thank you!",
            answer="You are welcome.",
            input_tokens=77,
            output_tokens=6,
        ),
    )

    def as_json(self) -> str:
        """Return what the programs read from their environment."""
        return json.dumps(asdict(self))
