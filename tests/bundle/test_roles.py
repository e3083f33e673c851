"""A role allows what its function's code calls, and no more."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.resources import template
from tests.bundle.artifact import Imported

# What a permission is called, and by which name the code asks for it: boto3's method, or for the
# light signer the operation or verb itself.
CALLS = {
    "dynamodb:BatchGetItem": {"batch_get_item", "BatchGetItem"},
    "dynamodb:BatchWriteItem": {"batch_write_item", "BatchWriteItem"},
    "dynamodb:DeleteItem": {"delete_item", "DeleteItem"},
    "dynamodb:GetItem": {"get_item", "GetItem"},
    "dynamodb:PutItem": {"put_item", "PutItem"},
    "dynamodb:Query": {"query", "Query"},
    "dynamodb:UpdateItem": {"update_item", "UpdateItem"},
    "lambda:InvokeFunction": {"invoke"},
    "s3:AbortMultipartUpload": {"abort_multipart_upload"},
    "s3:DeleteObject": {"delete_object"},
    "s3:GetObject": {"get_object", "head_object", "GET"},
    "s3:PutObject": {"put_object", "upload_part", "PUT"},
}

# What Lambda itself does in the function's name, and what turns a 403 into a 404.
NOT_CALLED = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "s3:ListBucket",
}

_CALL = re.compile(r"""[.]([a-z_]+)\(|["']([A-Za-z]+)["']""")


def test_a_role_allows_nothing_that_the_code_never_calls(alone: Imported, function: str) -> None:
    called = {
        name for source in _sources(alone) for match in _CALL.findall(source) for name in match
    }
    allowed = {
        action
        for statement in _statements(function)
        if "FailureBucket" not in str(statement["Resource"])
        for action in _as_list(statement["Action"])
    }

    assert {each for each in allowed - NOT_CALLED if not CALLS[each] & called} == set()


def _sources(alone: Imported) -> Iterator[str]:
    for name, file in alone.modules.items():
        if name.startswith(("functions.", "web.")) and file:
            yield Path(file).read_text()


def _statements(function: str) -> list[dict[str, Any]]:
    role = template()["Resources"][function.replace("Function", "Role")]
    return [
        statement
        for policy in role["Properties"]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
