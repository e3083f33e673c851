"""One Lambda's artifact: built for this machine, looked at, imported alone."""

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ARCHITECTURE = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")

# Runs with -I -S and an empty environment: the standard library, the artifact, and nothing else.
# A connection made while importing is an error.
_IMPORT = """
import sys, time
artifact, module, name, *more = sys.argv[1:]
def refuse(event, arguments):
    if event == "socket.connect":
        raise RuntimeError("a connection while importing")
sys.addaudithook(refuse)
sys.path.insert(0, artifact)
before = time.process_time()
handler = getattr(__import__(module, fromlist=[name]), name)
for each in more:
    __import__(each)
spent = time.process_time() - before
import json
modules = {each: getattr(found, "__file__", None) for each, found in sys.modules.items()}
json.dump({"callable": callable(handler), "seconds": spent, "modules": modules}, sys.stdout)
"""


# Of nearly every sender; a cold start is over when these are there too.
_ON_THE_FIRST_REQUEST = {"functions.ingest.handler": ("functions.ingest.otlp",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a fresh interpreter was after it imported a handler."""

    callable: bool
    seconds: float
    """Processor time over the bare interpreter."""

    modules: dict[str, str | None]
    """Where each module came from; None for what is built in or a namespace."""


def build(function: str, folder: Path, architecture: str = ARCHITECTURE) -> Path:
    """Build the function's artifact into `folder` as `sam build` would, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["make", "--silent", "--file", "infra/Makefile", f"build-{function}"],
        cwd=ROOT,
        env=tools() | {"ARTIFACTS_DIR": str(folder), "ARCHITECTURE": architecture},
        check=True,
    )
    return folder


def tools() -> dict[str, str]:
    """Return the environment with our own tools first on the PATH, and no word from make."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {key: value for key, value in os.environ.items() if "MAKE" not in key} | {"PATH": path}


def imported(artifact: Path, handler: str) -> Imported:
    """Import the handler, and what its usual request imports, with nothing else to be found."""
    module, _, name = handler.rpartition(".")
    output = alone(_IMPORT, str(artifact), module, name, *_ON_THE_FIRST_REQUEST.get(module, ()))
    return Imported(**json.loads(output))


def alone(program: str, *arguments: str) -> str:
    """Run a program that can see no installed package and no environment variable."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, *arguments],
        env={},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def size_bytes(artifact: Path) -> int:
    """Return the unzipped size, which Lambda limits to 250 MB."""
    return sum(each.stat().st_size for each in artifact.rglob("*") if each.is_file())
