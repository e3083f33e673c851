"""The template and the built artifacts, deployed into an engine that enforces each function's role.

ministack runs CloudFormation, the functions and their stream, and with AUTH=true it refuses what a
role does not allow.  It makes no routes for an HTTP API, so requests are routed here, as at
`make run`.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from infra.local.events import Request, event_of
from infra.local.routes import Router
from infra.resources import routes
from tests.bundle.artifact import ARCHITECTURE, ROOT

_REGION = "eu-west-1"
_CODE = "code"
_UP_S = 30
_CREATED_S = 60


class FunctionFailedError(Exception):
    """A function raised; the text is what Lambda says about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A deployment, and how to get at it."""

    endpoint: str

    def client(self, service: str) -> Any:
        """Return a client with the rights of the account's owner."""
        return _client(self.endpoint, service)

    def name(self, logical_id: str) -> str:
        """Return what a resource is called here."""
        found = self.client("cloudformation").describe_stack_resource(
            StackName="reprise", LogicalResourceId=logical_id
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def call(self, function: str, event: Mapping[str, Any]) -> Any:
        """Call a function, and return its answer.

        Raises:
            FunctionFailedError: it raised, or did not even start.

        """
        answer = self.client("lambda").invoke(
            FunctionName=self.name(function), Payload=json.dumps(event).encode()
        )
        payload = answer["Payload"].read().decode()
        if "FunctionError" in answer:
            raise FunctionFailedError(payload)
        return json.loads(payload)

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Any:
        """Send a request to the function that its route leads to, and return its answer."""
        match = Router(routes()).match(method, path)
        assert match
        request = Request(
            method=method,
            raw_path=path,
            query="",
            headers=tuple(headers.items()),
            body=body,
            host="stack.test:443",
            source_ip="127.0.0.1",
        )
        return self.call(match.function, event_of(request, match))


@contextmanager
def deployed(artifacts: Mapping[str, Path], folder: Path) -> Iterator[Stack]:
    """Deploy, and take everything away afterwards."""
    port = _free_port()
    environment = {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_REGION": _REGION,
        "PATH": os.environ["PATH"],
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(folder / "state"),
        "TMPDIR": str(folder),
    }
    with (folder / "log").open("wb") as log:
        engine = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(port)
        stack = Stack(endpoint=f"http://127.0.0.1:{port}")
        _create(stack, artifacts, folder)
        yield stack
    finally:
        os.killpg(engine.pid, signal.SIGKILL)  # its functions are processes of the same group
        engine.wait()


def _create(stack: Stack, artifacts: Mapping[str, Path], folder: Path) -> None:
    storage = stack.client("s3")
    storage.create_bucket(Bucket=_CODE, CreateBucketConfiguration={"LocationConstraint": _REGION})
    for name, artifact in artifacts.items():
        archive = shutil.make_archive(str(folder / name), "zip", artifact)
        storage.upload_file(archive, _CODE, f"{name}.zip")
    cloudformation = stack.client("cloudformation")
    cloudformation.create_stack(
        StackName="reprise",
        TemplateBody=_translated(),
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": "Architecture", "ParameterValue": ARCHITECTURE}],
    )
    deadline = time.monotonic() + _CREATED_S
    while (status := _status(cloudformation)) == "CREATE_IN_PROGRESS":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert status == "CREATE_COMPLETE"


def _translated() -> str:
    done = subprocess.run(
        [ROOT / ".venv-sam/bin/python", Path(__file__).parent / "translate.py", _CODE],
        env={"AWS_DEFAULT_REGION": _REGION},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _status(cloudformation: Any) -> str:
    return str(cloudformation.describe_stacks(StackName="reprise")["Stacks"][0]["StackStatus"])


def _client(endpoint: str, service: str) -> Any:
    make: Any = boto3.client  # its overloads want the service's name at type-checking time
    return make(
        service,
        endpoint_url=endpoint,
        region_name=_REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _UP_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return
