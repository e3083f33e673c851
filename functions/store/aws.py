"""AWS clients of this function: one of each per warm Lambda, with timeouts."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client

_CONFIG = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard"})


@cache
def dynamodb() -> "DynamoDBClient":
    """Return the DynamoDB client."""
    return boto3.client("dynamodb", config=_CONFIG)


@cache
def s3() -> "S3Client":
    """Return the S3 client."""
    return boto3.client("s3", config=_CONFIG.merge(Config(s3={"addressing_style": "path"})))


@cache
def lambdas() -> "LambdaClient":
    """Return the Lambda client."""
    return boto3.client("lambda", config=_CONFIG)
