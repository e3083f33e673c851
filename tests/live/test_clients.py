"""Every client's conversation arrives whole, and no client has anything to complain about."""

import html
import json
from collections import Counter

import pytest

from tests.live.catalogue.client import complaints, reached_outside
from tests.live.checks import CHECKS, DifferenceError
from tests.live.feature import Feature
from tests.live.outcome import Outcome
from tests.live.reading import read_page_of, read_trace_page
from tests.product import Product


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


@pytest.mark.parametrize("feature", CHECKS)
def test_the_session_is_the_conversation(outcome: Outcome, feature: Feature) -> None:
    if feature in outcome.client.cannot:
        with pytest.raises(DifferenceError):
            CHECKS[feature](outcome)
    else:
        CHECKS[feature](outcome)


def test_the_client_spoke_to_nobody_else(outcome: Outcome) -> None:
    assert reached_outside(outcome.ended) == []


def test_the_page_shows_who_what_errors_and_scores(outcome: Outcome, product: Product) -> None:
    said = outcome.conversation
    page = html.unescape(read_page_of(product, said.session))

    expected = {said.user, *said.tags, said.model, "cancel_order"}
    expected |= {"order 4471 has left the warehouse"}
    expected |= set() if Feature.SCORE in outcome.client.cannot else {said.score}
    assert {each for each in expected if each not in page} == set()


def test_the_page_of_a_turn_shows_its_tool_call(outcome: Outcome, product: Product) -> None:
    page = read_trace_page(product, outcome.traces[0]["id"])

    expected = {"track_parcel", "4471", "Leeds", "chat", outcome.conversation.model}
    assert {each for each in expected if each not in page} == set()
