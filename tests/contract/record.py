"""Record anew what the pinned SDKs send: `python -m tests.contract.record [CLIENT…]`."""

import base64
import sys
from dataclasses import replace
from pathlib import Path

from infra.local.recording.answers import accept
from infra.local.recording.capture import CaptureServer
from infra.local.recording.folder import write_recording
from tests.contract.recordings import RECORDED
from tests.live.catalogue import CLIENTS
from tests.live.catalogue.client import Client, Server, complaints
from tests.live.conversation import Conversation
from tests.live.outcome import fake_model

# Stack traces name the folder of the environment, so it is the same on every machine.
_NEUTRAL = Path("/tmp/reprise-record")  # noqa: S108 - nothing secret, and a fixed name is the point


class ClientComplainedError(Exception):
    """A client failed, or its SDK logged trouble: the recording would be no example."""


def record(client: Client) -> int:
    """Run the client against a capture server; return how many requests it sent."""
    neutral = replace(client, environment=replace(client.environment, cache=_NEUTRAL))
    said = Conversation(session="live-session-1")
    with CaptureServer(accept) as server, fake_model(said) as model_url:
        ended = neutral.converse(
            said,
            Server(
                url=server.url,
                public_key="pk-lf-test",
                secret_key="sk-lf-test",
                basic=base64.b64encode(b"pk-lf-test:sk-lf-test").decode(),
                model_url=model_url,
            ),
        )
    if ended.returncode or complaints(client, ended):
        raise ClientComplainedError(f"{client.name}: {ended.stderr}")
    return write_recording(RECORDED / client.name, (each.request for each in server.exchanges()))


def main(names: list[str]) -> None:
    """Record the clients named, or all."""
    for client in CLIENTS:
        if not names or client.name in names:
            print(f"{client.name}: {record(client)} requests")


if __name__ == "__main__":
    main(sys.argv[1:])
