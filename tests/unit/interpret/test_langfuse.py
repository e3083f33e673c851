"""Langfuse's ingestion events."""

from json import dumps
from typing import Any

import pytest

from functions.interpret.langfuse import read_events
from functions.interpret.timestamp import read_timestamp
from functions.model.chunk import Credential
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    Order,
    ScoreFragment,
    SessionClaim,
    TraceFragment,
)
from functions.model.observation import Level, Observation, ObservationType

TIME = "2026-11-22T09:34:02.389822Z"
TIME_NS = read_timestamp(TIME)


def read(*events: Any, credential: Credential = Credential.SECRET) -> list[Fragment]:
    return list(read_events(dumps(events).encode(), credential))


def an_event(kind: str, body: Any, **envelope: Any) -> dict[str, Any]:
    return {"id": "e-1", "type": kind, "timestamp": TIME, "body": body} | envelope


def trace(**body: Any) -> TraceFragment:
    (fragment,) = read(an_event("trace-create", {"id": "t"} | body))
    assert isinstance(fragment, TraceFragment)
    return fragment


def observation(kind: str = "generation-create", **body: Any) -> Observation:
    (fragment,) = read(an_event(kind, {"id": "o", "traceId": "t"} | body))
    assert isinstance(fragment, ObservationFragment)
    return fragment.said


def test_a_trace_says_what_its_body_says() -> None:
    said = trace(
        sessionId="s",
        userId="u",
        name="n",
        timestamp="2026-11-22T09:34:02Z",
        environment="Staging",
        release="r",
        version="v",
        tags=["b", "a", "a"],
        public=True,
        input={"q": 1},
        output='{"a": 2}',
        metadata={"k": [1]},
    )

    assert said == TraceFragment(
        trace_id="t",
        order=Order.at(TIME_NS, "e-1", once=True),
        claims=(SessionClaim(rank=1, session_id="s"),),
        name="n",
        user_id="u",
        environment="staging",
        release="r",
        version="v",
        tags=("b", "a"),
        public=True,
        timestamp_ns=read_timestamp("2026-11-22T09:34:02Z"),
        input={"q": 1},
        output={"a": 2},
        metadata={"k": [1]},
    )


def test_null_is_absent() -> None:
    fields = (
        "sessionId userId name timestamp environment release version tags public input metadata"
    )

    assert trace(**dict.fromkeys(fields.split())) == trace()


def test_a_trace_that_does_not_mention_public_does_not_change_it() -> None:
    assert trace().public is None
    assert trace(public=False).public is False


def test_the_time_of_a_trace_is_not_guessed_from_its_envelope() -> None:
    assert trace().timestamp_ns is None


@pytest.mark.parametrize("session_id", ["", " ", None, "[Scrubbed due to 'session']"])
def test_a_blank_session_is_no_claim(session_id: Any) -> None:
    assert trace(sessionId=session_id).claims == ()


@pytest.mark.parametrize(
    ("metadata", "kept"),
    [
        ({"a": 1}, {"a": 1}),
        ("text", {"metadata": "text"}),
        (7, {"metadata": "7"}),
        (True, {"metadata": "true"}),
        ([1, "b"], {"metadata": '[1,"b"]'}),
        (None, {}),
        ("", {}),
    ],
)
def test_metadata_that_is_no_object_stands_under_metadata(metadata: Any, kept: Any) -> None:
    assert trace(metadata=metadata).metadata == kept
    assert observation(metadata=metadata).metadata == kept


@pytest.mark.parametrize("verb", ["create", "update"])
@pytest.mark.parametrize("kind", ObservationType)
def test_every_type_of_observation_may_be_created_and_updated(
    kind: ObservationType, verb: str
) -> None:
    (fragment,) = read(an_event(f"{kind.lower()}-{verb}", {"id": "o", "traceId": "t"}))

    assert isinstance(fragment, ObservationFragment)
    assert fragment.said == Observation(observation_id="o", type=kind)
    assert fragment.order == Order.at(TIME_NS, "e-1", update=verb == "update", once=True)


@pytest.mark.parametrize(
    ("named", "kind"),
    [("GENERATION", ObservationType.GENERATION), ("span", ObservationType.SPAN), ("x", None)],
)
def test_an_old_observation_event_names_its_type_in_its_body(
    named: str, kind: ObservationType | None
) -> None:
    assert observation("observation-create", type=named).type is kind
    assert observation("observation-update", type=named).type is kind


def test_an_observation_says_what_its_body_says() -> None:
    said = observation(
        name="answer",
        parentObservationId="p",
        startTime="2026-11-22T09:34:02.1Z",
        endTime="2026-11-22T09:34:03Z",
        completionStartTime="2026-11-22T09:34:02.5Z",
        level="WARNING",
        statusMessage="slow",
        input="[1]",
        output="3.10",
        model="m",
        modelParameters={"temperature": 0.2, "stop": ["#"]},
        promptName="p",
        promptVersion=3,
        environment="staging",
        version="v",
    )

    assert said == Observation(
        observation_id="o",
        parent_id="p",
        type=ObservationType.GENERATION,
        name="answer",
        start_ns=read_timestamp("2026-11-22T09:34:02.1Z"),
        end_ns=read_timestamp("2026-11-22T09:34:03Z"),
        completion_start_ns=read_timestamp("2026-11-22T09:34:02.5Z"),
        level=Level.WARNING,
        status_message="slow",
        input=[1],
        output="3.10",
        model="m",
        model_parameters={"temperature": 0.2, "stop": ["#"]},
        prompt_name="p",
        prompt_version=3,
        environment="staging",
        version="v",
    )


