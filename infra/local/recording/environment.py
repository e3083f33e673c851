"""Throw-away environments in which an SDK is installed exactly as pinned."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "sdk"

# What the pinned packages themselves need is taken as it was on this day: the same every time.
AS_OF = "2026-11-22"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A folder with an interpreter of its own and the pinned packages."""

    language: str
    """`python` or `node`."""
    pins: tuple[str, ...]
    """Exact, in the words of pip (`a==1`) or npm (`a@1`)."""
    cache: Path = CACHE
    """Where it is made, and kept for the next run."""

    @property
    def folder(self) -> Path:
        """Return where it lies: named by its first pin, and by a hash over all of them."""
        first = self.pins[0].replace("==", "-").replace("@", "-").replace("/", "-").strip("-")
        digest = hashlib.sha256("\n".join((self.language, AS_OF, *self.pins)).encode()).hexdigest()
        return self.cache / f"{self.language}-{first}-{digest[:8]}"

    def install(self) -> None:
        """Make it, unless an earlier run has: its marker is written last."""
        with _locked(self.folder.with_name(f"{self.folder.name}.lock")):
            if (self.folder / "complete").exists():
                return
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            _INSTALLERS[self.language](self.folder, self.pins)
            (self.folder / "complete").touch()

    def command(self, program: Path) -> list[str]:
        """Return how to run a program there.

        It is copied in first: Node looks for packages beside the module that imports them, and a
        stack trace then names this folder and nothing else of the machine.
        """
        copy = str(_copied(program, self.folder))
        if self.language == "python":
            return [str(self.folder / "bin" / "python"), copy]
        return [_executable("node"), copy]


def run_driver(
    environment: Environment,
    program: Path,
    settings: dict[str, str],
    *arguments: str,
    beside: tuple[Path, ...] = (),
    timeout_s: float = 120,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, with nothing of our own environment but PATH.

    The modules `beside` it are copied with it, for it to import.
    """
    environment.install()
    for module in beside:
        _copied(module, environment.folder)
    return subprocess.run(
        [*environment.command(program), *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"} | settings,
        cwd=environment.folder,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def _copied(file: Path, folder: Path) -> Path:
    """Put a file there at once: another program may be reading the one that it replaces."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as temporary:
        temporary.write(file.read_bytes())
    return Path(temporary.name).replace(folder / file.name)


def _install_python(folder: Path, pins: tuple[str, ...]) -> None:
    uv = _executable("uv")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    _run([uv, "venv", "--quiet", "--clear", "--python", version, str(folder)])
    exact = ["--exclude-newer", AS_OF, "--python", str(folder / "bin" / "python")]
    _run([uv, "pip", "install", "--quiet", "--compile-bytecode", *exact, *pins])


def _install_node(folder: Path, pins: tuple[str, ...]) -> None:
    (folder / "package.json").write_text('{"private": true}\n')
    quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--silent", "--before", AS_OF]
    _run([_executable("npm"), "install", *quiet, "--prefix", str(folder), *pins])


_INSTALLERS: dict[str, Callable[[Path, tuple[str, ...]], None]] = {
    "python": _install_python,
    "node": _install_node,
}


def _executable(name: str) -> str:
    """Return our own environment's program of that name, else the one on PATH."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    found = shutil.which(name, path=path)
    if found is None:
        raise FileNotFoundError(f"no program {name!r}: it is needed to install an SDK")
    return found


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep a second test run from installing into the same folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
