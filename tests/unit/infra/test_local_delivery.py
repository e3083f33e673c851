"""Batches of the stream, delivered as Lambda's event source mapping does it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.local import delivery
from infra.local.delivery import Delivery, EventSource
from infra.local.errors import FunctionFailedError

type Json = dict[str, Any]
type Judge = Callable[[list[str]], str | None]


class Function:
    """Takes records, except those that a judge names or raises at."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.batches: list[list[str]] = []

    def __call__(self, event: Json) -> Json:
        numbers = [each["dynamodb"]["SequenceNumber"] for each in event["Records"]]
        self.batches.append(numbers)
        failed = self._judge(numbers)
        return {"batchItemFailures": [{"itemIdentifier": failed}] if failed else []}


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_FIRST_PAUSE_S", 0.0)


def test_a_batch_that_is_taken_is_delivered_once(tmp_path: Path) -> None:
    function = delivered(tmp_path, lambda _numbers: None)

    assert function.batches == [["1", "2", "3", "4"]]


def test_a_reported_failure_comes_again_from_there_on(tmp_path: Path) -> None:
    failures = iter(["3", None])

    function = delivered(tmp_path, lambda _numbers: next(failures))

    assert function.batches == [["1", "2", "3", "4"], ["3", "4"]]


def test_an_identifier_of_another_batch_fails_the_whole_batch(tmp_path: Path) -> None:
    failures = iter(["99", None])

    function = delivered(tmp_path, lambda _numbers: next(failures))

    assert function.batches == [["1", "2", "3", "4"]] * 2


def test_a_record_that_never_works_is_given_up_and_its_neighbours_are_not(tmp_path: Path) -> None:
    function = delivered(tmp_path, lambda numbers: "2" if "2" in numbers else None)

    assert function.batches[-1] == ["3", "4"]
    assert given_up(tmp_path) == ["2"]


def test_a_record_at_which_the_function_raises_is_narrowed_down(tmp_path: Path) -> None:
    def judge(numbers: list[str]) -> None:
        if "2" in numbers:
            raise FunctionFailedError("ValueError")

    function = delivered(tmp_path, judge)

    assert ["1"] in function.batches
    assert ["3", "4"] in function.batches
    assert function.batches.count(["2"]) == 3
    assert given_up(tmp_path) == ["2"]


def test_a_function_that_raises_once_loses_nothing(tmp_path: Path) -> None:
    first = iter([True])

    def judge(_numbers: list[str]) -> None:
        if next(first, False):
            raise FunctionFailedError("ValueError")

    function = delivered(tmp_path, judge)

    assert function.batches == [["1", "2", "3", "4"], ["1", "2"], ["3", "4"]]
    assert given_up(tmp_path) == []


def test_the_template_says_how_often_and_how_many() -> None:
    source = EventSource.of("RollupFunction")

    assert (source.batch_size, source.retries, source.lanes) == (200, 20, 10)


def delivered(folder: Path, judge: Judge) -> Function:
    function = Function(judge)
    records = [{"dynamodb": {"SequenceNumber": number}} for number in "1234"]
    Delivery(function, retries=2, given_up=folder / "failed").deliver(records)
    return function


def given_up(folder: Path) -> list[str]:
    return [
        json.loads(path.read_text())["dynamodb"]["SequenceNumber"]
        for path in (folder / "failed").glob("*.json")
    ]
