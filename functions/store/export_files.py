"""The files of exports: objects in the payload bucket, written part by part, deleted in a week.

Their keys begin with `.exports/`, as no project can, so that a lifecycle rule finds them.
"""

from collections.abc import Sequence
from functools import cache
from os import environ
from typing import TYPE_CHECKING

from functions.model.errors import RepriseError
from functions.store.aws import s3, s3_for_urls
from functions.store.errors import error_code, is_missing, translated

if TYPE_CHECKING:
    from botocore.exceptions import ClientError
    from mypy_boto3_s3 import S3Client

PREFIX = ".exports/"

_LOST = "NoSuchUpload"


class UploadLostError(RepriseError):
    """S3 no longer has the parts of a file that was not finished; it begins anew."""


class ExportFiles:
    """The files."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def begin(self, project: str, job_id: str, media_type: str) -> str:
        """Return the name of an upload; nothing can be read before it is completed."""
        with translated():
            answer = self._client.create_multipart_upload(
                Bucket=self._bucket, Key=_key(project, job_id), ContentType=media_type
            )
        return answer["UploadId"]

    def put_part(self, project: str, job_id: str, upload: str, number: int, data: bytes) -> str:
        """Store a part, from 1, over one of that number; returns its name.

        Raises:
            UploadLostError: the upload is not known.

        """
        try:
            with translated():
                answer = self._client.upload_part(
                    Bucket=self._bucket,
                    Key=_key(project, job_id),
                    UploadId=upload,
                    PartNumber=number,
                    Body=data,
                )
        except self._client.exceptions.ClientError as error:
            raise _unless_lost(error) from error
        return answer["ETag"]

    def complete(self, project: str, job_id: str, upload: str, parts: Sequence[str]) -> None:
        """Make the file of its parts; one that was completed before stays as it is.

        Raises:
            UploadLostError: neither the upload nor the file is known.

        """
        try:
            with translated():
                self._client.complete_multipart_upload(
                    Bucket=self._bucket,
                    Key=_key(project, job_id),
                    UploadId=upload,
                    MultipartUpload={
                        "Parts": [
                            {"ETag": name, "PartNumber": number}
                            for number, name in enumerate(parts, 1)
                        ]
                    },
                )
        except self._client.exceptions.ClientError as error:
            if not self.exists(project, job_id):
                raise _unless_lost(error) from error

    def abandon(self, project: str, job_id: str, upload: str) -> None:
        """Forget the parts of a file that will not be finished."""
        try:
            with translated():
                self._client.abort_multipart_upload(
                    Bucket=self._bucket, Key=_key(project, job_id), UploadId=upload
                )
        except self._client.exceptions.ClientError as error:
            if error_code(error) != _LOST:
                raise

    def exists(self, project: str, job_id: str) -> bool:
        """Tell whether a file can be read."""
        try:
            with translated():
                self._client.head_object(Bucket=self._bucket, Key=_key(project, job_id))
        except self._client.exceptions.ClientError as error:
            if not is_missing(error_code(error)):
                raise
            return False
        return True

    def delete(self, project: str, job_id: str) -> None:
        """Delete a file, if it is there."""
        with translated():
            self._client.delete_object(Bucket=self._bucket, Key=_key(project, job_id))

    def download_url(
        self, project: str, job_id: str, name: str, media_type: str, lifetime_s: int
    ) -> str:
        """Return where the file is saved from, under that name (ASCII, no quotes)."""
        return s3_for_urls().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": _key(project, job_id),
                "ResponseContentType": media_type,
                "ResponseContentDisposition": f'attachment; filename="{name}"',
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=lifetime_s,
        )


def _unless_lost(error: "ClientError") -> Exception:
    return UploadLostError() if error_code(error) == _LOST else error


def _key(project: str, job_id: str) -> str:
    return f"{PREFIX}{project}/{job_id}"


@cache
def export_files() -> ExportFiles:
    """Return the files in PAYLOAD_BUCKET; one per warm Lambda."""
    return ExportFiles(s3(), environ["PAYLOAD_BUCKET"])
