"""A gate that work passes through, and that can be closed until nobody is inside."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Ordinary work enters; whoever closes it waits for those inside, and holds up the next."""

    def __init__(self) -> None:
        self._inside = 0
        self._closed = False
        self._changed = threading.Condition()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Be inside; waits while the gate is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self, patience: float) -> Iterator[bool]:
        """Keep everybody out; yields whether all who were inside left in time."""
        until = time.monotonic() + patience
        with self._changed:
            self._closed = True
            left = self._changed.wait_for(lambda: self._inside == 0, until - time.monotonic())
        try:
            yield left
        finally:
            with self._changed:
                self._closed = False
                self._changed.notify_all()
