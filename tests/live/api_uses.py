"""What a client's own API can do with the conversation that was had."""

import json
import subprocess
from dataclasses import dataclass

from tests.live.feature import Feature
from tests.live.outcome import Outcome, server_at
from tests.product import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of the API, as the client's program tells it."""

    feature: Feature
    call: str
    error: str | None


def use_api(outcome: Outcome, product: Product) -> tuple[Use, ...]:
    """Run the client's API program on its own conversation, which is deleted in the end."""
    client = outcome.client
    assert client.api
    settings = {
        "CONVERSATION": outcome.conversation.as_json(),
        "TRACES": json.dumps([trace["id"] for trace in outcome.traces]),
    }
    server = server_at(product.url, product, "http://127.0.0.1:9/v1")
    ended = client.run(client.api, settings, server)
    return tuple(_uses(ended))


def _uses(ended: subprocess.CompletedProcess[str]) -> list[Use]:
    if ended.returncode:
        raise AssertionError(ended.stderr[-2000:])
    told = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith('{"feature')]
    return [
        Use(feature=Feature(each["feature"]), call=each["call"], error=each["error"])
        for each in told
    ]
