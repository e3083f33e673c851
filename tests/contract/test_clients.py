"""The conversation that every pinned client was recorded with means the same from all of them."""

import pytest

from tests.contract.meaning import turns_of
from tests.contract.recordings import recorded_requests
from tests.live.catalogue import SDKS
from tests.live.catalogue.client import Client
from tests.live.conversation import Conversation

pytestmark = pytest.mark.parametrize("client", SDKS, ids=lambda client: client.name)
SAID = Conversation(session="live-session-1")


def test_the_turns_are_those_that_were_said(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    heard = [(each.user and each.user.text, each.answer and each.answer.text) for each in turns]
    assert heard == [(each.user, each.answer) for each in SAID.turns]


def test_every_turn_belongs_to_the_session_and_the_user(client: Client) -> None:
    for turn in turns_of(recorded_requests(client.name)):
        assert (turn.session_id, turn.user_id) == (SAID.session, SAID.user)
        assert sorted(turn.tags) == sorted(SAID.tags)


def test_the_usage_is_the_model_s(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    used = [(each.usage["input"], each.usage["output"]) for each in turns]
    assert used == [(each.input_tokens, each.output_tokens) for each in SAID.turns]
    assert {each.models for each in turns} == {(SAID.model,)}


def test_the_error_of_the_tool_is_told_once(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    assert [each.error_count for each in turns] == [0, 1, 0]
    assert "order 4471 has left the warehouse" in turns[1].errors[0].message


def test_tool_calls_are_lines_of_their_turn(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    lines = [[line.name for line in each.tools] for each in turns]
    tools = client.tool_type == "TOOL"
    assert lines == ([["track_parcel"], ["cancel_order"], []] if tools else [[], [], []])
