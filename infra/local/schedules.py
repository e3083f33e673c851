"""The template's schedules, more often than deployed: a person is waiting."""

import logging
import threading

from infra.local.errors import FunctionFailedError
from infra.local.lambdas import Lambdas
from infra.resources import Function

_LOG = logging.getLogger("reprise.local")
_EVERY_S = 10.0


class Schedules:
    """Invokes every scheduled function each ten seconds."""

    def __init__(self, lambdas: Lambdas, functions: tuple[Function, ...]) -> None:
        self._lambdas = lambdas
        self._due = [(each.logical_id, event) for each in functions for event in each.schedules]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="schedules")

    def start(self) -> None:
        """Begin; the first time is one interval away."""
        self._thread.start()

    def stop(self) -> None:
        """Return when none runs any more."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(_EVERY_S):
            for name, event in self._due:
                try:
                    self._lambdas.invoke_from_outside(name, dict(event))
                except FunctionFailedError:
                    _LOG.warning("the schedule of %s failed; it comes again", name)
