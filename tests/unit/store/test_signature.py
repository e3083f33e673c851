"""The signature that ingest writes is the one that botocore would write."""

from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from functions.store import wire as wire_module
from functions.store.signature import Identity, sign

_STAMP = "20261123T013606Z"
_NOW = datetime(2026, 11, 23, 1, 36, 6)  # noqa: DTZ001 - botocore's own clock is naive

SIGNERS = {"dynamodb": SigV4Auth, "s3": S3SigV4Auth}


def _botocore(
    service: str, method: str, url: str, headers: dict[str, str], body: bytes, token: str | None
) -> dict[str, str]:
    request = AWSRequest(method=method, url=url, headers=headers, data=body)
    signer = SIGNERS[service](
        Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", token), service, "eu-west-1"
    )
    with patch("botocore.auth.get_current_datetime", return_value=_NOW):
        signer.add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


def _identity(token: str | None) -> Identity:
    return Identity(
        access_key="AKIDEXAMPLE",
        secret_key="wJalrXUtnFEMI/K7MDENG",
        token=token,
        region="eu-west-1",
    )


@pytest.mark.parametrize("token", [None, "FwoGZXIvYXdzE//+=="], ids=["a user", "a role"])
@given(body=st.binary())
def test_a_dynamodb_request_is_signed_as_botocore_signs_it(token: str | None, body: bytes) -> None:
    host = "dynamodb.eu-west-1.amazonaws.com"
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.BatchWriteItem",
    }

    own = sign(
        _identity(token),
        "dynamodb",
        "POST",
        "/",
        headers | {"host": host, "x-amz-date": _STAMP},
        body,
    )

    theirs = _botocore("dynamodb", "POST", f"https://{host}/", headers, body, token)
    assert own == theirs | {"host": host}


@pytest.mark.parametrize("token", [None, "FwoGZXIvYXdzE//+=="], ids=["a user", "a role"])
@given(body=st.binary())
def test_an_s3_request_is_signed_as_botocore_signs_it(token: str | None, body: bytes) -> None:
    host = "s3.eu-west-1.amazonaws.com"
    path = "/payloads-1/acme_x-1/chunks/0123456789abcdef0123456789abcdef"
    headers = {"content-type": "application/zstd"}

    theirs = _botocore("s3", "PUT", f"https://{host}{path}", headers, body, token)
    content = theirs["x-amz-content-sha256"]
    own = sign(
        _identity(token),
        "s3",
        "PUT",
        path,
        headers | {"host": host, "x-amz-date": _STAMP, "x-amz-content-sha256": content},
        body,
    )

    assert own == theirs | {"host": host}


def test_the_wire_stays_small_enough_to_be_read() -> None:
    source = Path(wire_module.__file__).read_text()

    assert len(source.splitlines()) <= 150
