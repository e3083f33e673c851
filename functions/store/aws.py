"""boto3's clients of this function: one of each per warm Lambda, with timeouts.

boto3 is imported when the first of them is asked for: it costs 370 ms of a cold start, and most
requests never need it.
"""

from functools import cache
from os import environ
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client


@cache
def dynamodb() -> "DynamoDBClient":
    """Return the DynamoDB client."""
    client: DynamoDBClient = _client("dynamodb")
    return client


@cache
def s3() -> "S3Client":
    """Return the S3 client."""
    client: S3Client = _client("s3", s3={"addressing_style": "path"})
    return client


@cache
def s3_for_urls() -> "S3Client":
    """Return an S3 client for URLs that others use, on the bucket's own origin where it has one."""
    endpoint, style = None, "path"
    if not (environ.get("AWS_ENDPOINT_URL_S3") or environ.get("AWS_ENDPOINT_URL")):
        region = environ.get("AWS_REGION") or environ["AWS_DEFAULT_REGION"]
        endpoint, style = f"https://s3.{region}.amazonaws.com", "virtual"
    client: S3Client = _client(
        "s3", endpoint, signature_version="s3v4", s3={"addressing_style": style}
    )
    return client


@cache
def lambdas() -> "LambdaClient":
    """Return the Lambda client."""
    client: LambdaClient = _client("lambda")
    return client


def _client(service: str, endpoint: str | None = None, **settings: Any) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard"}, **settings)
    return boto3.client(service, endpoint_url=endpoint, config=config)  # type: ignore[call-overload]
