"""What is too large for an item: objects in the payload bucket."""

import time

from functions.store.wire import Wire

_PATIENCE_S = 8.0


class Payloads:
    """The private bucket; every key in it begins with a project."""

    def __init__(self, connection: Wire, bucket: str) -> None:
        self._wire = connection
        self._bucket = bucket

    def read(self, key: str) -> bytes:
        """Return an object's bytes."""
        path = f"/{self._bucket}/{key}"
        return self._wire.send("GET", path, {}, b"", time.monotonic() + _PATIENCE_S)
