"""The committed compatibility table is of the clients that are pinned, and has no hole."""

import pytest

from tests.live.catalogue import CLIENTS, SYNTHETIC
from tests.live.catalogue.client import Client
from tests.live.feature import OF_THE_API, Feature
from tests.live.table import NO, SYNTHETIC_MARK, TABLE, YES, read
from tests.unit.interpret.conventions.synthetic.conversations import TELLERS
from tests.unit.interpret.conventions.synthetic.test_conversations import CHECKS

CELLS = read(TABLE.read_text())


def test_the_table_is_of_the_clients_that_are_pinned() -> None:
    assert list(CELLS) == [*(each.name for each in CLIENTS), *SYNTHETIC]


def test_the_table_has_no_hole() -> None:
    holes = {
        (client, feature)
        for client, row in CELLS.items()
        for feature in Feature
        if row.get(feature, "") in {"", NO}
    }

    assert holes == set()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_what_a_client_has_no_words_for_is_what_it_declares(client: Client) -> None:
    limited = {feature for feature in Feature if CELLS[client.name][feature] != YES}

    assert limited == set(client.limits())


@pytest.mark.parametrize("name", SYNTHETIC)
def test_a_client_that_is_not_run_is_marked_as_synthetic(name: str) -> None:
    marked = {feature for feature in Feature if CELLS[name][feature] == SYNTHETIC_MARK}

    assert marked == set(Feature) - set(SYNTHETIC[name]) - set(OF_THE_API)


def test_what_is_marked_as_synthetic_is_tested_with_spans() -> None:
    assert set(SYNTHETIC) == set(TELLERS)
    for name, limits in SYNTHETIC.items():
        marked = {feature for feature in Feature if CELLS[name][feature] == SYNTHETIC_MARK}
        assert marked == set(CHECKS) - set(limits)


def test_every_reason_is_told() -> None:
    text = TABLE.read_text()

    for limits in (*(client.limits() for client in CLIENTS), *SYNTHETIC.values()):
        for reason in limits.values():
            assert f". {reason}\n" in text
