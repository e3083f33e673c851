"""The engine's state on the disk: numbered folders, of which the highest counts.

A generation is the engine's state at one moment (its own JSON files) and the journal of what
changed since.  A new one is written beside the old under a passing name and renamed when it is
whole, so that a kill at any moment leaves one or the other.
"""

import os
import shutil
from pathlib import Path

_UNFINISHED = ".new"


def newest(root: Path) -> Path:
    """Return the newest whole generation, the first of all if there is none; sweep the others."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = sorted(each for each in root.iterdir() if each.name.isdigit())
    chosen = whole[-1] if whole else root / _name(1)
    chosen.mkdir(mode=0o700, exist_ok=True)
    for each in root.iterdir():
        if each != chosen:
            shutil.rmtree(each)
    return chosen


def begin(current: Path) -> Path:
    """Return an empty folder to write the generation after `current` to."""
    unfinished = current.parent / (_name(int(current.name) + 1) + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    return unfinished


def commit(unfinished: Path) -> Path:
    """Make a written generation the newest, lastingly, and return where it is now."""
    for each in (*unfinished.iterdir(), unfinished):
        _sync(each)
    whole = unfinished.with_name(unfinished.name.removesuffix(_UNFINISHED))
    unfinished.rename(whole)
    _sync(whole.parent)
    return whole


def journal(generation: Path) -> Path:
    """Return where a generation's journal is."""
    path = generation / "journal"
    path.touch(mode=0o600)
    return path


def _name(number: int) -> str:
    return f"{number:08d}"


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
