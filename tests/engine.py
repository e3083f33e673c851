"""The engine that tests run on: ministack, right about conditions, paging, streams and limits."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.sockets import listen_anywhere, url

_PATIENCE_S = 60


@contextmanager
def running_engine(folder: Path) -> Iterator[str]:
    """Run an engine on loopback that forgets everything at its end; yields its address."""
    with listen_anywhere() as probe:
        address = url(probe)
    environment = os.environ | {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": address.rpartition(":")[2],
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "ERROR",
        "MINISTACK_REGION": "eu-west-1",
        "SERVICES": "dynamodb,dynamodbstreams,s3",
        "SFTP_ENABLED": "0",
        "TMPDIR": str(folder),
    }
    log = folder / "engine.log"
    with log.open("w") as output:
        command = [str(Path(sys.executable).with_name("ministack"))]
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(address, process, log)
            yield address
        finally:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the engine answers, or fail with what it said."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_ministack/health", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"the engine did not start: {log.read_text()[-2000:]}")
