"""The conversation that every pinned client was recorded with means the same from all of them."""

import pytest

from tests.contract.meaning import turns_of
from tests.contract.recordings import recorded_requests, recordings
from tests.live.catalogue import CLIENTS, SDKS
from tests.live.catalogue.client import Client
from tests.live.conversation import Conversation
from tests.live.feature import Feature

SAID = Conversation(session="live-session-1")
RECORDED = [client for client in CLIENTS if client.name in recordings()]


def who_can(*features: Feature) -> pytest.MarkDecorator:
    """Run a test for every recorded client that has words for these."""
    able = [client for client in RECORDED if not client.cannot.keys() & set(features)]
    return pytest.mark.parametrize("client", able, ids=lambda client: client.name)


@who_can(Feature.WORDS, Feature.RECOVERY)
def test_the_turns_are_those_that_were_said(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    heard = [(each.user and each.user.text, each.answer and each.answer.text) for each in turns]
    assert heard == [(each.user, each.answer) for each in SAID.turns]


@who_can()
def test_every_turn_belongs_to_the_session_and_the_user(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    assert [(each.session_id, each.user_id) for each in turns] == [(SAID.session, SAID.user)] * 3


@who_can(Feature.TAGS)
def test_every_turn_has_the_tags(client: Client) -> None:
    for turn in turns_of(recorded_requests(client.name)):
        assert sorted(turn.tags) == sorted(SAID.tags)


@who_can(Feature.RECOVERY)
def test_the_usage_is_the_model_s(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    used = [(each.usage["input"], each.usage["output"]) for each in turns]
    assert used == [(each.input_tokens, each.output_tokens) for each in SAID.turns]


@who_can(Feature.MODEL)
def test_the_model_is_named(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    assert {each.models for each in turns} == {(SAID.model,)}


@who_can(Feature.ERROR)
def test_the_error_of_the_tool_is_told(client: Client) -> None:
    first, second, third = turns_of(recorded_requests(client.name))

    assert (first.error_count, third.error_count) == (0, 0)
    assert "order 4471 has left the warehouse" in second.errors[0].message


@pytest.mark.parametrize("client", SDKS, ids=lambda client: client.name)
def test_an_sdk_tells_the_error_of_the_tool_once(client: Client) -> None:
    turns = turns_of(recorded_requests(client.name))

    assert [each.error_count for each in turns] == [0, 1, 0]


@who_can(Feature.TOOL)
def test_tool_calls_are_lines_of_their_turn(client: Client) -> None:
    lines = [
        [line.name for line in each.tools] for each in turns_of(recorded_requests(client.name))
    ]

    called = [[client.tool_name.format(each.tool.name)] if each.tool else [] for each in SAID.turns]
    if client in SDKS and client.tool_type == "SPAN":
        called = [[], [], []]
    if client.tool_type == "TOOL" or client in SDKS:
        assert lines == called
    else:
        # Their tools are plain spans; what the model wished for is known from its messages.
        assert lines in (called, [[], [], []])
