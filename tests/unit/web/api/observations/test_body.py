"""Observations on the wire."""

from tests.factories import START_NS, a_trace, an_observation
from web.api.observations.body import observation_body


def test_an_observation_of_which_nothing_is_known_has_what_clients_demand() -> None:
    step = an_observation(type=None, start_ns=None, end_ns=None, model=None)

    body = observation_body("acme", a_trace(step, timestamp_ns=START_NS), step)

    assert (body.type, body.level, body.environment) == ("SPAN", "DEFAULT", "default")
    assert body.start_time == "2026-09-21T14:13:20.000Z"
    assert (body.end_time, body.latency, body.calculated_total_cost) == (None, None, None)
    assert (body.usage.input, body.usage.output, body.usage.total) == (0, 0, 0)


def test_an_observation_takes_environment_and_version_from_its_trace() -> None:
    step = an_observation()

    body = observation_body("acme", a_trace(step, environment="production", version="7"), step)

    assert (body.environment, body.version) == ("production", "7")


def test_parameters_that_are_nested_become_text() -> None:
    step = an_observation(model_parameters={"a": {"b": 1}, "c": [1, {}], "d": ["x"], "e": 0.5})

    body = observation_body("acme", a_trace(step), step)

    assert body.model_parameters == {"a": '{"b":1}', "c": "[1,{}]", "d": ["x"], "e": 0.5}


def test_what_a_span_said_without_being_asked_stands_in_its_metadata() -> None:
    step = an_observation(
        metadata={"own": "1"},
        attributes={"http.method": "GET"},
        resource={"service.name": "shop", "scope": {"name": "lib"}},
    )

    body = observation_body("acme", a_trace(step), step)

    assert body.metadata == {
        "own": 1,
        "attributes": {"http.method": "GET"},
        "resourceAttributes": {"service.name": "shop"},
        "scope": {"name": "lib"},
    }


def test_metadata_of_the_sender_is_not_overwritten() -> None:
    step = an_observation(metadata={"scope": "mine"}, resource={"scope": {"name": "lib"}})

    assert observation_body("acme", a_trace(step), step).metadata == {"scope": "mine"}


def test_answers_are_in_camel_case() -> None:
    step = an_observation()

    names = observation_body("acme", a_trace(step), step).model_dump(by_alias=True)

    assert {"parentObservationId", "timeToFirstToken", "usageDetails"} <= names.keys()
