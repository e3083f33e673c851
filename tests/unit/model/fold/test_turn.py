"""What a turn says (docs/decisions/0001), in the spelling of every convention."""

import json
from typing import Any

import pytest

from functions.model.fold.limits import TIERS
from functions.model.fold.turn import fold_turn, said_by_user, said_in_answer
from functions.model.observation import ExceptionEvent, Level, ObservationType
from functions.model.score import Score
from functions.model.turn import fingerprint
from tests.factories import START_NS, a_trace, an_observation

_ASKED: list[Any] = [
    "Where is it?",
    [{"role": "user", "content": "Hello"}, {"role": "user", "content": "Where is it?"}],
    {
        "messages": [
            {"role": "system", "content": "Be kind"},
            {"role": "user", "content": "Where is it?"},
        ]
    },
    [{"role": "user", "content": [{"type": "text", "text": "Where is it?"}]}],
    [
        {
            "role": "user",
            "content": [{"type": "image", "source": {}}, {"type": "text", "text": "Where is it?"}],
        }
    ],
    {"contents": [{"role": "user", "parts": [{"text": "Where is it?"}]}]},
    [{"role": "user", "parts": [{"type": "text", "content": "Where is it?"}]}],
    [{"message": {"role": "user", "content": "Where is it?"}}],
    {"messages": [[{"type": "human", "data": {"content": "Where is it?"}}]]},
    [{"id": ["langchain", "HumanMessage"], "kwargs": {"content": "Where is it?", "type": "human"}}],
    {"prompt": "Where is it?"},
    {"input": {"question": "Where is it?"}},
    {"args": ["Where is it?"], "kwargs": {}},
    {"args": [3, {"a": 1}], "kwargs": {"q": "Where is it?"}},
    {"args": [], "kwargs": {"messages": [{"role": "user", "content": "Where is it?"}]}},
    {"topic": "Where is it?"},
    {"task": "Where is it?", "stream": False, "reset": True, "images": None},
]
_ANSWERED: list[Any] = [
    "On its way.",
    {"role": "assistant", "content": "On its way."},
    {"choices": [{"message": {"role": "assistant", "content": "On its way."}}]},
    [
        {"role": "assistant", "content": "Let me see"},
        {"role": "assistant", "content": "On its way."},
    ],
    [
        {"role": "assistant", "content": "On its way."},
        {"role": "assistant", "tool_calls": [{"id": "1"}]},
    ],
    {
        "role": "assistant",
        "content": [
            {"type": "thinking", "thinking": "hm"},
            {"type": "text", "text": "On its way."},
        ],
    },
    {"role": "model", "parts": [{"text": "On its way."}]},
    [{"role": "assistant", "parts": [{"type": "text", "content": "On its way."}]}],
    [{"message": {"role": "assistant", "content": "On its way."}}],
    {"messages": [{"type": "human", "content": "?"}, {"type": "ai", "content": "On its way."}]},
    {"answer": "On its way."},
    {"output": {"text": "On its way."}},
]


@pytest.mark.parametrize("asked", _ASKED, ids=lambda each: json.dumps(each)[:60])
def test_the_users_words_are_found_in_every_form(asked: Any) -> None:
    assert said_by_user(a_trace(input=asked)) == "Where is it?"


@pytest.mark.parametrize("answered", _ANSWERED, ids=lambda each: json.dumps(each)[:60])
def test_the_answer_is_found_in_every_form(answered: Any) -> None:
    assert said_in_answer(a_trace(output=answered)) == "On its way."


def test_what_has_no_known_form_is_shown_as_compact_json() -> None:
    assert said_by_user(a_trace(input={"b": [1, 2], "a": None})) == '{"b":[1,2],"a":null}'


def _step(name: str, second: int, **said: Any) -> Any:
    said = {"type": ObservationType.SPAN, "start_ns": START_NS + second} | said
    return an_observation(name, **said)


_GENERATION = ObservationType.GENERATION


def test_the_traces_own_input_comes_first_then_its_roots_then_its_first_generations() -> None:
    root = _step("root", 1, input="root's")
    late = _step("late", 3, parent_id="root", type=_GENERATION, input="late")
    early = _step("early", 2, parent_id="root", type=_GENERATION, input="early")
    mute = _step("root", 1)

    assert said_by_user(a_trace(root, early, late, input="own")) == "own"
    assert said_by_user(a_trace(root, early, late)) == "root's"
    assert said_by_user(a_trace(mute, early, late)) == "early"


