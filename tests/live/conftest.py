"""The running product, and each client's conversation with it."""

import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from infra.local.recording.capture import CaptureServer, Exchange
from tests.live.client import CLIENTS, Client
from tests.live.conversation import Conversation
from tests.live.passage import passage_to
from tests.live.reading import Json, read_traces, wait_for
from tests.product import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A conversation that a client had with the product."""

    client: Client
    conversation: Conversation
    ended: subprocess.CompletedProcess[str]
    exchanges: tuple[Exchange, ...]
    traces: tuple[Json, ...]
    """As the product gives them back, in order."""


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("product") / "data") as running:
        yield running


@pytest.fixture(scope="session", params=CLIENTS, ids=lambda client: client.name)
def outcome(request: pytest.FixtureRequest, product: Product) -> Outcome:
    client: Client = request.param
    conversation = Conversation(session=f"live {client.name} / {secrets.token_hex(4)}")
    with CaptureServer(passage_to(product.port)) as server:
        ended = client.converse(
            conversation,
            server.url,
            public_key=product.public_key,
            secret_key=product.secret_key,
            basic=product.basic.removeprefix("Basic "),
        )
    traces = wait_for(
        lambda: read_traces(product, conversation.session),
        lambda found: _complete(found, client, conversation),
    )
    return Outcome(
        client=client,
        conversation=conversation,
        ended=ended,
        exchanges=server.exchanges(),
        traces=tuple(traces),
    )


def _complete(traces: list[Json], client: Client, conversation: Conversation) -> bool:
    return len(traces) == len(conversation.turns) and bool(traces[-1]["scores"]) == client.scores
