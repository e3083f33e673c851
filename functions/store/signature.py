"""AWS Signature Version 4, as far as `wire` needs it; tests compare it byte for byte."""

import hmac
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from os import environ


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who signs, and for which region."""

    access_key: str
    secret_key: str
    token: str | None
    region: str


def own_identity() -> Identity:
    """Return the role of this function, as Lambda puts it into the environment."""
    return Identity(
        access_key=environ["AWS_ACCESS_KEY_ID"],
        secret_key=environ["AWS_SECRET_ACCESS_KEY"],
        token=environ.get("AWS_SESSION_TOKEN"),
        region=environ.get("AWS_REGION") or environ["AWS_DEFAULT_REGION"],
    )


def sign(
    identity: Identity, service: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> dict[str, str]:
    """Return `headers` (with `host` and `x-amz-date`) and the signature that AWS asks for.

    `path` must need no encoding.
    """
    headers = dict(headers)
    if identity.token:
        headers["x-amz-security-token"] = identity.token
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    content = headers.get("x-amz-content-sha256") or sha256(body).hexdigest()
    request = "\n".join([method, path, "", lines, names, content])
    stamp = headers["x-amz-date"]
    scope = f"{stamp[:8]}/{identity.region}/{service}/aws4_request"
    digest = sha256(request.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
    key = _signing_key(identity.secret_key, stamp[:8], identity.region, service)
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={identity.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return headers


@cache
def _signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    key = b"AWS4" + secret.encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
