"""Several sessions as one file, in parts that can be stored one after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from functions.model.errors import NotFoundError
from functions.model.export import ExportProgress
from web.export.formats import FileFormat, file_name, write
from web.export.session import ExportedSession

LARGEST = 1_000_000_000
"""Bytes of a file; a session with which it is reached is written to its end."""

PART = 8_000_000
"""Bytes from which on a part is stored: S3 takes none below 5 MiB but the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What is to be written."""

    session_ids: Sequence[str]
    file_format: FileFormat
    exported_ms: int
    read: Callable[[str], ExportedSession]
    """Raises NotFoundError for a session that is not there any more."""


def parts(plan: ExportPlan, progress: ExportProgress) -> Iterator[tuple[bytes, ExportProgress]]:
    """Yield what a file lacks, each part with where it goes on once that is stored.

    The last may be empty.
    """
    data = bytearray()
    for piece, after in _pieces(plan, progress):
        data += piece
        progress = after
        if len(data) >= PART:
            yield bytes(data), progress
            data.clear()
    yield bytes(data), progress


def _pieces(plan: ExportPlan, progress: ExportProgress) -> Iterator[tuple[bytes, ExportProgress]]:
    while progress.session < len(plan.session_ids):
        if progress.written.size_bytes >= LARGEST:
            yield b"", _full(plan, progress)
            return
        try:
            exported = plan.read(plan.session_ids[progress.session])
        except NotFoundError:
            progress = _behind(progress, missing=1)
            yield b"", progress
            continue
        for piece in _left(plan, exported, progress.piece):
            progress = _further(progress, len(piece))
            yield piece, progress
        name = progress.name or _name(plan, exported)
        progress = replace(_behind(progress, 1, exported.session.turn_count), name=name)
        yield b"", progress


def _left(plan: ExportPlan, exported: ExportedSession, behind: int) -> Iterator[bytes]:
    """Yield the pieces of a session from number `behind` on."""
    pieces = write(exported, plan.file_format, plan.exported_ms)
    return (piece.encode(errors="replace") for piece in islice(pieces, behind, None))


def _further(progress: ExportProgress, size: int) -> ExportProgress:
    written = progress.written
    written = replace(written, size_bytes=written.size_bytes + size)
    return replace(progress, piece=progress.piece + 1, written=written)


def _behind(
    progress: ExportProgress, sessions: int = 0, turns: int = 0, *, missing: int = 0
) -> ExportProgress:
    """Return the progress at the beginning of the next session."""
    written = progress.written
    written = replace(
        written,
        sessions=written.sessions + sessions,
        turns=written.turns + turns,
        missing=written.missing + missing,
    )
    return replace(progress, session=progress.session + 1, piece=0, written=written)


def _full(plan: ExportPlan, progress: ExportProgress) -> ExportProgress:
    left_out = len(plan.session_ids) - progress.session
    written = replace(progress.written, left_out=left_out)
    return replace(progress, session=len(plan.session_ids), written=written)


def _name(plan: ExportPlan, exported: ExportedSession) -> str:
    if len(plan.session_ids) == 1:
        return file_name(exported.session, plan.file_format)
    return f"{len(plan.session_ids)}-sessions.{plan.file_format}"
