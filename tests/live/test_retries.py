"""Whatever is answered, and whenever: what a client sends again is kept once, and never lost.

What each SDK gives up at once is its own affair; it is written down here, and held to be just that.
`RETRIES=all` tries the answers that teach nothing new as well.
"""

import json
import os
import re
import secrets
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from infra.local.recording.capture import CaptureServer
from tests.live.catalogue import SDKS
from tests.live.catalogue.client import Client
from tests.live.outcome import server_at
from tests.live.reading import Json, read_traces, wait_for
from tests.live.trouble import BATCH, REST, SCORES, TELLING, TRACES, Trouble
from tests.product import Product

TROUBLES = (*TELLING, *REST) if os.environ.get("RETRIES") == "all" else TELLING

_REFUSALS = {f"{status}-before" for status in (400, 401, 403, 404, 408, 413)}
_TRACES_GIVEN_UP = _REFUSALS | {"500-before", "500-after", "hang-after", "errors-after"}
"""No exporter of OpenTelemetry's sends these again; the last is an answer like any to it."""

_ERROR = re.compile(r"^ERROR|\[ERROR\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A client, and what it does not send again, by the path that it is sent to."""

    client: str
    program: str
    given_up: dict[str, set[str]]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return where it sends to: traces first, scores last."""
        return tuple(self.given_up)


CASES = (
    Case(
        client="langfuse-python-2.60.10",
        program="retry_langfuse_2.py",
        given_up={BATCH: _REFUSALS},
    ),
    *(
        Case(
            client=f"langfuse-python-{version}",
            program="retry_langfuse_otel.py",
            given_up={TRACES: _TRACES_GIVEN_UP, BATCH: _REFUSALS},
        )
        for version in ("3.15.0", "4.18.0")
    ),
    Case(
        client="langfuse-python-5.0.4",
        program="retry_langfuse_otel.py",
        given_up={TRACES: _TRACES_GIVEN_UP, SCORES: _REFUSALS | {"errors-after"}},
    ),
    Case(
        client="langfuse-js-3.39.2",
        program="retry_langfuse_3.mjs",
        given_up={BATCH: set()},
    ),
    *(
        Case(
            client=f"langfuse-js-otel-{version}",
            program="retry_langfuse_otel.mjs",
            given_up={
                TRACES: _TRACES_GIVEN_UP,
                BATCH: _REFUSALS - {"408-before"} | {"drop-before", "drop-after", "errors-after"},
            },
        )
        for version in ("4.6.1", "5.11.1")
    ),
    Case(
        client="opentelemetry-python-1.45.2-gzip",
        program="retry_opentelemetry.py",
        given_up={TRACES: _TRACES_GIVEN_UP},
    ),
    *(
        Case(
            client=f"opentelemetry-js-0.223.0-{encoding}",
            program="retry_opentelemetry.mjs",
            given_up={TRACES: _TRACES_GIVEN_UP},
        )
        for encoding in ("json", "protobuf")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a client did in all those troubles, and what the product has of it."""

    case: Case
    ended: subprocess.CompletedProcess[str]
    tries: dict[str, dict[str, int]]
    traces: dict[str, list[Json]]
    """By the trouble that they name."""

    def errors(self) -> set[str]:
        """Return in which troubles the client logged an error."""
        parts = re.split(r"^== (\S+)\n", self.ended.stderr, flags=re.MULTILINE)
        told = zip(parts[1::2], parts[2::2], strict=True)
        return {name for name, said in told if _ERROR.search(said)}


@pytest.fixture(scope="module")
def results(product: Product) -> Iterator[dict[str, Future[Result]]]:
    """Begin all of them: they wait far more than they work."""
    with ThreadPoolExecutor(len(CASES)) as pool:
        yield {each.client: pool.submit(_run, each, product) for each in CASES}


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.client)
def result(request: pytest.FixtureRequest, results: dict[str, Future[Result]]) -> Result:
    return results[request.param.client].result()


def _run(case: Case, product: Product) -> Result:
    client = next(each for each in SDKS if each.name == case.client)
    session = f"retries {client.name} / {secrets.token_hex(4)}"
    trouble = Trouble(product.port)
    ended = _send(client, case, product, trouble, session)
    expected = _kept(case)
    traces = wait_for(
        lambda: read_traces(product, session),
        lambda found: len(found) >= len(expected) and _scored(found) >= _scores_kept(case),
    )
    return Result(
        case=case,
        ended=ended,
        tries={path: trouble.tries(path) for path in case.paths},
        traces={name: [each for each in traces if _names(each, name)] for name in TROUBLES},
    )


def _send(
    client: Client, case: Case, product: Product, trouble: Trouble, session: str
) -> subprocess.CompletedProcess[str]:
    settings = {
        "TROUBLES": json.dumps(TROUBLES),
        "SESSION": session,
        "LANGFUSE_TIMEOUT": "5",  # that of later SDKs; the second one waits for 20 seconds
    }
    with CaptureServer(trouble) as front:
        server = server_at(front.url, product, front.url)
        return client.run(case.program, settings, server, timeout_s=300)


def _names(trace: Json, trouble: str) -> bool:
    return str(trace["name"]) == f"trouble:{trouble}"


def _kept(case: Case) -> set[str]:
    """Return of which troubles the trace must be there: stored at once, or sent again."""
    given_up = case.given_up[case.paths[0]]
    return {each for each in TROUBLES if each.endswith("-after") or each not in given_up}


def _with_score(case: Case) -> set[str]:
    if case.paths == (TRACES,):
        return set()
    given_up = case.given_up[case.paths[-1]]
    unsent = {"hang-after"} if case.paths[0] == TRACES else set()
    return {each for each in TROUBLES if each.endswith("-after") or each not in given_up} - unsent


def _scores_kept(case: Case) -> int:
    return len(_kept(case) & _with_score(case))


def _scored(traces: list[Json]) -> int:
    return sum(bool(each["scores"]) for each in traces)


def test_the_client_comes_to_its_end(result: Result) -> None:
    assert result.ended.returncode == 0, result.ended.stderr


def test_what_a_client_gives_up_at_once_is_known(result: Result) -> None:
    for path, given_up in result.case.given_up.items():
        sent = result.tries[path]
        assert sent == {name: 1 if name in given_up else 2 for name in sent}
    assert set(result.tries[result.case.paths[0]]) == set(TROUBLES)


def test_nothing_that_could_be_kept_is_lost(result: Result) -> None:
    assert {name for name, found in result.traces.items() if found} == _kept(result.case)


def test_nothing_is_there_twice(result: Result) -> None:
    for name, found in result.traces.items():
        assert len(found) <= 1, name
        for trace in found:
            assert len(trace["observations"]) == 1, name
            expected = name in _with_score(result.case)
            assert len(trace["scores"]) == expected, name


def test_a_client_logs_an_error_only_where_it_gives_up(result: Result) -> None:
    given_up = set().union(*result.case.given_up.values())

    assert result.errors() - given_up == set()
