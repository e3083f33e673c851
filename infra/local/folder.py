"""The data folder: what is where, and that only one process uses it."""

import fcntl
import os
import shutil
import time
from pathlib import Path

from infra.local.errors import FolderInUseError

_PATIENCE_S = 5.0
"""An engine whose parent was just killed needs a moment to let go."""

_OURS = ("engine", "objects", "failed", "demo-loaded", "position.json", "engine.log")


class DataFolder:
    """Everything that is kept between two starts."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.lock_fd = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)

    @property
    def engine(self) -> Path:
        """The engine's state and journal."""
        return self.root / "engine"

    @property
    def objects(self) -> Path:
        """The engine's S3 objects, as files."""
        return self.root / "objects"

    @property
    def engine_log(self) -> Path:
        """What the engine had to say since the last start."""
        return self.root / "engine.log"

    @property
    def failed(self) -> Path:
        """Stream records that were given up."""
        return self.root / "failed"

    @property
    def position(self) -> Path:
        """Where the stream of an engine that is not ours was left."""
        return self.root / "position.json"

    @property
    def demo_loaded(self) -> Path:
        """Exists once the demo sessions were loaded."""
        return self.root / "demo-loaded"

    def lock(self) -> None:
        """Take the folder; the lock ends with the last process that holds `lock_fd`.

        Raises:
            FolderInUseError: another one holds it.

        """
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            try:
                fcntl.flock(self.lock_fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise FolderInUseError(f"{self.root} is used by another process") from None
                time.sleep(0.05)
            else:
                return

    def reset(self) -> None:
        """Throw away what we keep, and nothing else that may lie in the folder."""
        for name in _OURS:
            path = self.root / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
