"""Ingest's cold start: an SDK waits five seconds in all, so little is imported."""

import subprocess
import sys

import pytest

HEAVY = {"aws_lambda_powertools", "boto3", "botocore", "fastapi", "jinja2", "pydantic", "starlette"}


def _imported(*modules: str) -> set[str]:
    program = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    return set(result.stdout.split())


@pytest.mark.parametrize(
    "modules",
    [
        ("functions.ingest.handler",),
        ("functions.ingest.handler", "functions.ingest.otlp"),
    ],
    ids=["before a request", "after the first export"],
)
def test_nothing_heavy_is_imported(modules: tuple[str, ...]) -> None:
    assert _imported(*modules) & HEAVY == set()


def test_an_export_does_not_wait_for_what_only_a_batch_needs() -> None:
    assert "functions.ingest.event" not in _imported("functions.ingest.handler")


def test_no_route_imports_boto3() -> None:
    modules = _imported(
        "functions.ingest.handler",
        "functions.ingest.otlp",
        "functions.ingest.langfuse",
        "functions.ingest.scores",
    )

    assert modules & (HEAVY - {"pydantic"}) == set()
