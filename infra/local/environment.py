"""What the functions find in their environment."""

import os
from collections.abc import Mapping

from infra.local.errors import LocalError
from infra.resources import Function

TABLE = "reprise"
PAYLOAD_BUCKET = "reprise-payloads"
PUBLIC_BUCKET = "reprise-public"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
"""Of the embedded engine, which holds nothing but signed URLs to them."""


def set_variables(functions: Mapping[str, Function], *, public_origin: str) -> None:
    """Give this process the variables that the template gives the functions.

    Raises:
        LocalError: the template refers to something that a laptop does not have.

    """
    deployed = {
        "${SessionTable}": TABLE,
        "${PayloadBucket}": PAYLOAD_BUCKET,
        "${PublicBucket}": PUBLIC_BUCKET,
        "https://${PublicSite.DomainName}": public_origin,
    } | {f"${{{name}}}": name for name in functions}
    for function in functions.values():
        for name, value in function.environment.items():
            os.environ[name] = deployed.get(value, value)
            if "${" in os.environ[name]:
                raise LocalError(f"{name}={value} of {function.logical_id} means nothing here")
    # Deployed, nobody is let in before there is a sign-in; here, everybody is who reaches it.
    os.environ["SIGN_IN"] = "local"
    # A terminal is no CloudWatch: it shows what went wrong, and no figures.
    os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "WARNING")
    os.environ["POWERTOOLS_METRICS_DISABLED"] = "true"


def use_embedded_engine(url: str, region: str) -> None:
    """Point every AWS client of this process at the embedded engine, whatever the shell says."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_DYNAMODB"):
        os.environ.pop(name, None)
    os.environ |= CREDENTIALS | {"AWS_REGION": region, "AWS_DEFAULT_REGION": region}
    use_engine(url)


def use_engine(url: str) -> None:
    """Point every AWS client of this process at an engine, with the shell's credentials or none."""
    for name, value in CREDENTIALS.items():
        os.environ.setdefault(name, value)
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "eu-west-1"
    os.environ |= {
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": ",".join(filter(None, (os.environ.get("NO_PROXY"), "127.0.0.1,localhost"))),
    }
    os.environ["no_proxy"] = os.environ["NO_PROXY"]
