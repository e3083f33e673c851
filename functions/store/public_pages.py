"""Published pages: objects that CloudFront shows to whoever knows their address.

The key is the path, so CloudFront needs no function of its own: `s/<token>`, which leaves room
for `s/<token>.md` and `s/<token>.json` beside it.
"""

from functools import cache
from os import environ
from re import compile as pattern
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from functions.store.aws import s3
from functions.store.errors import error_code, is_missing, translated

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

MISSING_PAGE = "404.html"
"""What CloudFront shows for every address that leads nowhere, revoked and unknown alike."""

_TOKEN = pattern(r"[A-Za-z0-9_-]{27,86}")
"""160 bits need 27 characters of base64."""

_BITS = 256
_TYPE = "text/html; charset=utf-8"
_AT_MOST_A_MINUTE = "public, max-age=60"


def new_token() -> str:
    """Return a name for a page that nobody can guess."""
    return token_urlsafe(_BITS // 8)


def is_token(text: object) -> bool:
    """Tell whether a text can name a page: long enough, and nothing that a path could mean."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None


class PublicPages:
    """The public bucket."""

    def __init__(self, client: "S3Client", bucket: str, origin: str) -> None:
        self._client = client
        self._bucket = bucket
        self._origin = origin

    def url(self, token: str) -> str:
        """Return the address of a page."""
        return f"{self._origin}/{_key(token)}"

    def put(self, token: str, html: str) -> None:
        """Make a page public; one that is there stays as it is, for it is a snapshot."""
        request = self._request(_key(token), html)
        request["IfNoneMatch"] = "*"
        try:
            with translated():
                self._client.put_object(**request)
        except self._client.exceptions.ClientError as error:
            if error_code(error) != "PreconditionFailed":
                raise

    def put_missing_page(self, html: str) -> None:
        """Keep the page that stands for all that is not there."""
        with translated():
            self._client.put_object(**self._request(MISSING_PAGE, html))

    def delete(self, token: str) -> None:
        """Take a page away; a CDN may show it for a minute more."""
        with translated():
            self._client.delete_object(Bucket=self._bucket, Key=_key(token))

    def exists(self, token: str) -> bool:
        """Tell whether a page is there."""
        try:
            with translated():
                self._client.head_object(Bucket=self._bucket, Key=_key(token))
        except self._client.exceptions.ClientError as error:
            # Without s3:ListBucket S3 would answer 403, which proves nothing: that one is raised.
            if is_missing(error_code(error)):
                return False
            raise
        return True

    def _request(self, key: str, html: str) -> "PutObjectRequestTypeDef":
        return {
            "Bucket": self._bucket,
            "Key": key,
            "Body": html.encode(),
            "ContentType": _TYPE,
            "CacheControl": _AT_MOST_A_MINUTE,
        }


def _key(token: str) -> str:
    if not is_token(token):
        raise ValueError("no token")
    return f"s/{token}"


@cache
def public_pages() -> PublicPages:
    """Return the pages in PUBLIC_BUCKET; one connection per warm Lambda."""
    return PublicPages(s3(), environ["PUBLIC_BUCKET"], environ["PUBLIC_ORIGIN"])
