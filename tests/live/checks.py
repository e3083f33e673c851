"""The same conversation gives the same session: what is compared, feature by feature."""

import ast
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import isclose

from tests.live.conversation import INPUT_USD, OUTPUT_USD, Tool, Turn
from tests.live.feature import Feature
from tests.live.model import usage_of
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


def cost(outcome: Outcome) -> None:
    """Hold that calls, turns and the session cost what their tokens do at the list price."""
    for turn, trace in zip(outcome.conversation.turns, outcome.traces, strict=True):
        _same_dollars(trace["totalCost"], _price_of(turn, outcome), trace["id"])
        for call in (each for each in trace["observations"] if each["costDetails"]):
            tokens = (call["usage"]["input"], call["usage"]["output"])
            _same_dollars(call["calculatedTotalCost"], list_price(*tokens), call["id"])
    total = sum(_price_of(turn, outcome) for turn in outcome.conversation.turns)
    _same_dollars(outcome.totals.get("totalCost"), total, "the session")


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
    Feature.COST: cost,
    Feature.SCORE: score,
}
"""What one conversation shows."""


def list_price(input_tokens: int, output_tokens: int) -> float:
    """Return what so many tokens of the conversation's model cost, in dollars."""
    return input_tokens * INPUT_USD + output_tokens * OUTPUT_USD


def _price_of(turn: Turn, outcome: Outcome) -> float:
    """Return the price of a turn; where a failed tool ends it, that of its first call alone."""
    if _failed(turn) and outcome.client.stops_at_failure:
        return list_price(*usage_of(turn, calls=True))
    return list_price(turn.input_tokens, turn.output_tokens)


def _same_dollars(found: float | None, wanted: float, of: str) -> None:
    if found is None or not isclose(found, wanted, rel_tol=1e-9):
        raise DifferenceError(f"{of} costs {found!r}, and not {wanted!r}")


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
