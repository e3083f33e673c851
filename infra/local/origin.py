"""Published pages on an origin of their own: CloudFront in front of the public bucket."""

import asyncio
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra.local import asgi
from infra.local.asgi import Answer, Header, Message, Receive, Send
from infra.resources import template

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_KEPT = {
    "ContentType": "content-type",
    "CacheControl": "cache-control",
    "ContentDisposition": "content-disposition",
    "ContentEncoding": "content-encoding",
    "ContentLanguage": "content-language",
    "ETag": "etag",
}
_MISSING_PAGE = "404.html"
_MISSING = b"<!doctype html><title>Not found</title><p>There is nothing here, or not any more."


class Origin:
    """An ASGI application that serves the objects of one bucket, and lists none."""

    def __init__(self, s3: "S3Client", bucket: str, pool: Executor, port: int) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._pool = pool
        self._hosts = {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        self._policy = _response_headers()

    async def __call__(self, scope: Message, _receive: Receive, send: Send) -> None:
        """Answer one request."""
        loop = asyncio.get_running_loop()
        host = dict(asgi.headers(scope)).get("host", "")
        if host.lower() not in self._hosts:
            answer = asgi.message(421, "Misdirected Request")
        elif scope["method"] not in {"GET", "HEAD"}:
            answer = asgi.message(405, "Method Not Allowed")
        else:
            answer = await loop.run_in_executor(self._pool, self._page, asgi.path(scope)[1:])
        await asgi.send_answer(send, answer, head=scope["method"] == "HEAD")

    def _page(self, key: str) -> Answer:
        """Return an object; what was revoked and what never was look alike."""
        return self._object(key, 200) or self._object(_MISSING_PAGE, 404) or self._missing()

    def _object(self, key: str, status: int) -> Answer | None:
        if not key:
            return None
        try:
            found: Any = self._s3.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "NoSuchBucket", "404"}:
                return None
            raise
        fields = [(name, str(found[field])) for field, name in _KEPT.items() if found.get(field)]
        return Answer(status=status, headers=(*fields, *self._policy), body=found["Body"].read())

    def _missing(self) -> Answer:
        kind = ("content-type", "text/html; charset=utf-8")
        return Answer(status=404, headers=(kind, *self._policy), body=_MISSING)


def _response_headers() -> tuple[Header, ...]:
    """Return what the template's CloudFront adds, without the part that is about TLS."""
    properties = template()["Resources"]["PublicHeaders"]["Properties"]
    config = properties["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    custom = config["CustomHeadersConfig"]["Items"]
    return (
        ("content-security-policy", security["ContentSecurityPolicy"]["ContentSecurityPolicy"]),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", security["FrameOptions"]["FrameOption"]),
        ("referrer-policy", security["ReferrerPolicy"]["ReferrerPolicy"]),
        *((each["Header"].lower(), each["Value"]) for each in custom),
    )
