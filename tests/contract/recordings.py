"""The recordings, as requests that a test can send again."""

from pathlib import Path

from infra.local.recording.capture import CapturedRequest
from infra.local.recording.folder import read_recording

RECORDED = Path(__file__).parent / "recorded"


def recordings() -> tuple[str, ...]:
    """Return the name of every recording: the client and its version."""
    return tuple(sorted(path.name for path in RECORDED.iterdir() if path.is_dir()))


def recorded_requests(name: str) -> tuple[CapturedRequest, ...]:
    """Return what that client sent, in order: method, path with query, headers, body as sent."""
    return read_recording(RECORDED / name)
