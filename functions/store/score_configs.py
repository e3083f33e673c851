"""Score configs ↔ rows: `PK` = `P#<p>#CONFIG`, `SK` = the id; they never expire."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from functions.model.errors import NotFoundError, StoreUnavailableError
from functions.model.score import DataType
from functions.model.score_config import Category, ScoreConfig
from functions.store.database import Database, database
from functions.store.item import Item, Place, key
from functions.store.keys import config_pk, key_id


class ScoreConfigTable:
    """The score configs of all projects, for those who make and read them."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def get(self, project: str, config_id: str) -> ScoreConfig:
        """Return a config.

        Raises:
            NotFoundError: there is none of that id.

        """
        item = self._rows.get(score_config_place(project, config_id)) if config_id else None
        if item is None:
            raise NotFoundError("score config")
        return item_to_score_config(item)

    def list(self, project: str) -> Iterator[ScoreConfig]:
        """Yield every config of a project, by id."""
        return map(item_to_score_config, self._rows.query(config_pk(project)))

    def put(self, project: str, config: ScoreConfig) -> None:
        """Store a new config."""
        self._rows.put(score_config_item(project, config))

    def replace(self, project: str, seen: ScoreConfig, config: ScoreConfig) -> None:
        """Store a config in place of the one that was `seen`.

        Raises:
            StoreUnavailableError: somebody else changed it meanwhile; read it again.

        """
        item = score_config_item(project, config)
        values = {":seen": {"N": str(seen.updated_ms)}}
        if not self._rows.put(item, "updated_ms = :seen", values):
            raise StoreUnavailableError("The score config was changed meanwhile, please try again")


def score_config_place(project: str, config_id: str) -> Place:
    """Return where a config stands."""
    return config_pk(project), key_id(config_id)


def score_config_item(project: str, config: ScoreConfig) -> Item:
    """Return the row of a config; its numbers are JSON, for DynamoDB's have other ends."""
    return {
        **key(*score_config_place(project, config.config_id)),
        "data": {"S": json.dumps(asdict(config))},
        "updated_ms": {"N": str(config.updated_ms)},
    }


def item_to_score_config(item: Mapping[str, Any]) -> ScoreConfig:
    """Return the config of a row."""
    said = json.loads(item["data"]["S"])
    categories = tuple(Category(**each) for each in said.pop("categories"))
    data_type = DataType(said.pop("data_type"))
    return ScoreConfig(**said, data_type=data_type, categories=categories)


@cache
def score_config_table() -> ScoreConfigTable:
    """Return the score configs in TABLE_NAME; one per warm Lambda."""
    return ScoreConfigTable(database())
