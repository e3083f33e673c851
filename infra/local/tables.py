"""The table and the buckets, made as the template says; the project and its key."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from infra.local.environment import PAYLOAD_BUCKET, PUBLIC_BUCKET, TABLE
from infra.resources import table_properties, ttl_attribute

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

    from infra.local.options import Options


def make_table(client: "DynamoDBClient") -> None:
    """Make the table unless it is there."""
    try:
        client.describe_table(TableName=TABLE)
    except client.exceptions.ResourceNotFoundException:
        client.create_table(TableName=TABLE, **table_properties())
        client.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})
        client.update_time_to_live(
            TableName=TABLE,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": ttl_attribute()},
        )


def make_buckets(client: "S3Client", region: str) -> None:
    """Make the buckets that are not there."""
    for bucket in (PAYLOAD_BUCKET, PUBLIC_BUCKET):
        try:
            client.head_bucket(Bucket=bucket)
        except ClientError:
            if region == "us-east-1":
                client.create_bucket(Bucket=bucket)
            else:
                where = {"LocationConstraint": region}
                client.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)  # type: ignore[arg-type]


def put_credentials(client: "DynamoDBClient", options: "Options") -> None:
    """Put the project and the key that the options name."""
    from functions.store.credentials import put_api_key, put_project

    project = options.project_id
    put_project(client, TABLE, project_id=project, name=project)
    put_api_key(
        client,
        TABLE,
        project_id=project,
        public_key=options.public_key,
        secret_key=options.secret_key,
    )
