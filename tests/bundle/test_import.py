"""Each artifact imports alone: what is not in it is not there."""

import sysconfig
from pathlib import Path

import pytest

from infra.resources import functions
from tests.bundle.artifact import Imported
from tests.bundle.artifact import alone as run_alone

# Counts are steady where milliseconds are not.  Found, and a few dozen more: a ceiling that is
# reached is a question what came in, not a reason to raise it.
MODULES = {
    "IngestFunction": 260,
    "RollupFunction": 650,
    "ViewerFunction": 1030,
    "WorkerFunction": 760,
}

# What would make an SDK wait for ingest's cold start.
HEAVY = {
    "aws_lambda_powertools", "boto3", "botocore", "fastapi", "jinja2", "pydantic", "starlette",
}  # fmt: skip

# A handler imports some of its modules only when they are asked for.  The store is left out: ingest
# has its light half and no boto3.
_EVERY_MODULE = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
for top in ("functions", "web"):
    try:
        package = importlib.import_module(top)
    except ModuleNotFoundError:
        continue
    for each in pkgutil.walk_packages(package.__path__, top + "."):
        if not each.name.startswith("functions.store"):
            importlib.import_module(each.name)
            print(each.name)
"""

_CLIENTS = """
import sys
sys.path.insert(0, sys.argv[1])
import boto3
keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "eu-west-1"}
for service in ("dynamodb", "lambda", "s3"):
    print(boto3.client(service, **keys).meta.service_model.service_name)
"""


def test_the_handler_can_be_called(alone: Imported) -> None:
    assert alone.callable


def test_everything_imported_is_in_the_artifact_or_in_python(
    alone: Imported, artifact: Path
) -> None:
    homes = (artifact, *(Path(sysconfig.get_path(each)) for each in ("stdlib", "platstdlib")))
    files = (Path(each) for each in alone.modules.values() if each and not each.startswith("<"))

    assert [each for each in files if not any(each.is_relative_to(home) for home in homes)] == []


def test_every_module_finds_what_it_imports(artifact: Path, function: str) -> None:
    modules = run_alone(_EVERY_MODULE, str(artifact)).split()

    assert functions()[function].handler.removesuffix(".lambda_handler") in modules


def test_the_handler_brings_in_no_crowd(alone: Imported, function: str) -> None:
    assert len(alone.modules) <= MODULES[function]


@pytest.mark.parametrize("function", ["IngestFunction"], indirect=True)
def test_ingest_starts_without_frameworks(alone: Imported) -> None:
    assert {name.partition(".")[0] for name in alone.modules} & HEAVY == set()


@pytest.mark.parametrize(
    "function", ["RollupFunction", "ViewerFunction", "WorkerFunction"], indirect=True
)
def test_botocore_still_knows_the_services_that_are_called(artifact: Path) -> None:
    assert run_alone(_CLIENTS, str(artifact)).split() == ["dynamodb", "lambda", "s3"]
