"""What is too large for an item: objects in the payload bucket."""

from typing import TYPE_CHECKING

from functions.store.errors import translated

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Payloads:
    """The private bucket; every key in it begins with a project."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def read(self, key: str) -> bytes:
        """Return an object's bytes."""
        with translated():
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
