"""What template.yaml says, for those who run the product without CloudFormation.

A value that only a deployment knows is written as `${LogicalId}` or `${LogicalId.Attribute}`; a
reference to a parameter is its default.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parent.parent / "template.yaml"

type Json = dict[str, Any]

_TABLE_KEYS = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "StreamSpecification",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route of the front door."""

    method: str
    """An HTTP method, or `ANY`."""

    path: str
    """As API Gateway writes it: `/v2/traces/{proxy+}`, or `$default` for everything else."""

    function: str
    """The logical id of the function behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One Lambda function."""

    logical_id: str
    handler: str
    """Module and name with dots: `functions.ingest.handler.lambda_handler`."""

    environment: Mapping[str, str]
    timeout_s: int
    schedules: tuple[Json, ...]
    """The event that each schedule sends."""


def table_properties() -> Json:
    """Return what `create_table` needs besides the table's name."""
    properties = _resource("SessionTable")
    table = {key: properties[key] for key in _TABLE_KEYS}
    # CloudFormation implies what the API wants to be told.
    return table | {"StreamSpecification": {"StreamEnabled": True} | table["StreamSpecification"]}


def ttl_attribute() -> str:
    """Return the attribute that holds when an item expires, in Unix seconds."""
    return str(_resource("SessionTable")["TimeToLiveSpecification"]["AttributeName"])


def routes() -> tuple[Route, ...]:
    """Return every route of the front door, in the template's order."""
    return tuple(
        Route(
            method=str(event.get("Method", "ANY")).upper(),
            path=str(event.get("Path", "$default")),
            function=function,
        )
        for function in _functions()
        for event in _events(function, "HttpApi")
    )


@cache
def functions() -> Mapping[str, Function]:
    """Return every function by its logical id."""
    return {name: _function(name, properties) for name, properties in _functions().items()}


def stream_filters(function: str) -> tuple[Json, ...]:
    """Return the event patterns of a function's stream; a record must match one of them."""
    return tuple(
        json.loads(each["Pattern"])
        for event in _events(function, "DynamoDB")
        for each in event["FilterCriteria"]["Filters"]
    )


@cache
def template() -> Json:
    """Return the whole template, its intrinsic functions as strings."""
    document: Json = yaml.load(TEMPLATE.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - safe, below
    return document


class _Loader(yaml.SafeLoader):
    """Plain YAML plus the short forms of CloudFormation."""


def _construct(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        return {f"Fn::{tag}": loader.construct_sequence(node, deep=True)}
    text = str(node.value)
    return text if tag == "Sub" else f"${{{text}}}"


_Loader.add_multi_constructor("!", _construct)


def _resource(logical_id: str) -> Json:
    properties: Json = template()["Resources"][logical_id]["Properties"]
    return properties


def _functions() -> Mapping[str, Json]:
    return {
        name: resource["Properties"]
        for name, resource in template()["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def _function(logical_id: str, properties: Json) -> Function:
    variables = _globals()["Environment"]["Variables"] | properties["Environment"]["Variables"]
    return Function(
        logical_id=logical_id,
        handler=properties["Handler"],
        environment={name: _with_default(str(value)) for name, value in variables.items()},
        timeout_s=int(properties["Timeout"]),
        schedules=tuple(json.loads(each["Input"]) for each in _events(logical_id, "Schedule")),
    )


def _events(function: str, kind: str) -> Iterator[Json]:
    for event in _resource(function).get("Events", {}).values():
        if event["Type"] == kind:
            yield event["Properties"]


def _globals() -> Json:
    properties: Json = template()["Globals"]["Function"]
    return properties


def _with_default(value: str) -> str:
    parameter = template()["Parameters"].get(value.removeprefix("${").removesuffix("}"))
    return value if parameter is None else str(parameter["Default"])
