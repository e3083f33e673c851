"""What came of a client's conversation with the product."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infra.local.recording.capture import CaptureServer, Exchange, Responder
from tests.live.catalogue.client import Client, Server
from tests.live.conversation import Conversation
from tests.live.feature import Feature
from tests.live.model import model_of
from tests.live.page import TurnOnPage, read_page
from tests.live.passage import passage_to
from tests.live.reading import (
    Json,
    read_page_of,
    read_session,
    read_totals,
    read_traces,
    wait_for,
)
from tests.product import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A conversation that a client had, as the product gives it back."""

    client: Client
    conversation: Conversation
    ended: subprocess.CompletedProcess[str]
    exchanges: tuple[Exchange, ...]
    session: Json
    totals: Json
    """What the list of sessions says of it."""

    traces: tuple[Json, ...]
    """In order, with their observations and scores."""
    page: tuple[TurnOnPage, ...]


def converse(client: Client, product: Product, passage: Responder | None = None) -> Outcome:
    """Have the client's conversation with the product, and read it back once it is all there."""
    conversation = Conversation(session=f"live {client.name} / {secrets.token_hex(4)}")
    with (
        CaptureServer(passage or passage_to(product.port)) as front,
        fake_model(conversation) as model_url,
    ):
        ended = client.converse(conversation, server_at(front.url, product, model_url))
        exchanges = front.exchanges()
    traces = wait_for(
        lambda: read_traces(product, conversation.session),
        lambda found: _complete(found, client, conversation),
    )
    return Outcome(
        client=client,
        conversation=conversation,
        ended=ended,
        exchanges=exchanges,
        session=read_session(product, conversation.session),
        totals=_totals(product, conversation, traces),
        traces=tuple(traces),
        page=tuple(read_page(read_page_of(product, conversation.session))),
    )


def _totals(product: Product, conversation: Conversation, traces: list[Json]) -> Json:
    steps = sum(len(trace["observations"]) for trace in traces)
    return wait_for(
        lambda: read_totals(product, conversation.session),
        lambda found: found.get("observationCount") == steps,
    )


def server_at(url: str, product: Product, model_url: str) -> Server:
    """Return the product as a client finds it behind that address."""
    return Server(
        url=url,
        public_key=product.public_key,
        secret_key=product.secret_key,
        basic=product.basic.removeprefix("Basic "),
        model_url=model_url,
    )


@contextmanager
def fake_model(conversation: Conversation) -> Iterator[str]:
    """Have a model listen that knows the conversation; yield its base URL."""
    with CaptureServer(model_of(conversation)) as model:
        yield f"{model.url}/v1"


def _complete(traces: list[Json], client: Client, conversation: Conversation) -> bool:
    if len(traces) != len(conversation.turns):
        return False
    return Feature.SCORE in client.cannot or bool(traces[-1]["scores"])
