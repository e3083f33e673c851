"""A recording on disk: `NNN.json` says how a request came, `NNN.bin` is its body as sent.

Recordings made elsewhere keep the headers as pairs, and the query apart: both are read.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from infra.local.recording.capture import CapturedRequest

# Who asked and over which connection: true of one run on one machine only.
_UNRECORDED = frozenset(
    {
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "host",
        "transfer-encoding",
    }
)


def write_recording(folder: Path, requests: Iterable[CapturedRequest]) -> int:
    """Put the requests in place of what the folder held; return how many there were."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.json"), *folder.glob("*.bin")):
        old.unlink()
    count = 0
    for count, request in enumerate(requests, start=1):
        (folder / f"{count:03}.json").write_text(_description(request))
        if request.body:
            (folder / f"{count:03}.bin").write_bytes(request.body)
    return count


def read_recording(folder: Path) -> tuple[CapturedRequest, ...]:
    """Return the requests of a folder in the order in which they were sent."""
    return tuple(_read(path) for path in sorted(folder.glob("[0-9][0-9][0-9].json")))


def _read(path: Path) -> CapturedRequest:
    described = json.loads(path.read_text())
    headers = described["headers"]
    pairs = headers.items() if isinstance(headers, dict) else headers
    query = described.get("query")
    body = path.with_suffix(".bin")
    return CapturedRequest(
        method=described["method"],
        path=f"{described['path']}?{query}" if query else described["path"],
        headers=tuple((key, value) for key, value in pairs),
        body=body.read_bytes() if body.exists() else b"",
    )


def _description(request: CapturedRequest) -> str:
    headers = {key: value for key, value in request.headers if key.lower() not in _UNRECORDED}
    described = {"method": request.method, "path": request.path, "headers": headers}
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"
