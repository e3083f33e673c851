"""`langfuse.*` attributes."""

from typing import Any

import pytest

from functions.interpret.span import Origin
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import START_NS, about_trace, observed

PYTHON = {"telemetry.sdk.language": "python"}


@pytest.mark.parametrize("kind", ObservationType)
def test_every_type_has_a_name(kind: ObservationType) -> None:
    assert observed({"langfuse.observation.type": kind.lower()}).type is kind


@pytest.mark.parametrize("name", ["GENERATION", "llm", "", None, 7, ["span"]])
def test_another_name_is_no_type(name: Any) -> None:
    assert observed({"langfuse.observation.type": name}).type is ObservationType.SPAN


@pytest.mark.parametrize(
    ("version", "resource", "key", "kind"),
    [
        ("3.3.0", PYTHON, "langfuse.observation.model.name", ObservationType.GENERATION),
        ("3.0.8", PYTHON, "langfuse.observation.usage_details", ObservationType.GENERATION),
        ("3.0.0rc1", PYTHON, "langfuse.observation.usage_details", ObservationType.GENERATION),
        ("3.3.1", PYTHON, "langfuse.observation.usage_details", ObservationType.SPAN),
        ("3.3.0", {}, "langfuse.observation.usage_details", ObservationType.SPAN),
        ("3.3.0", PYTHON, "langfuse.observation.input", ObservationType.SPAN),
    ],
)
def test_early_python_sdks_called_generations_spans(
    version: str, resource: dict[str, Any], key: str, kind: ObservationType
) -> None:
    origin = Origin(resource=resource, scope_name="langfuse-sdk", scope_version=version)

    assert observed({"langfuse.observation.type": "span", key: "x"}, origin=origin).type is kind


def test_a_generation_is_read_from_json_texts() -> None:
    said = observed(
        {
            "langfuse.observation.type": "generation",
            "langfuse.observation.model.name": "m",
            "langfuse.observation.model.parameters": '{"temperature": 0.2, "stop": ["#"]}',
            "langfuse.observation.usage_details": '{"input": 4, "output": 5, "total": 9}',
            "langfuse.observation.cost_details": '{"total": 9.6e-05}',
            "langfuse.observation.prompt.name": "helpdesk",
            "langfuse.observation.prompt.version": 3,
            "langfuse.observation.input": '[{"role": "user", "content": "Hi"}]',
            "langfuse.observation.output": "3.10",
            "langfuse.observation.completion_start_time": '"2023-11-14T22:13:21Z"',
        }
    )

    assert said.model == "m"
    assert said.model_parameters == {"temperature": 0.2, "stop": ["#"]}
    assert said.usage == {"input": 4, "output": 5, "total": 9}
    assert said.cost == {"total": 9.6e-05}
    assert (said.prompt_name, said.prompt_version) == ("helpdesk", 3)
    assert said.input == [{"role": "user", "content": "Hi"}]
    assert said.output == "3.10"
    assert said.completion_start_ns == START_NS + 1_000_000_000
    assert said.attributes == {}


@pytest.mark.parametrize(
    ("date", "start_ns"),
    [
        ("2023-11-14T22:13:21Z", START_NS + 1_000_000_000),
        ('"2023-11-14T22:13:21Z"', START_NS + 1_000_000_000),
        ('"soon"', None),
        (7, None),
    ],
)
def test_the_first_token_may_be_dated_with_or_without_quotes(
    date: Any, start_ns: int | None
) -> None:
    said = observed({"langfuse.observation.completion_start_time": date})

    assert said.completion_start_ns == start_ns


def test_a_prompt_that_was_propagated_to_every_span_counts_for_generations() -> None:
    prompt = {"langfuse.prompt.name": "p", "langfuse.prompt.version": "3"}

    assert observed(prompt).prompt_name is None
    generation = observed(prompt | {"langfuse.observation.type": "generation"})
    assert (generation.prompt_name, generation.prompt_version) == ("p", 3)


@pytest.mark.parametrize("broken", ["{broken", "text", "[1]", 7, True])
def test_a_broken_field_costs_only_itself(broken: Any) -> None:
    said = observed(
        {
            "langfuse.observation.model.name": "m",
            "langfuse.observation.model.parameters": broken,
            "langfuse.observation.usage_details": broken,
            "langfuse.observation.cost_details": broken,
            "langfuse.observation.metadata": broken,
            "langfuse.trace.metadata": broken,
        }
    )

    assert said.model == "m"
    assert (said.model_parameters, said.usage, said.cost, said.metadata) == ({}, {}, {}, {})


def test_metadata_is_read_whole_and_by_key() -> None:
    said = observed(
        {
            "langfuse.observation.metadata": '{"a": 1, "b": 1}',
            "langfuse.observation.metadata.b": "2",
            "langfuse.observation.metadata.nested": '{"x": [1]}',
            "langfuse.observation.metadata.quoted": '"00123"',
            "langfuse.metadata.old": "true",
            "langfuse.metadata": '{"not": "read beside the newer one"}',
        }
    )

    assert said.metadata == {
        "a": 1,
        "b": 2,
        "nested": {"x": [1]},
        "quoted": "00123",
        "old": True,
    }


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('"web"', "web"),
        ("web", "web"),
        ('"00123"', "00123"),
        ("00123", "00123"),
        (7, 7),
        ("7", 7),
        (True, True),
        ("true", True),
        ("True", "True"),
        ("{'cart': {'items': 3}}", "{'cart': {'items': 3}}"),
        ('{"cart":{"items":3}}', {"cart": {"items": 3}}),
    ],
)
def test_trace_metadata_of_sdks_3_4_and_5_reads_alike(sent: Any, kept: Any) -> None:
    about = about_trace({"langfuse.trace.metadata.k": sent})

    assert about is not None
    assert about.metadata == {"k": kept}


def test_trace_metadata_on_the_resource_is_inherited() -> None:
    resource = {"langfuse.trace.metadata.a": "1", "langfuse.trace.metadata.b": "1"}

    about = about_trace({"langfuse.trace.metadata.b": "2"}, resource=resource)

    assert about is not None
    assert about.metadata == {"a": 1, "b": 2}
