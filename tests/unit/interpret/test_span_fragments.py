"""What a span says about itself and about its trace."""

from typing import Any

import pytest

from functions.interpret.span import SpanEvent
from functions.interpret.span_fragments import span_fragments
from functions.model.fragment import Order, SessionClaim
from functions.model.observation import ExceptionEvent, Level, ObservationType
from tests.unit.interpret.spans import (
    END_NS,
    SPAN_ID,
    START_NS,
    a_span,
    about_trace,
    observed,
)


def claims(attributes: dict[str, Any]) -> list[tuple[int, str]]:
    about = about_trace(attributes)
    return [(each.rank, each.session_id) for each in about.claims] if about else []


def test_a_span_that_says_nothing_of_its_trace_gives_one_fragment() -> None:
    assert about_trace({"http.request.method": "POST"}) is None
    assert len(list(span_fragments(a_span()))) == 1


def test_a_fragment_stands_where_its_span_ended() -> None:
    (fragment,) = span_fragments(a_span())

    assert fragment.order == Order.at(END_NS, SPAN_ID)


def test_a_span_without_times_sorts_last() -> None:
    (fragment,) = span_fragments(a_span(start_ns=None, end_ns=None))

    assert fragment.order.unknown
    assert observed(start_ns=None, end_ns=None).start_ns is None


def test_a_span_is_an_observation_with_a_default_level() -> None:
    said = observed({"http.request.method": "POST"}, parent_id="ab" * 8)

    assert (said.observation_id, said.parent_id, said.name) == (SPAN_ID, "ab" * 8, "a span")
    assert (said.start_ns, said.end_ns) == (START_NS, END_NS)
    assert (said.type, said.level) == (ObservationType.SPAN, Level.DEFAULT)
    assert (said.model, said.usage, said.cost, said.prompt_name) == (None, {}, {}, None)


def test_a_span_is_not_its_own_parent() -> None:
    assert observed(parent_id=SPAN_ID).parent_id is None


def test_what_no_convention_understood_stays_in_the_attributes() -> None:
    said = observed({"http.route": "/chat", "n": 0, "session.id": "s", "input.value": "hi"})

    assert said.attributes == {"http.route": "/chat", "n": 0}


def test_what_lost_against_a_better_attribute_stays_in_the_attributes() -> None:
    said = observed({"gen_ai.response.model": "m-2024", "gen_ai.request.model": "m"})

    assert said.model == "m-2024"
    assert said.attributes == {"gen_ai.request.model": "m"}


def test_every_key_of_a_session_is_a_claim_with_its_rank() -> None:
    attributes = {
        "gen_ai.conversation.id": "g",
        "traceloop.association.properties.session_id": "t",
        "ai.telemetry.metadata.sessionId": "v",
        "langfuse.trace.metadata.langfuse_session_id": '"m"',
        "langfuse.observation.metadata.langfuse_session_id": "o",
        "session.id": "s",
        "langfuse.session.id": "l",
    }

    assert claims(attributes) == [
        (1, "l"),
        (1, "s"),
        (2, "o"),
        (2, "m"),
        (2, "v"),
        (2, "t"),
        (3, "g"),
    ]


def test_only_metadata_is_wrapped_in_quotes() -> None:
    attributes = {"session.id": '"q"', "langfuse.trace.metadata.langfuse_user_id": '"u"'}
    about = about_trace(attributes)

    assert claims(attributes) == [(1, '"q"')]
    assert about is not None
    assert about.user_id == "u"


def test_a_conversation_counts_from_the_root_only() -> None:
    about = about_trace({"gen_ai.conversation.id": "g"})

    assert about is not None
    assert about.claims == (
        SessionClaim(rank=3, session_id="g", observation_id=SPAN_ID, root_only=True),
    )


@pytest.mark.parametrize("value", [None, "", " ", "[Scrubbed due to 'session']", []])
def test_a_placeholder_claims_no_session(value: Any) -> None:
    assert claims({"session.id": value, "gen_ai.conversation.id": "g"}) == [(3, "g")]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("langfuse.user.id", "user.id"),
        ("user.id", "langfuse.observation.metadata.langfuse_user_id"),
        (
            "langfuse.observation.metadata.langfuse_user_id",
            "langfuse.trace.metadata.langfuse_user_id",
        ),
        ("langfuse.trace.metadata.langfuse_user_id", "ai.telemetry.metadata.userId"),
        ("ai.telemetry.metadata.userId", "traceloop.association.properties.user_id"),
    ],
)
def test_users_are_looked_for_in_this_order(better: str, worse: str) -> None:
    about, alone = about_trace({worse: "w", better: "b"}), about_trace({worse: "w", better: ""})

    assert about is not None
    assert about.user_id == "b"
    assert alone is not None
    assert alone.user_id == "w"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("langfuse.trace.tags", "langfuse.tags"),
        ("langfuse.tags", "langfuse.observation.metadata.langfuse_tags"),
        ("langfuse.observation.metadata.langfuse_tags", "langfuse.trace.metadata.langfuse_tags"),
        ("langfuse.trace.metadata.langfuse_tags", "ai.telemetry.metadata.tags"),
        ("ai.telemetry.metadata.tags", "tag.tags"),
    ],
)
def test_tags_are_looked_for_in_this_order(better: str, worse: str) -> None:
    about, alone = about_trace({worse: ["w"], better: '["b"]'}), about_trace({worse: "w, x"})

    assert about is not None
    assert about.tags == ("b",)
    assert alone is not None
    assert alone.tags == ("w", "x")


