"""Nothing in the template costs money while nobody uses it."""

from collections.abc import Iterator
from typing import Any

from infra.resources import template

# Each of these is billed by the request, the second or the byte, or not at all.  A new type belongs
# here only after a look at its price list.
FREE_WHILE_IDLE = {
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::DynamoDB::Table",
    "AWS::IAM::Role",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::Serverless::Function",
    "AWS::Serverless::HttpApi",
}

# What turns one of those into something that is billed by the hour or month.
STANDING_CHARGES = {
    "AutoPublishAlias",  # the first step to provisioned concurrency
    "KMSMasterKeyId",
    "KmsKeyArn",
    "KmsKeyId",
    "KmsMasterKeyId",
    "ProvisionedConcurrencyConfig",
    "ProvisionedThroughput",
    "SSESpecification",
    "SnapStart",
    "VpcConfig",
    "WarmThroughput",
    "WebACLId",
}


def test_every_resource_is_free_while_idle() -> None:
    types = {each["Type"] for each in _resources() if "Condition" not in each}

    assert types <= FREE_WHILE_IDLE


def test_alarms_exist_only_for_those_who_ask() -> None:
    conditional = {each["Type"]: each["Condition"] for each in _resources() if "Condition" in each}

    assert conditional == {"AWS::CloudWatch::Alarm": "HasAlarms"}
    assert template()["Parameters"]["AlarmTopicArn"]["Default"] == ""


def test_nothing_is_reserved_by_the_hour() -> None:
    assert set(_keys(template())) & STANDING_CHARGES == set()


def test_the_table_is_paid_by_the_request() -> None:
    assert template()["Resources"]["SessionTable"]["Properties"]["BillingMode"] == "PAY_PER_REQUEST"


def test_logs_do_not_pile_up() -> None:
    groups = [each for each in _resources() if each["Type"] == "AWS::Logs::LogGroup"]

    assert groups
    assert all("RetentionInDays" in each["Properties"] for each in groups)


def _resources() -> list[dict[str, Any]]:
    return list(template()["Resources"].values())


def _keys(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _keys(value)
    elif isinstance(node, list):
        for each in node:
            yield from _keys(each)
