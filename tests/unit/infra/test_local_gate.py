"""The gate: whoever closes it is alone."""

import threading

import pytest

from infra.local.gate import Gate


def test_closing_waits_for_those_inside() -> None:
    gate = Gate()
    entered, leave = threading.Event(), threading.Event()

    def work() -> None:
        with gate.entered():
            entered.set()
            leave.wait()

    thread = threading.Thread(target=work)
    thread.start()
    entered.wait()

    with gate.closed(0.01) as left:
        assert not left
    leave.set()
    with gate.closed(5.0) as left:
        assert left
    thread.join()


def test_work_waits_until_the_gate_opens_again() -> None:
    gate = Gate()
    done = threading.Event()

    def work() -> None:
        with gate.entered():
            done.set()

    thread = threading.Thread(target=work)
    with gate.closed(1.0):
        thread.start()
        assert not done.wait(0.05)

    assert done.wait(5.0)
    thread.join()


def test_work_that_raises_has_left() -> None:
    gate = Gate()

    with pytest.raises(ZeroDivisionError), gate.entered():
        _ = 1 / 0

    with gate.closed(0.0) as left:
        assert left