@pytest.mark.parametrize(
    ("attributes", "public"),
    [
        ({"langfuse.trace.public": True}, True),
        ({"langfuse.trace.public": "true"}, True),
        ({"langfuse.public": True}, True),
        ({"langfuse.trace.public": False, "langfuse.public": True}, False),
        ({"langfuse.trace.public": "yes"}, None),
        ({"langfuse.trace.public": [True]}, None),
        ({}, None),
    ],
)
def test_only_true_and_false_say_whether_a_trace_is_public(
    attributes: dict[str, Any], public: bool | None
) -> None:
    about = about_trace(attributes | {"user.id": "u"})

    assert about is not None
    assert about.public is public


def test_environment_release_and_version_come_from_the_span_then_its_resource() -> None:
    resource = {
        "langfuse.release": "r",
        "service.version": "v",
        "deployment.environment": "d",
        "deployment.environment.name": "n",
        "langfuse.environment": "LANGFUSE-e",
    }
    own = {"langfuse.release": "R", "langfuse.version": "V", "deployment.environment": "x"}
    inherited = about_trace(resource=resource)
    overruled = about_trace(own, resource=resource | {"langfuse.environment": None})

    assert inherited is not None
    assert overruled is not None
    assert (inherited.environment, inherited.release, inherited.version) == ("e", "r", "v")
    assert (overruled.environment, overruled.release, overruled.version) == ("n", "R", "V")
    assert observed(own, resource=resource).version == "V"
    assert observed(own, resource=resource).environment == "e"


def test_a_trace_is_named_only_where_it_is_named() -> None:
    about = about_trace({"langfuse.trace.name": "chat-turn", "langfuse.trace.input": '{"q": 1}'})

    assert about is not None
    assert (about.name, about.input, about.output) == ("chat-turn", {"q": 1}, None)
    assert about_trace(name="root") is None


@pytest.mark.parametrize(
    ("attributes", "status_code", "level"),
    [
        ({}, 0, Level.DEFAULT),
        ({}, 1, Level.DEFAULT),
        ({}, 2, Level.ERROR),
        ({"langfuse.observation.level": "WARNING"}, 2, Level.WARNING),
        ({"langfuse.observation.level": "warn"}, 0, Level.WARNING),
        ({"langfuse.observation.level": "Verbose"}, 0, Level.DEBUG),
        ({"langfuse.observation.level": "notice"}, 0, Level.DEFAULT),
        ({"langfuse.observation.level": "critical"}, 0, Level.ERROR),
        ({"langfuse.observation.level": "loud"}, 2, Level.ERROR),
        ({"langfuse.observation.level": ["ERROR"]}, 0, Level.DEFAULT),
    ],
)
def test_a_level_is_what_the_sender_says_else_the_status(
    attributes: dict[str, Any], status_code: int, level: Level
) -> None:
    assert observed(attributes, status_code=status_code).level is level


def test_a_status_message_is_langfuses_else_the_spans() -> None:
    own = {"langfuse.observation.status_message": "own"}

    assert observed(own, status_message="span").status_message == "own"
    assert observed(status_message="span").status_message == "span"
    assert observed().status_message is None


def test_every_exception_event_is_kept() -> None:
    events = (
        SpanEvent(name="exception", attributes={"exception.type": "E", "exception.message": "m"}),
        SpanEvent(name="other", attributes={"exception.type": "no"}),
        SpanEvent(name="exception", attributes={"exception.stacktrace": "at …", "x": [1]}),
    )

    assert observed(events=events).exceptions == (
        ExceptionEvent(type="E", message="m"),
        ExceptionEvent(stacktrace="at …"),
    )


@pytest.mark.parametrize(
    ("parent_id", "as_root", "expected"),
    [
        ("ab" * 8, True, True),
        ("ab" * 8, "true", True),
        ("ab" * 8, False, None),
        ("ab" * 8, None, None),
        (None, None, None),
    ],
)
def test_a_span_with_a_parent_may_be_called_a_root(
    parent_id: str | None, as_root: Any, expected: bool | None
) -> None:
    said = observed({"langfuse.internal.as_root": as_root}, parent_id=parent_id)

    assert said.as_root is expected
    assert said.attributes == {}


def test_the_origin_is_kept_with_its_scope() -> None:
    said = observed(resource={"service.name": "shop"}, scope="ai")

    assert said.resource == {"service.name": "shop", "scope": {"name": "ai"}}


@pytest.mark.parametrize("operation", ["invoke_agent", "agent_step"])
def test_a_summary_repeats_neither_model_nor_usage_nor_cost(operation: str) -> None:
    said = observed(
        {
            "gen_ai.operation.name": operation,
            "gen_ai.request.model": "m",
            "gen_ai.usage.input_tokens": 7,
            "gen_ai.usage.cost": 0.1,
        }
    )

    assert (said.model, said.usage, said.cost) == (None, {}, {})
