"""The embedded engine, seen from the product: started, watched, started again, told to save."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from infra.local.errors import EngineError
from infra.local.folder import DataFolder
from infra.local.sockets import listen_anywhere, url

REGION = "eu-west-1"
"""Fixed, because the engine keeps a table per region and must find it again."""

_ROOT = Path(__file__).parents[2]
_SAVING_S = 600.0
_KILL_AGAIN_S = 0.2
_FAILED_STARTS = 5
"""In a row, after which it is not tried again."""

_PATIENCE_S = 1.0
"""Before progress is worth a line."""


class Engine:
    """ministack in a process of its own.

    The socket is ours: while the process starts, or starts again, requests wait in its backlog
    instead of being refused.  `restarted` is called when a process that died was replaced.
    """

    def __init__(self, folder: DataFolder, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self.restarted: Callable[[], None] = lambda: None
        self._listening = listen_anywhere()
        self._ready = threading.Event()
        self._saved = threading.Event()
        self._said: str | None = None
        self._failed_starts = 0
        self._stopping = False
        self._process: subprocess.Popen[str] | None = None
        self._watching = threading.Thread(target=self._watch, daemon=True, name="engine")

    @property
    def url(self) -> str:
        """Where it listens."""
        return url(self._listening)

    @property
    def pid(self) -> int:
        """Of the process of this moment."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the process; it is watched until `stop`."""
        self._process = self._spawn()
        self._watching.start()

    def wait_ready(self) -> None:
        """Return when the engine has everything that was ever acknowledged.

        Raises:
            EngineError: it does not start.

        """
        self._ready.wait()
        if self._failed_starts >= _FAILED_STARTS:
            raise EngineError(f"the engine does not start; see {self._folder.engine_log}")

    def checkpoint(self) -> None:
        """Let the engine write its state and empty its journal.

        Raises:
            EngineError: it did not; the journal still has everything.

        """
        self._saved.clear()
        self._said = None
        assert self._process is not None  # noqa: S101 - `start` came first
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write("checkpoint\n")
            self._process.stdin.flush()
        except OSError as error:
            raise EngineError("the engine is gone") from error
        if not self._saved.wait(_SAVING_S) or self._said != "saved":
            raise EngineError("the engine did not save; its journal is kept")

    def stop(self) -> None:
        """End the process as it stands."""
        self._stopping = True
        # More than once: the process may just be replaced by another one.
        while self._process is not None and self._watching.is_alive():
            self._process.kill()
            self._watching.join(_KILL_AGAIN_S)
        self._listening.close()

    def _spawn(self) -> subprocess.Popen[str]:
        fd = self._listening.fileno()
        where = (str(self._folder.engine), str(self._folder.objects), REGION, str(fd))
        with self._folder.engine_log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "infra.local.engine_process", *where],
                cwd=_ROOT,
                env=os.environ | {"GATEWAY_PORT": self.url.rpartition(":")[2]},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                # The lock of the folder ends with the last process that uses the folder.
                pass_fds=(fd, self._folder.lock_fd),
                start_new_session=True,
                text=True,
            )

    def _watch(self) -> None:
        while not self._stopping and self._failed_starts < _FAILED_STARTS:
            assert self._process is not None  # noqa: S101 - `start` came first
            born = time.monotonic()
            with self._process as process:
                self._follow(process, born)
            self._saved.set()
            if self._stopping:
                return
            # Somebody who kills it says nothing about whether it can start.
            self._failed_starts += process.returncode != -signal.SIGKILL
            self._process = self._spawn()
        if self._ready.is_set():
            # Nothing can be answered without it, and nothing is lost: its journal is there.
            self._say(f"The engine does not come back; see {self._folder.engine_log}")
            os._exit(1)
        self._ready.set()

    def _follow(self, process: subprocess.Popen[str], born: float) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        for line in process.stdout:
            match line.split():
                case ["ready"]:
                    again = self._ready.is_set()
                    self._failed_starts = 0
                    self._ready.set()
                    if again:
                        self.restarted()
                case ["replaying", done, total]:
                    if time.monotonic() - born > _PATIENCE_S:
                        self._say(f"Recovering what was acknowledged: {done} of {total} changes …")
                case ["saved"] | ["not", "saved"]:
                    self._said = line.strip()
                    self._saved.set()
