"""Every function's artifact, built once for this machine."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from infra.resources import functions
from tests.bundle.artifact import Imported, build, imported


@pytest.fixture(scope="session")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the artifact of each function, by its logical id."""
    folder = tmp_path_factory.mktemp("artifacts")
    return {name: build(name, folder / name) for name in functions()}


@pytest.fixture(scope="session", params=sorted(functions()))
def function(request: pytest.FixtureRequest) -> str:
    """Return each function in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def artifact(artifacts: Mapping[str, Path], function: str) -> Path:
    """Return the artifact of the function."""
    return artifacts[function]


@pytest.fixture(scope="session")
def alone(artifact: Path, function: str) -> Imported:
    """Return what importing the function's handler from its artifact alone brought in."""
    return imported(artifact, functions()[function].handler)
