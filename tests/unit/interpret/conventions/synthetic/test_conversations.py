"""What the compatibility table says of clients that are not run, held with hand-made spans."""

import json
from collections.abc import Callable, Mapping
from math import isclose

import pytest

from functions.model.turn import Excerpt, Turn
from tests.live.catalogue import SYNTHETIC
from tests.live.checks import list_price
from tests.live.conversation import Turn as SaidTurn
from tests.live.feature import Feature
from tests.unit.interpret.conventions.synthetic.conversations import SAID, TELLERS, folded

type Check = Callable[[list[Turn]], None]


def _text(excerpt: Excerpt | None) -> str:
    return excerpt.text if excerpt else ""


def _spoken(turn: Turn) -> tuple[str, str]:
    return _text(turn.user), _text(turn.answer)


def _had(turn: SaidTurn) -> tuple[str, str]:
    return turn.user, turn.answer


def _session(turns: list[Turn]) -> None:
    assert [turn.session_id for turn in turns] == [SAID.session] * 3


def _user(turns: list[Turn]) -> None:
    assert {turn.user_id for turn in turns} == {SAID.user}


def _tags(turns: list[Turn]) -> None:
    assert {turn.tags for turn in turns} == {SAID.tags}


def _words(turns: list[Turn]) -> None:
    assert [_spoken(turns[at]) for at in (0, 2)] == [_had(SAID.turns[at]) for at in (0, 2)]


def _recovery(turns: list[Turn]) -> None:
    assert _spoken(turns[1]) == _had(SAID.turns[1])


def _tool(turns: list[Turn]) -> None:
    tool = SAID.turns[0].tool
    assert tool
    assert len(turns[0].tools) == 1
    line = turns[0].tools[0]
    told = [json.loads(_text(each)) for each in (line.arguments, line.result)]
    assert (line.name, told) == (tool.name, [tool.arguments, tool.result])


def _error(turns: list[Turn]) -> None:
    tool = SAID.turns[1].tool
    assert tool
    assert [str(tool.error) in str(line.error) for line in turns[1].tools] == [True]
    assert turns[1].error_count == 1


def _model(turns: list[Turn]) -> None:
    assert {turn.models for turn in turns} == {(SAID.model,)}


def _usage(turns: list[Turn]) -> None:
    used = [(turn.usage["input"], turn.usage["output"]) for turn in turns]
    assert used == [(turn.input_tokens, turn.output_tokens) for turn in SAID.turns]


def _cost(turns: list[Turn]) -> None:
    for turn, said in zip(turns, SAID.turns, strict=True):
        price = list_price(said.input_tokens, said.output_tokens)
        assert isclose(turn.cost_usd or 0, price, rel_tol=1e-9)


CHECKS: Mapping[Feature, Check] = {
    Feature.SESSION: _session,
    Feature.USER: _user,
    Feature.TAGS: _tags,
    Feature.WORDS: _words,
    Feature.RECOVERY: _recovery,
    Feature.TOOL: _tool,
    Feature.ERROR: _error,
    Feature.MODEL: _model,
    Feature.USAGE: _usage,
    Feature.COST: _cost,
}


@pytest.mark.parametrize("feature", CHECKS)
@pytest.mark.parametrize("name", TELLERS)
def test_hand_made_spans_tell_the_conversation(name: str, feature: Feature) -> None:
    turns = folded(TELLERS[name])

    if feature in SYNTHETIC[name]:
        with pytest.raises(AssertionError):
            CHECKS[feature](turns)
    else:
        CHECKS[feature](turns)
