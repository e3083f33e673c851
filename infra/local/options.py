"""What `python -m infra.local` may be told."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line, parsed."""

    port: int = 3000
    """Of the product; published pages are on the next one."""

    data: Path = Path(".reprise")
    public_key: str = "pk-lf-local"
    secret_key: str = "sk-lf-local"  # noqa: S105 - the default is printed at every start
    project_id: str = "demo"
    reset: bool = False
    """Whether everything kept in `data` is thrown away first."""

    demo: bool = True
    """Whether a fresh folder gets the demo sessions."""

    endpoint_url: str | None = None
    """An engine that runs already; None starts the embedded one."""


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Return the options, or end the process with argparse's message."""
    default = Options()
    parser = argparse.ArgumentParser(
        prog="python -m infra.local", description="Run the whole of Reprise on this machine."
    )
    parser.add_argument("--port", type=_port, default=default.port)
    parser.add_argument("--data", type=Path, default=default.data, help="where everything is kept")
    parser.add_argument("--public-key", default=default.public_key)
    parser.add_argument("--secret-key", default=default.secret_key)
    parser.add_argument("--project-id", type=_project_id, default=default.project_id)
    parser.add_argument("--reset", action="store_true", help="throw away what was kept")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="load no demo")
    parser.add_argument("--endpoint-url", help="a DynamoDB and S3 that run already")
    return Options(**vars(parser.parse_args(arguments)))


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65534:
        raise argparse.ArgumentTypeError("a port is between 1 and 65534")
    return port


def _project_id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text):
        raise argparse.ArgumentTypeError("a project id is 1 to 64 of A-Z a-z 0-9 _ -")
    return text