def test_the_traces_own_output_comes_first_then_its_roots_then_its_last_generations() -> None:
    root = _step("root", 1, output="root's")
    early = _step("early", 2, parent_id="root", type=_GENERATION, output="early")
    late = _step("late", 3, parent_id="root", type=_GENERATION, output="late")
    mute = _step("root", 1)

    assert said_in_answer(a_trace(root, early, late, output="own")) == "own"
    assert said_in_answer(a_trace(root, early, late)) == "root's"
    assert said_in_answer(a_trace(mute, early, late)) == "late"


def test_of_several_roots_the_earliest_speaks_and_an_orphan_is_one() -> None:
    orphan = _step("orphan", 1, parent_id="never came", input="orphan's")
    root = _step("root", 2, input="root's")

    assert said_by_user(a_trace(orphan, root)) == "orphan's"


def test_what_its_sender_calls_a_root_is_one_although_it_has_a_parent() -> None:
    middleware = _step("http", 2, input="GET /")
    app = _step("app", 1, parent_id="http", as_root=True, input="Where is it?")

    assert said_by_user(a_trace(app, middleware)) == "Where is it?"


def test_a_long_text_is_cut_with_its_full_size_and_digest() -> None:
    turn = fold_turn(a_trace(input="é" * 5000))

    assert turn.user is not None
    assert (len(turn.user.text), turn.user.size_bytes) == (2048, 10_000)
    assert turn.user.digest is not None


def test_a_text_within_the_limit_stands_whole() -> None:
    turn = fold_turn(a_trace(input="x" * 4096))

    assert turn.user is not None
    assert (len(turn.user.text), turn.user.digest) == (4096, None)


def test_an_error_stands_with_type_and_message() -> None:
    raised = ExceptionEvent(type="TimeoutError", message="too slow")
    failed = _step("call", 1, level=Level.ERROR, exceptions=(raised,), status_message="status")
    plain = _step("other", 2, level=Level.ERROR, status_message="went wrong")

    turn = fold_turn(a_trace(failed, plain, _step("fine", 3, level=Level.WARNING)))

    assert [(each.type, each.message) for each in turn.errors] == [
        ("TimeoutError", "too slow"),
        ("", "went wrong"),
    ]
    assert (turn.error_count, turn.warning_count) == (2, 1)


def test_models_are_named_once_each_in_the_order_of_their_use() -> None:
    steps = [_step(str(number), number, model=name) for number, name in enumerate("baab")]

    assert fold_turn(a_trace(*steps)).models == ("b", "a")


def test_a_turn_remembers_four_bytes_of_each_observation() -> None:
    turn = fold_turn(a_trace(_step("a", 1), _step("b", 2)))

    assert turn.fingerprints == fingerprint("a") + fingerprint("b")


def test_a_turn_without_an_environment_is_in_the_default_one() -> None:
    assert fold_turn(a_trace()).environment == "default"
    assert fold_turn(a_trace(_step("a", 1, environment="live"))).environment == "live"


def test_the_latest_scores_stand_with_the_count_of_all() -> None:
    scores = tuple(Score(score_id=str(number), name="n") for number in range(25))

    turn = fold_turn(a_trace(scores=scores))

    assert [each.score_id for each in turn.scores] == [str(number) for number in range(5, 25)]
    assert turn.score_count == 25


def test_ids_are_never_cut_so_that_links_hold() -> None:
    for limits in TIERS:
        turn = fold_turn(a_trace(trace_id="t" * 250, session_id="s" * 250), limits)

        assert (len(turn.trace_id), len(turn.session_id or "")) == (250, 250)


def test_arguments_without_words_are_asked_last() -> None:
    root = an_observation("root", input={"args": [0], "kwargs": {}}, type=ObservationType.CHAIN)
    below = an_observation("below", parent_id="root", input="Where is it?")

    assert said_by_user(a_trace(root, below)) == "Where is it?"
    assert said_by_user(a_trace(root)) == '{"args":[0],"kwargs":{}}'


def test_a_turn_knows_when_its_answer_was_being_written() -> None:
    second = 1_000_000_000
    root = _step("root", 0)
    last = _step(
        "g2",
        3 * second,
        type=_GENERATION,
        end_ns=START_NS + 5 * second,
        completion_start_ns=START_NS + 4 * second,
    )

    assert fold_turn(a_trace(root, last)).answer_ms == (4_000, 5_000)


def test_of_an_answer_without_a_first_token_no_pace_is_known() -> None:
    turn = fold_turn(a_trace(_step("g", 0, type=_GENERATION, end_ns=START_NS + 50)))

    assert turn.answer_ms is None
