"""Every client's conversation arrives whole, and no client has anything to complain about."""

import json
from collections import Counter

from tests.live.client import complaints
from tests.live.conftest import Outcome
from tests.live.reading import Json, read_session_page, read_trace_page, text_of
from tests.product import Product


def observations(trace: Json, name: str) -> list[Json]:
    return [each for each in trace["observations"] if name in each["name"]]


def test_the_client_ends_well_and_logs_no_trouble(outcome: Outcome) -> None:
    assert outcome.ended.returncode == 0, outcome.ended.stderr
    assert complaints(outcome.client, outcome.ended) == []


def test_every_request_is_accepted(outcome: Outcome) -> None:
    assert {each.answer.status for each in outcome.exchanges} <= {200, 202, 207}
    for each in outcome.exchanges:
        if each.answer.status == 207:
            assert json.loads(each.answer.body)["errors"] == []


def test_no_request_is_sent_twice(outcome: Outcome) -> None:
    sent = Counter((each.request.path, each.request.body) for each in outcome.exchanges)

    assert outcome.exchanges
    assert max(sent.values()) == 1


def test_the_session_is_in_the_list(outcome: Outcome, product: Product) -> None:
    listed = product.request("/api/public/sessions?limit=100").json()["data"]

    assert outcome.conversation.session in {each["id"] for each in listed}


def test_the_turns_are_there_in_order(outcome: Outcome) -> None:
    turns = outcome.conversation.turns

    assert len(outcome.traces) == len(turns)
    for trace, turn in zip(outcome.traces, turns, strict=True):
        assert turn.user in text_of(trace["input"])
        assert turn.answer in text_of(trace["output"])


def test_a_trace_knows_its_session_user_and_tags(outcome: Outcome) -> None:
    said = outcome.conversation

    for trace in outcome.traces:
        assert trace["sessionId"] == said.session
        assert trace["userId"] == said.user
        assert sorted(trace["tags"]) == sorted(said.tags)


def test_a_generation_has_its_model_words_and_usage(outcome: Outcome) -> None:
    for trace, turn in zip(outcome.traces, outcome.conversation.turns, strict=True):
        (generation,) = observations(trace, "chat")

        assert generation["type"] == "GENERATION"
        assert generation["model"] == outcome.conversation.model
        assert generation["usageDetails"]["input"] == turn.input_tokens
        assert generation["usageDetails"]["output"] == turn.output_tokens
        assert turn.user in text_of(generation["input"])
        assert turn.answer in text_of(generation["output"])


def test_a_tool_call_has_its_arguments_and_result(outcome: Outcome) -> None:
    tool = outcome.conversation.turns[0].tool
    assert tool

    (call,) = observations(outcome.traces[0], tool.name)

    assert call["type"] == outcome.client.tool_type
    assert call["input"] == tool.arguments
    assert call["output"] == tool.result
    assert call["level"] == "DEFAULT"


def test_a_failing_tool_call_has_its_error(outcome: Outcome) -> None:
    tool = outcome.conversation.turns[1].tool
    assert tool
    assert tool.error

    (call,) = observations(outcome.traces[1], tool.name)

    assert call["input"] == tool.arguments
    assert call["level"] == "ERROR"
    assert tool.error in text_of(call["statusMessage"])


def test_the_score_is_on_the_last_trace(outcome: Outcome) -> None:
    said = outcome.conversation
    scores = [
        (each["name"], each["value"], each["comment"]) for each in outcome.traces[-1]["scores"]
    ]

    assert scores == ([(said.score, 1, said.comment)] if outcome.client.scores else [])


def test_the_page_reads_as_the_conversation(outcome: Outcome, product: Product) -> None:
    said = outcome.conversation
    page = read_session_page(product, said.session)

    places = []
    for turn in said.turns:
        # The page's title and outline repeat the questions, before the conversation itself.
        places += [page.rfind(turn.user), page.rfind(turn.answer.replace("**", ""))]
    assert -1 not in places
    assert places == sorted(places)


def test_the_page_shows_who_what_errors_and_scores(outcome: Outcome, product: Product) -> None:
    said = outcome.conversation
    page = read_session_page(product, said.session)

    expected = {said.user, *said.tags, said.model, "cancel_order"}
    expected |= {"order 4471 has left the warehouse"}
    expected |= {said.score} if outcome.client.scores else set()
    assert {each for each in expected if each not in page} == set()


def test_the_page_of_a_turn_shows_its_tool_call(outcome: Outcome, product: Product) -> None:
    page = read_trace_page(product, outcome.traces[0]["id"])

    expected = {"track_parcel", "4471", "Leeds", "chat", outcome.conversation.model}
    assert {each for each in expected if each not in page} == set()
