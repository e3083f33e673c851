"""Who may do what: each function only what it does, the public only to read a page it knows."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.resources import functions, template

type Statement = dict[str, Any]


@pytest.mark.parametrize("function", sorted(functions()))
def test_every_function_has_a_role_of_its_own(function: str) -> None:
    role = template()["Resources"][function]["Properties"]["Role"]

    assert role == f"${{{function.replace('Function', 'Role')}.Arn}}"


def test_actions_are_written_out_one_by_one() -> None:
    assert [each for each in _statements() for action in _actions(each) if "*" in action] == []


def test_no_statement_is_about_everything() -> None:
    assert [each for each in _statements() if "*" in _targets(each)] == []


def test_only_the_worker_can_make_something_public() -> None:
    writers = {
        role
        for role, statement in _by_role()
        if any("PublicBucket" in each for each in _targets(statement))
    }

    assert writers == {"WorkerRole"}


def test_ingest_can_neither_search_nor_delete_nor_read_a_payload() -> None:
    actions = {
        action for role, each in _by_role() if role == "IngestRole" for action in _actions(each)
    }

    assert actions == {
        "dynamodb:BatchWriteItem",
        "dynamodb:GetItem",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:PutObject",
    }


def test_the_worker_can_list_what_is_due_and_no_sessions() -> None:
    indexes = {
        target.rpartition("/")[2]
        for role, each in _by_role()
        if role == "WorkerRole"
        for target in _targets(each)
        if "/index/" in target
    }

    assert indexes == {"GSI2"}


def test_nobody_can_list_what_is_published() -> None:
    policy = template()["Resources"]["PublicBucketPolicy"]["Properties"]["PolicyDocument"]

    assert [each["Action"] for each in policy["Statement"]] == ["s3:GetObject"]


def test_no_bucket_is_open_to_the_public() -> None:
    buckets = [
        each["Properties"]["PublicAccessBlockConfiguration"]
        for each in template()["Resources"].values()
        if each["Type"] == "AWS::S3::Bucket"
    ]

    assert len(buckets) == 3
    assert all(len(each) == 4 and all(each.values()) for each in buckets)


def test_a_published_page_may_load_nothing_from_anywhere() -> None:
    headers = template()["Resources"]["PublicHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    policy = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]

    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert "'self'" not in policy


def test_a_deployment_lets_nobody_in_before_there_is_a_sign_in() -> None:
    assert functions()["ViewerFunction"].environment["SIGN_IN"] == "refuse"


def _statements() -> list[Statement]:
    return [statement for _, statement in _by_role()]


def _by_role() -> Iterator[tuple[str, Statement]]:
    for name, resource in template()["Resources"].items():
        if resource["Type"] == "AWS::IAM::Role":
            for policy in resource["Properties"]["Policies"]:
                yield from ((name, each) for each in policy["PolicyDocument"]["Statement"])


def _actions(statement: Statement) -> list[str]:
    return _as_list(statement["Action"])


def _targets(statement: Statement) -> list[str]:
    return _as_list(statement["Resource"])


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
