"""Answers that are larger than a function may return."""

import gzip
import json
import random
from typing import Any

import pytest
from starlette.responses import Response

from web.api.errors import TooLongError
from web.api.fit import MOST_AS_TEXT, MOST_GZIPPED, Budget, fitted
from web.api.wire import Wire


def _noise(size: int) -> str:
    """Return text that no packing makes much smaller."""
    return random.Random(1).randbytes(size // 2).hex()


def _answer(*inputs: Any) -> Response:
    data = [
        {"id": f"t/{number}", "projectId": "p", "input": each, "output": "ok", "name": "n"}
        for number, each in enumerate(inputs)
    ]
    return Response(json.dumps({"data": data}), 200, media_type="application/json")


def _parsed(response: Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(bytes(response.body))["data"]
    return found


def test_what_fits_is_left_as_it_is() -> None:
    response = _answer(_noise(1_000_000), "a" * 5_000_000)

    assert fitted(response, takes_gzip=True) is response


@pytest.mark.parametrize("takes_gzip", [True, False])
def test_the_longest_fields_are_cut_with_size_and_link(*, takes_gzip: bool) -> None:
    long = _noise(9_000_000)

    response = fitted(_answer("short", long, {"deep": long}), takes_gzip=takes_gzip)

    if takes_gzip:
        assert len(gzip.compress(bytes(response.body))) <= MOST_GZIPPED
    else:
        assert len(json.dumps(bytes(response.body).decode())) <= MOST_AS_TEXT
    first, second, third = _parsed(response)
    assert first["input"] == "short"
    assert second["input"].startswith(long[:1000])
    assert second["input"].endswith("[cut: 9000002 bytes, whole at /project/p/traces/t%2F1]")
    assert third["input"].startswith('{"deep":"')
    assert {each["output"] for each in (first, second, third)} == {"ok"}


def test_an_answer_that_is_long_everywhere_is_refused() -> None:
    response = _answer(*(_noise(900) + str(number) for number in range(12_000)))

    with pytest.raises(TooLongError):
        fitted(response, takes_gzip=False)


class _Body(Wire):
    input: Any
    output: Any = None
    metadata: Any = None


def test_a_budget_holds_the_first_values_whole_and_cuts_the_rest() -> None:
    budget = Budget(50_000)

    bodies = [budget.held(_Body(input="x" * 40_000), "/there") for _ in range(3)]

    assert len(bodies[0].input) == 40_000
    assert all(len(each.input) < 10_000 for each in bodies[1:])
    assert bodies[2].input.endswith("[cut: 40002 bytes, whole at /there]")
    assert budget.held(_Body(input="small"), "/there").input == "small"
