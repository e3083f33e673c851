"""The engine's journal kept short, so that the start after a kill stays quick."""

import logging
import threading
from pathlib import Path

from infra.local.engine import Engine
from infra.local.errors import EngineError
from infra.local.folder import DataFolder
from infra.local.gate import Gate
from infra.local.stream import Stream

_LOG = logging.getLogger("reprise.local")
_EVERY_S = 2.0
_ENOUGH = 32 * 1024 * 1024
_PATIENCE_S = 2.0
"""Requests wait meanwhile, and an SDK gives up after five seconds."""


class Upkeep:
    """Lets the engine write its state when its journal has outgrown that.

    The stream lives in the engine's memory and not in its state, so it is drained before, while
    nobody writes.
    """

    def __init__(self, engine: Engine, folder: DataFolder, gate: Gate, stream: Stream) -> None:
        self._engine = engine
        self._folder = folder
        self._gate = gate
        self._stream = stream
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="upkeep")

    def start(self) -> None:
        """Begin to watch the journal."""
        self._thread.start()

    def stop(self) -> None:
        """Return when no checkpoint is being made any more."""
        self._stopped.set()
        self._thread.join()

    def checkpoint(self) -> bool:
        """Let the engine write its state; False if that has to wait for another time.

        Raises:
            EngineError: the engine could not; its journal still has everything.

        """
        with self._gate.closed(_PATIENCE_S) as quiet:
            if not quiet or not self._stream.drain(_PATIENCE_S):
                return False
            self._engine.checkpoint()
        return True

    def _run(self) -> None:
        while not self._stopped.wait(_EVERY_S):
            if self._due():
                try:
                    self.checkpoint()
                except EngineError as error:
                    _LOG.warning("%s", error)

    def _due(self) -> bool:
        """Each checkpoint costs as much as the state is large, so it waits for as much to do."""
        generations = sorted(self._folder.engine.glob("[0-9]*[0-9]"))
        if not generations:
            return False
        written = _size(generations[-1] / "journal")
        return written > max(_ENOUGH, _size(generations[-1] / "dynamodb.json"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