def test_a_start_that_nobody_gave_is_left_to_the_fold() -> None:
    assert observation("span-create").start_ns is None
    assert observation("span-update").start_ns is None


def test_an_observation_without_a_trace_is_one() -> None:
    (fragment,) = read(an_event("span-create", {"id": "o"}))

    assert isinstance(fragment, ObservationFragment)
    assert fragment.trace_id == "o"


def test_an_observation_is_not_its_own_parent() -> None:
    assert observation(parentObservationId="o").parent_id is None


@pytest.mark.parametrize(
    ("body", "usage"),
    [
        (
            {"usage": {"input": 4, "output": 5, "unit": "TOKENS"}},
            {"input": 4, "output": 5, "total": 9},
        ),
        ({"usage": {"input": 4, "total": 7}}, {"input": 4, "total": 7}),
        ({"usage": {"output": 5}}, {"output": 5, "total": 5}),
        (
            {"usage": {"promptTokens": 4, "completionTokens": 5, "totalTokens": 10}},
            {"input": 4, "output": 5, "total": 10},
        ),
        (
            {"usage": {"input": 4}, "usageDetails": {"input": 3, "cached": 1}},
            {"input": 3, "cached": 1},
        ),
        (
            {"usageDetails": {"prompt_tokens": 9, "prompt_tokens_details": {"cached_tokens": 4}}},
            {"input": 5, "input_cached_tokens": 4, "total": 9},
        ),
        ({"usage": None, "usageDetails": None}, {}),
        ({"usage": "many", "usageDetails": [1]}, {}),
        ({"usage": {"input": "x", "output": -1}}, {}),
    ],
)
def test_usage_comes_in_two_forms_and_details_win(body: Any, usage: dict[str, int]) -> None:
    assert observation(**body).usage == usage


@pytest.mark.parametrize(
    ("body", "cost"),
    [
        (
            {"usage": {"inputCost": 0.1, "outputCost": 0.2, "totalCost": 0.4}},
            {"input": 0.1, "output": 0.2, "total": 0.4},
        ),
        ({"usage": {"totalCost": 1}, "costDetails": {"total": 2}}, {"total": 2.0}),
        ({"costDetails": {"input": -1, "output": "x", "total": 0}}, {"total": 0.0}),
    ],
)
def test_cost_comes_in_two_forms_and_details_win(body: Any, cost: dict[str, float]) -> None:
    assert observation(**body).cost == cost


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "event",
        {},
        {"type": "span-create"},
        an_event("trace-create", None),
        an_event("sdk-log", {"log": "x", "id": "l"}),
        an_event("dataset-run-item-create", {"id": "d"}),
        an_event("trace-update", {"id": "t"}),
        an_event("span-delete", {"id": "o"}),
        an_event("", {"id": "o"}),
        an_event("create", {"id": "o"}),
    ],
)
def test_what_is_no_event_of_ours_costs_only_itself(bad: Any) -> None:
    (fragment,) = read(bad, an_event("trace-create", {"id": "good"}))

    assert isinstance(fragment, TraceFragment)
    assert fragment.trace_id == "good"


@pytest.mark.parametrize("body", [{}, {"id": None}, {"id": ""}])
def test_a_thing_without_an_id_is_named_like_its_event(body: Any) -> None:
    (about,) = read(an_event("trace-create", body))
    (step,) = read(an_event("span-create", {"traceId": "t"} | body))

    assert isinstance(about, TraceFragment)
    assert about.trace_id == "e-1"
    assert isinstance(step, ObservationFragment)
    assert (step.trace_id, step.said.observation_id) == ("t", "e-1")


@pytest.mark.parametrize("timestamp", [None, "now", 7, "2026-11-22T09:34:02"])
def test_an_event_without_a_time_sorts_last(timestamp: Any) -> None:
    (fragment,) = read(an_event("trace-create", {"id": "t"}, timestamp=timestamp))

    assert fragment.order.unknown


def test_ids_and_names_that_are_numbers_become_text() -> None:
    said = observation(name=7, model=True)

    assert (said.name, said.model) == ("7", "true")


def test_a_score_carries_the_credential_of_its_chunk() -> None:
    (fragment,) = read(
        an_event("score-create", {"id": "s", "traceId": "t", "name": "n", "value": 1}),
        credential=Credential.PUBLIC,
    )

    assert isinstance(fragment, ScoreFragment)
    assert fragment.credential is Credential.PUBLIC


@pytest.mark.parametrize("data", [b"", b"{}", b"null", b"[", b"\xff", b"[[[]]]"])
def test_a_body_of_another_shape_says_nothing(data: bytes) -> None:
    assert list(read_events(data, Credential.SECRET)) == []
