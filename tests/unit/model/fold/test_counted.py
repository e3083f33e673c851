"""Usage and cost count once, however many wrappers repeat them."""

from typing import Any

from functions.model.fold.turn import fold_turn
from functions.model.observation import Observation
from functions.model.turn import Turn
from tests.factories import a_trace, an_observation


def _turn(*steps: Observation) -> Turn:
    return fold_turn(a_trace(*steps))


def _step(name: str, parent: str | None = None, **said: Any) -> Observation:
    return an_observation(name, parent_id=parent, **said)


def test_a_wrapper_that_repeats_its_call_is_not_counted() -> None:
    turn = _turn(
        _step("agent", usage={"input": 5}),
        _step("wrapper", "agent"),
        _step("call", "wrapper", usage={"input": 5}),
    )

    assert turn.usage == {"input": 5, "total": 5}


def test_siblings_are_added_up() -> None:
    turn = _turn(
        _step("root"),
        _step("a", "root", usage={"input": 1, "output": 2}, cost={"input": 0.1, "output": 0.2}),
        _step("b", "root", usage={"input": 10}, cost={"total": 1.0}),
    )

    assert turn.usage == {"input": 11, "output": 2, "total": 13}
    assert turn.cost_usd == 1.3


def test_a_cost_that_only_the_wrapper_knows_is_kept() -> None:
    turn = _turn(
        _step("wrapper", usage={"input": 5}, cost={"total": 0.5}),
        _step("call", "wrapper", usage={"input": 5}),
    )

    assert turn.usage == {"input": 5, "total": 5}
    assert turn.cost_usd == 0.5


def test_parents_in_a_circle_are_counted_once_each_and_end() -> None:
    turn = _turn(_step("a", "b", usage={"input": 1}), _step("b", "a"))

    assert turn.usage == {"input": 1, "total": 1}


def test_a_cost_that_nobody_gave_is_unknown_rather_than_nothing() -> None:
    assert _turn(_step("call", usage={"input": 5})).cost_usd is None
    assert _turn(_step("call", cost={"total": 0.0})).cost_usd == 0


def test_input_output_and_total_come_before_the_details() -> None:
    usage = {f"detail-{number:02}": 1 for number in range(30)} | {"input": 7, "output": 8}

    turn = _turn(_step("call", usage=usage))

    assert list(turn.usage)[:3] == ["input", "output", "total"]
    assert len(turn.usage) == 20
