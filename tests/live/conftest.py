"""The running product, and each SDK's conversation with it."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.live.catalogue import SDKS
from tests.live.outcome import Outcome, converse
from tests.product import Product

# A client waits more than it works: two at a time keep the machine busy, not crowded.
_AT_ONCE = 2


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("product")
    with Product(folder / "data") as running:
        yield running
    shutil.rmtree(folder / "data", ignore_errors=True)


@pytest.fixture(scope="session")
def conversations(
    request: pytest.FixtureRequest, product: Product
) -> Iterator[dict[str, Future[Outcome]]]:
    """Begin the conversation of every client that a selected test asks for."""
    specs = [getattr(item, "callspec", None) for item in request.session.items]
    asked = [spec.params.get("outcome") for spec in specs if spec is not None]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield {
            client.name: pool.submit(converse, client, product)
            for client in SDKS
            if client in asked
        }


@pytest.fixture(scope="session", params=SDKS, ids=lambda client: client.name)
def outcome(request: pytest.FixtureRequest, conversations: dict[str, Future[Outcome]]) -> Outcome:
    return conversations[request.param.name].result()
