"""A scripted conversation: what everyone says, and how long it takes them."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call of a tool; those of one step run at the same time."""

    tool: str
    takes_s: float
    arguments: dict[str, Any]
    result: Any
    error: str | None
    """The message with which it fails, instead of a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One answer of the model: tool calls, or the words for the user."""

    takes_s: float
    calls: tuple[ToolCall, ...]
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the user says, what the agent does about it, how it is judged."""

    after_s: float
    """How long the user thought before saying it."""
    user: str
    steps: tuple[Step, ...]
    scores: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A whole conversation."""

    start: datetime
    settings: dict[str, Any]
    turns: tuple[Turn, ...]


def read_script(path: Path) -> Script:
    """Read a script; whatever belongs to the whole session is in its settings."""
    settings = json.loads(path.read_text())
    turns = tuple(_turn(each) for each in settings.pop("turns"))
    return Script(
        start=datetime.fromisoformat(settings.pop("start")),
        settings=settings,
        turns=turns,
    )


def tokens(messages: object) -> int:
    """Return about as many tokens as a provider would count: four characters each."""
    return max(1, len(json.dumps(messages, ensure_ascii=False)) // 4)


def _turn(raw: dict[str, Any]) -> Turn:
    return Turn(
        after_s=raw["after_s"],
        user=raw["user"],
        steps=tuple(_step(each) for each in raw["steps"]),
        scores=tuple(raw["scores"]),
    )


def _step(raw: dict[str, Any]) -> Step:
    return Step(
        takes_s=raw["takes_s"],
        calls=tuple(_call(each) for each in raw.get("calls", ())),
        answer=raw.get("answer"),
    )


def _call(raw: dict[str, Any]) -> ToolCall:
    return ToolCall(
        tool=raw["tool"],
        takes_s=raw["takes_s"],
        arguments=raw["arguments"],
        result=raw.get("result"),
        error=raw.get("error"),
    )
