"""`sam build` itself, for the architecture that is deployed, with no Docker to be found."""

import subprocess
from pathlib import Path

import pytest

from infra.resources import functions
from tests.bundle.artifact import ROOT, size_bytes, tools

_ELF_MACHINE = slice(18, 20)
_ARM64 = (183).to_bytes(2, "little")

_PYC_FLAGS = slice(4, 8)
_UNCHECKED_HASH = (0b01).to_bytes(4, "little")

# Unzipped; Lambda refuses more than 250.
MEGABYTES = {"IngestFunction": 40, "RollupFunction": 60, "ViewerFunction": 80, "WorkerFunction": 60}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which `sam build` put every function."""
    folder = tmp_path_factory.mktemp("sam")
    environment = tools() | {"SAM_CLI_TELEMETRY": "0", "DOCKER_HOST": "tcp://127.0.0.1:1"}
    subprocess.run(
        [ROOT / ".venv-sam/bin/sam", "build", "--build-dir", folder],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    return folder


def test_every_function_is_built(built: Path) -> None:
    assert {each.name for each in built.iterdir() if each.is_dir()} == set(functions())


def test_every_compiled_module_is_for_the_processor_that_is_deployed(built: Path) -> None:
    libraries = sorted(built.rglob("*.so"))

    assert libraries
    assert [each for each in libraries if each.read_bytes()[:20][_ELF_MACHINE] != _ARM64] == []


def test_every_module_comes_with_bytecode_that_is_not_checked(built: Path) -> None:
    modules = sorted(built.rglob("*.py"))

    assert modules
    assert [each for each in modules if _pyc_flags(each) != _UNCHECKED_HASH] == []


def _pyc_flags(module: Path) -> bytes:
    bytecode = module.parent / "__pycache__" / f"{module.stem}.cpython-313.pyc"
    return bytecode.read_bytes()[_PYC_FLAGS]


@pytest.mark.parametrize("function", sorted(functions()))
def test_the_artifact_is_small(built: Path, function: str) -> None:
    assert size_bytes(built / function) <= MEGABYTES[function] * 1_000_000
