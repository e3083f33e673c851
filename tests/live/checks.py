"""The same conversation gives the same session: what is compared, feature by feature."""

import ast
import json
from collections.abc import Callable, Mapping
from contextlib import suppress

from tests.live.conversation import Tool, Turn
from tests.live.feature import Feature
from tests.live.outcome import Outcome
from tests.live.page import ToolOnPage, TurnOnPage
from tests.live.reading import Json, text_of

type Check = Callable[[Outcome], None]


class DifferenceError(AssertionError):
    """The session is not the one that was had."""


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise DifferenceError(f"{found!r} is not {wanted!r}")


def session(outcome: Outcome) -> None:
    """Hold that all turns, and no other, are traces of the one session."""
    _same(
        [trace["sessionId"] for trace in outcome.traces],
        [outcome.conversation.session] * len(outcome.conversation.turns),
    )


def user(outcome: Outcome) -> None:
    """Hold that every turn knows whose it is."""
    _same({trace["userId"] for trace in outcome.traces}, {outcome.conversation.user})


def tags(outcome: Outcome) -> None:
    """Hold that every turn has its labels."""
    _same(
        {tuple(sorted(trace["tags"])) for trace in outcome.traces},
        {tuple(sorted(outcome.conversation.tags))},
    )


def words(outcome: Outcome) -> None:
    """Hold that the page says what the user and the model said, in order."""
    turns = [turn for turn in outcome.conversation.turns if not _failed(turn)]
    said = [(each.user, each.answer.replace("**", "")) for each in turns]
    shown = [(each.user, each.answer) for each, turn in _paired(outcome) if not _failed(turn)]
    _same(shown, said)


def recovery(outcome: Outcome) -> None:
    """Hold that the turn whose tool failed has its question and its answer."""
    for shown, turn in _paired(outcome):
        if _failed(turn):
            _same((shown.user, shown.answer), (turn.user, turn.answer.replace("**", "")))


def tool_call(outcome: Outcome) -> None:
    """Hold that the tool that worked has its name, arguments and result."""
    shown, turn = _paired(outcome)[0]
    assert turn.tool
    if outcome.client.tool_type == "SPAN":
        called = _observed(outcome, 0, turn.tool)
        _same(
            (_plain(called["input"]), _plain(called["output"])),
            (turn.tool.arguments, turn.tool.result),
        )
        return
    line = _line(outcome, shown, turn.tool)
    _same((_plain(line.arguments), _plain(line.result)), (turn.tool.arguments, turn.tool.result))


def tool_error(outcome: Outcome) -> None:
    """Hold that the tool that failed says so, in its own words."""
    shown, turn = _paired(outcome)[1]
    assert turn.tool
    if outcome.client.tool_type == "SPAN":
        called = _observed(outcome, 1, turn.tool)
        told = f"{called['level']} {text_of(called['statusMessage'])}"
    else:
        told = f"ERROR {_line(outcome, shown, turn.tool).error}"
    if not (told.startswith("ERROR") and str(turn.tool.error) in told):
        raise DifferenceError(f"{told!r} lacks {turn.tool.error!r}")
    _same(shown.failures != "", True)


def model(outcome: Outcome) -> None:
    """Hold that every turn's generations name the model."""
    for trace in outcome.traces:
        named = {each["model"] for each in _generations(trace) if each["model"]}
        _same(named, {outcome.conversation.model})


def usage(outcome: Outcome) -> None:
    """Hold that the tokens of a turn's calls add up to the turn's."""
    for (shown, turn), trace in zip(_paired(outcome), outcome.traces, strict=True):
        tokens = f"{turn.input_tokens} → {turn.output_tokens} tokens"
        if tokens not in shown.facts and not (_failed(turn) and shown.facts):
            raise DifferenceError(f"{shown.facts!r} lacks {tokens!r} in {trace['id']}")


def score(outcome: Outcome) -> None:
    """Hold that the user's verdict is on the last turn, with its comment."""
    said = outcome.conversation
    found = [
        (each["name"], each["value"], each["comment"]) for each in outcome.traces[-1]["scores"]
    ]
    _same(found, [(said.score, 1, said.comment)])


CHECKS: Mapping[Feature, Check] = {
    Feature.SESSION: session,
    Feature.USER: user,
    Feature.TAGS: tags,
    Feature.WORDS: words,
    Feature.RECOVERY: recovery,
    Feature.TOOL: tool_call,
    Feature.ERROR: tool_error,
    Feature.MODEL: model,
    Feature.USAGE: usage,
    Feature.SCORE: score,
}
"""What one conversation shows."""


def _failed(turn: Turn) -> bool:
    return turn.tool is not None and turn.tool.error is not None


def _paired(outcome: Outcome) -> list[tuple[TurnOnPage, Turn]]:
    turns = outcome.conversation.turns
    if len(outcome.page) != len(turns):
        raise DifferenceError(f"{len(outcome.page)} turns on the page, {len(turns)} were had")
    return list(zip(outcome.page, turns, strict=True))


def _line(outcome: Outcome, shown: TurnOnPage, tool: Tool) -> ToolOnPage:
    name = outcome.client.tool_name.format(tool.name)
    lines = [each for each in shown.tools if each.name == name]
    if len(lines) != 1:
        raise DifferenceError(f"{[each.name for each in shown.tools]} for one call of {tool.name}")
    return lines[0]


def _observed(outcome: Outcome, turn: int, tool: Tool) -> Json:
    name = outcome.client.tool_name.format(tool.name)
    named = [each for each in outcome.traces[turn]["observations"] if each["name"] == name]
    if len(named) != 1:
        raise DifferenceError(f"{len(named)} observations are called {name!r}")
    found: Json = named[0]
    return found


def _generations(trace: Json) -> list[Json]:
    return [each for each in trace["observations"] if each["type"] == "GENERATION"]


def _plain(value: object) -> object:
    """Return a value that may be JSON as text, or Python's own spelling of it."""
    if not isinstance(value, str):
        return value
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError):
            found = read(value)
            return _plain(found) if found != value else found
    return value
