"""Run every client and write the table of what came of it: `python -m tests.live.compat [CLIENT…]`.

With names, only those are run, and their rows written anew.
"""

import datetime
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.live.api_uses import use_api
from tests.live.catalogue import CLIENTS
from tests.live.catalogue.client import Client, complaints, reached_outside
from tests.live.checks import CHECKS
from tests.live.feature import Feature
from tests.live.outcome import Outcome, converse
from tests.live.passage import passage_to, unsure_passage_to
from tests.live.table import TABLE, remembered, render
from tests.product import Product

type Row = dict[Feature, str]
"""What went wrong with each feature; nothing where nothing did."""

_AT_ONCE = 2


def run(client: Client, product: Product) -> Row:
    """Have two conversations, the second over a line that loses an answer; then use the API."""
    outcome = converse(client, product, passage_to(product.port))
    row = {feature: _trouble(partial(check, outcome)) for feature, check in CHECKS.items()}
    row[Feature.QUIET] = _joined([*complaints(client, outcome.ended), *_ending(outcome)])
    row[Feature.ALONE] = _joined(reached_outside(outcome.ended))
    row[Feature.RETRY] = _trouble(partial(_retry, client, outcome, product))
    if client.api:
        row |= _use(outcome, product)
    return row


def _ending(outcome: Outcome) -> list[str]:
    code = outcome.ended.returncode
    return [f"it ended with {code}: {outcome.ended.stderr[-500:]}"] if code else []


def _retry(client: Client, first: Outcome, product: Product) -> None:
    """Hold that what is sent again, because its answer was lost, adds nothing."""
    second = converse(client, product, unsure_passage_to(product.port))
    counts = [[len(trace["observations"]) for trace in each.traces] for each in (first, second)]
    if counts[0] != counts[1]:
        raise AssertionError(f"observations of the turns: {counts[0]}, and again: {counts[1]}")
    for feature, check in CHECKS.items():
        if feature not in client.cannot:
            check(second)


def _use(outcome: Outcome, product: Product) -> Row:
    failed: dict[Feature, list[str]] = defaultdict(list)
    for use in use_api(outcome, product):
        failed[use.feature].extend([f"{use.call}: {use.error}"] if use.error else [])
    return {feature: _joined(troubles) for feature, troubles in failed.items()}


def _trouble(hold: partial[None]) -> str:
    try:
        hold()
    except AssertionError as difference:
        return str(difference) or type(difference).__name__
    return ""


def _joined(troubles: Iterable[str]) -> str:
    return "; ".join(troubles)


def _tell(client: Client, product: Product) -> Row:
    try:
        row = run(client, product)
    except Exception as error:  # noqa: BLE001 - the others are still to be run
        row = dict.fromkeys(Feature, f"could not be run: {error!r}")
    wrong = {
        feature: trouble or "declared impossible, and was done"
        for feature, trouble in row.items()
        if bool(trouble) != (feature in client.cannot)
    }
    print(f"{client.name}: {'as declared' if not wrong else ''}", flush=True)
    for feature, trouble in wrong.items():
        print(f"    {feature}: {trouble[:600]}", flush=True)
    return {feature: wrong.get(feature, "") for feature in row}


def main(names: list[str]) -> int:
    """Run the clients named, or all; return how many were not as declared."""
    clients = [each for each in CLIENTS if not names or each.name in names]
    with (
        tempfile.TemporaryDirectory() as folder,
        Product(Path(folder) / "data") as product,
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        rows = list(pool.map(partial(_tell, product=product), clients))
    found = {client.name: row for client, row in zip(clients, rows, strict=True)}
    TABLE.write_text(render(remembered() | found, datetime.datetime.now(datetime.UTC).date()))
    print(f"written: {TABLE}")
    return sum(any(row.values()) for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) and 1)
