"""Traceloop."""

import pytest

from functions.model.observation import ObservationType
from tests.unit.interpret.spans import about_trace, observed


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ("workflow", ObservationType.CHAIN),
        ("task", ObservationType.CHAIN),
        ("agent", ObservationType.AGENT),
        ("tool", ObservationType.TOOL),
        ("unknown", ObservationType.SPAN),
    ],
)
def test_a_kind_names_a_type(named: str, kind: ObservationType) -> None:
    assert observed({"traceloop.span.kind": named}).type is kind


def test_entities_are_json_even_where_they_are_texts() -> None:
    said = observed(
        {"traceloop.entity.input": '{"args": [0]}', "traceloop.entity.output": '"Hello"'}
    )

    assert (said.input, said.output) == ({"args": [0]}, "Hello")


def test_association_properties_are_ids_and_metadata() -> None:
    attributes = {
        "traceloop.association.properties.session_id": "s",
        "traceloop.association.properties.user_id": "u",
        "traceloop.association.properties.chat_id": "c-9",
    }

    about = about_trace(attributes)

    assert about is not None
    assert ([each.session_id for each in about.claims], about.user_id) == (["s"], "u")
    assert observed(attributes).metadata == {"chat_id": "c-9"}
    assert observed(attributes).attributes == {}
