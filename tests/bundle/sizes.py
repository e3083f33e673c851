"""Print how large each artifact is and what importing it costs: `make sizes`."""

import shutil
import tempfile
from pathlib import Path

from infra.resources import Function, functions
from tests.bundle.artifact import build, imported, size_bytes

_ROUNDS = 7


def main() -> None:
    """Build every function for this machine and print a line about each."""
    print("function          unzipped    zipped   modules   import (CPU, best of 7)")
    with tempfile.TemporaryDirectory() as folder:
        for function in functions().values():
            print(_line(function, Path(folder)))


def _line(function: Function, folder: Path) -> str:
    artifact = build(function.logical_id, folder / function.logical_id)
    archive = shutil.make_archive(str(folder / "zipped"), "zip", artifact)
    rounds = [imported(artifact, function.handler) for _ in range(_ROUNDS)]
    return (
        f"{function.logical_id:<16}"
        f"{size_bytes(artifact) / 1e6:>7.1f} MB"
        f"{Path(archive).stat().st_size / 1e6:>7.1f} MB"
        f"{len(rounds[0].modules):>10}"
        f"{min(each.seconds for each in rounds) * 1000:>10.0f} ms"
    )


if __name__ == "__main__":
    main()
