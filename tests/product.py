"""The product as a user starts it: `python -m infra.local` in a process of its own."""

import base64
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from infra.local.recording.environment import ROOT

_START_S = 60.0
_STOP_S = 30.0


class ProductDiedError(Exception):
    """The product ended, or never became ready; the message is what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer of the product."""

    status: int
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes

    def json(self) -> Any:
        """Return the body, parsed."""
        return json.loads(self.body)


class Product:
    """Starts the product on a free port, over one data folder that outlives its process."""

    project = "demo"
    public_key = "pk-lf-local"
    secret_key = "sk-lf-local"

    def __init__(self, data: Path, *, demo: bool = False) -> None:
        self.data = data
        self.port = _free_port_pair()
        self._demo = demo
        self._log = data.with_name(f"{data.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return the origin of pages and API, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def public_origin(self) -> str:
        """Return the origin of published pages."""
        return f"http://localhost:{self.port + 1}"

    @property
    def basic(self) -> str:
        """Return the value of Authorization that the project's keys make."""
        pair = f"{self.public_key}:{self.secret_key}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    @property
    def pid(self) -> int:
        """Return the id of the process that runs now."""
        return self._running().pid

    def output(self) -> str:
        """Return all that it has printed, over all of its starts."""
        return self._log.read_text() if self._log.exists() else ""

    def start(self) -> float:
        """Start it; return the seconds until it said that it is ready, demo sessions and all."""
        command = [sys.executable, "-m", "infra.local", "--port", str(self.port)]
        command += ["--data", str(self.data), *([] if self._demo else ["--no-demo"])]
        printed = len(self.output())
        began = time.monotonic()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C for the tests is not one for the product
            )
        while not ("Reprise is ready" in self.output()[printed:] and self._healthy()):
            if self._process.poll() is not None or time.monotonic() - began > _START_S:
                self.kill()
                raise ProductDiedError(self.output())
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> None:
        """Stop it as Ctrl-C does; raises if that is not clean and in time."""
        process = self._running()
        process.send_signal(signal.SIGINT)
        try:
            code = process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        if code:
            raise ProductDiedError(self.output())

    def kill(self) -> None:
        """End it as a power cut would."""
        process = self._running()
        process.kill()
        process.wait()

    def request(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Ask it, with the project's keys; redirects are followed, an error status is a reply."""
        asked = urllib.request.Request(  # noqa: S310 - our own server
            self.url + path,
            data=body,
            method=method,
            headers={"Authorization": self.basic} | (headers or {}),
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - as above
                return _reply(answer.status, answer.headers.items(), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return _reply(error.code, error.headers.items(), error.read())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise ProductDiedError("the product was never started")
        return self._process

    def _healthy(self) -> bool:
        try:
            return self.request("/api/public/health").status == 200
        except OSError:
            return False


def _reply(status: int, headers: Any, body: bytes) -> Reply:
    return Reply(status=status, headers={k.lower(): v for k, v in headers}, body=body)


def _free_port_pair() -> int:
    """Return a port that is free now, with the one after it: published pages are there.

    Below the ports that the system gives to outgoing connections: a product that is started again
    would sometimes find one of those on its own.
    """
    while True:
        port = random.randint(10_000, 30_000)
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
