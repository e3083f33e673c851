"""The demo sessions: what was recorded means what their scripts say."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from functions.model.turn import Turn
from infra.local.record_demo import DEMO, SESSIONS
from infra.local.recording.drivers.script import Script, read_script
from infra.local.recording.environment import ROOT
from infra.local.recording.folder import read_recording
from tests.contract.meaning import plain_body, turns_of

_SCRIPTS = Path(DEMO).parent / "recording" / "scripts"
_NAMES = [each.name for each in SESSIONS]
_SECOND_NS = 1_000_000_000


def script(name: str) -> Script:
    return read_script(_SCRIPTS / f"{name}.json")


def turns(name: str) -> list[Turn]:
    return turns_of(read_recording(DEMO / name))


@pytest.mark.parametrize("name", _NAMES)
def test_every_turn_says_what_its_script_says(name: str) -> None:
    said = [(each.user, each.steps[-1].answer) for each in script(name).turns]

    heard = [
        (each.user and each.user.text, each.answer and each.answer.text) for each in turns(name)
    ]

    assert heard == said


@pytest.mark.parametrize(
    ("name", "count"), [("support-agent", 8), ("flaky-tool", 8), ("polyglot", 40)]
)
def test_a_session_has_all_its_turns(name: str, count: int) -> None:
    found = turns(name)

    assert len(found) == count
    assert {each.session_id for each in found} == {script(name).settings["session"]}


# Langfuse JS 3, of the third session, has spans only, which need not be tools.
@pytest.mark.parametrize("name", ["support-agent", "flaky-tool"])
def test_every_tool_call_is_there(name: str) -> None:
    called = [
        [call.tool for step in each.steps for call in step.calls] for each in script(name).turns
    ]

    assert [[line.name for line in each.tools] for each in turns(name)] == called


def test_the_tool_fails_in_turn_six_only_and_its_retry_succeeds() -> None:
    found = turns("flaky-tool")

    assert [each.error_count for each in found] == [0, 0, 0, 0, 0, 1, 0, 0]
    (error,) = found[5].errors
    assert error.type == "TimeoutError"
    assert "did not answer within 3 s" in error.message
    assert [line.error is None for line in found[5].tools].count(True) == 2


@pytest.mark.parametrize("name", _NAMES)
def test_the_pauses_are_those_of_people(name: str) -> None:
    starts = [each.start_ns or 0 for each in turns(name)]

    pauses = [(after - before) / _SECOND_NS for before, after in pairwise(starts)]
    assert min(pauses) > 5
    assert max(pauses) > 180


@pytest.mark.parametrize("name", _NAMES)
def test_usage_is_told_and_cost_is_told_or_worked_out(name: str) -> None:
    for turn in turns(name):
        assert turn.usage["input"] > 0
        assert turn.usage["output"] > 0
        assert turn.cost_usd
        assert bool(turn.cost_source) == (name == "flaky-tool")


@pytest.mark.parametrize("name", _NAMES)
def test_a_session_names_nobody_s_machine(name: str) -> None:
    for request in read_recording(DEMO / name):
        for place in (b"/home/", b"/Users/", b"/root/", b"host.name", f"{ROOT}/".encode()):
            assert place not in plain_body(request)


def test_the_demo_is_small_and_holds_no_credential() -> None:
    files = list(DEMO.rglob("*.*"))

    assert sum(each.stat().st_size for each in files) < 1_500_000
    for each in DEMO.rglob("*.json"):
        headers = json.loads(each.read_text())["headers"]
        assert "authorization" not in {key.lower() for key in headers}
