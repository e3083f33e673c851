"""The demo sessions, sent through the real handlers as if they had just happened."""

import base64
import gzip
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from infra.local.demo_times import Moments, moments_of
from infra.local.errors import LocalError
from infra.local.events import Request
from infra.local.options import Options
from infra.local.recording.folder import read_recording
from infra.local.server import FrontDoor

_FOLDER = Path(__file__).parent / "demo"
_AGE_NS = 3 * 60 * 10**9
"""Of the newest turn once it is loaded."""

_DROPPED = {"authorization", "content-encoding", "content-length", "host", "transfer-encoding"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One request of an SDK, its body inflated."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def moments(self) -> Moments:
        """What can read and move the times in its body."""
        return moments_of(self.headers.get("content-type", ""), self.path)


def load(door: FrontDoor, options: Options) -> None:
    """Send every demo session, all moved by one offset: the newest moment is minutes ago.

    Raises:
        LocalError: one was not accepted.

    """
    folders = sorted(each for each in _FOLDER.iterdir() if each.is_dir())
    requests = [recorded for folder in folders for recorded in _recorded(folder)]
    if not requests:
        return
    offset = time.time_ns() - _AGE_NS - _newest(requests)
    for recorded in requests:
        moved = replace(recorded, body=recorded.moments.moved(recorded.body, offset))
        status = door.answer(_request(moved, options)).status
        if status >= 400:
            raise LocalError(f"a demo request to {recorded.path} was answered {status}")


def _newest(requests: Iterable[Recorded]) -> int:
    return max(moment for each in requests for moment in each.moments.read(each.body))


def _recorded(folder: Path) -> Iterator[Recorded]:
    for request in read_recording(folder):
        headers = {name.lower(): value for name, value in request.headers}
        body = _inflated(request.body, headers.get("content-encoding"))
        yield Recorded(method=request.method, path=request.path, headers=headers, body=body)


def _inflated(body: bytes, encoding: str | None) -> bytes:
    match encoding:
        case "gzip":
            return gzip.decompress(body)
        case "deflate":
            return zlib.decompress(body)
    return body


def _request(recorded: Recorded, options: Options) -> Request:
    pair = f"{options.public_key}:{options.secret_key}".encode()
    headers = {name: value for name, value in recorded.headers.items() if name not in _DROPPED} | {
        "authorization": f"Basic {base64.b64encode(pair).decode()}"
    }
    path, _, query = recorded.path.partition("?")
    return Request(
        method=recorded.method,
        raw_path=path,
        query=query,
        headers=list(headers.items()),
        body=recorded.body,
        host=f"127.0.0.1:{options.port}",
        source_ip="127.0.0.1",
    )
