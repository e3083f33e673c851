"""The configs that scores name, read once and remembered for a minute by a warm function.

So a config that was changed or archived holds as it was for up to a minute longer. One that is
not there is asked for again.
"""

import time
from functools import cache
from os import environ

from functions.ingest.limits import SCORE_CONFIGS
from functions.model.score_config import ScoreConfig
from functions.store.item import key
from functions.store.score_configs import item_to_score_config, score_config_place
from functions.store.wire import wire

_REMEMBERED_S = 60
_REMEMBERED_CONFIGS = 1000


class ConfigFinder:
    """The configs of a project, for the scores of one request."""

    def __init__(self, project: str, deadline: float) -> None:
        self._project = project
        self._deadline = deadline
        self._found: dict[str, ScoreConfig | str] = {}

    def __call__(self, config_id: str) -> ScoreConfig | str:
        """Return a config, or why there is none.

        Raises:
            StoreUnavailableError: it could not be read in time.

        """
        if config_id not in self._found:
            if len(self._found) >= SCORE_CONFIGS:
                return f"configId: over {SCORE_CONFIGS} different ones in one request"
            self._found[config_id] = self._find(config_id) or "configId: no such score config"
        return self._found[config_id]

    def _find(self, config_id: str) -> ScoreConfig | None:
        name = (self._project, config_id)
        known = _remembered().get(name)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        config = self._read(config_id)
        if config is not None:
            _remember(name, config)
        return config

    def _read(self, config_id: str) -> ScoreConfig | None:
        place = key(*score_config_place(self._project, config_id))
        request = {"TableName": environ["TABLE_NAME"], "Key": place, "ConsistentRead": True}
        item = wire("dynamodb").call("GetItem", request, self._deadline).get("Item")
        return item_to_score_config(item) if item else None


def _remember(name: tuple[str, str], config: ScoreConfig) -> None:
    known = _remembered()
    if len(known) >= _REMEMBERED_CONFIGS:
        known.clear()
    known[name] = (time.monotonic() + _REMEMBERED_S, config)


@cache
def _remembered() -> dict[tuple[str, str], tuple[float, ScoreConfig]]:
    return {}
