"""What the partition of a session holds: all of it, or of very many turns those that are wanted."""

from functions.store.contents import read_contents
from functions.store.keys import session_pk, turn_sk
from functions.store.rows import turn_item
from tests.factories import a_turn, an_excerpt

LONG = "All of what was said. " * 20
PK = session_pk("demo", "s")
ROWS = [
    turn_item("demo", PK, turn_sk(turn.start_ns, turn.trace_id), turn)
    for turn in (a_turn(number, answer=an_excerpt(LONG)) for number in range(1, 8))
]


def is_whole(turn: object) -> bool:
    return turn.answer.text == LONG  # type: ignore[attr-defined, no-any-return]


def test_turns_are_whole_and_in_reading_order() -> None:
    contents = read_contents(list(reversed(ROWS)))

    assert [each.trace_id for each in contents.turns] == [f"trace-{n}" for n in range(1, 8)]
    assert contents.whole
    assert all(map(is_whole, contents.turns))


def test_of_more_turns_than_are_wanted_the_others_are_as_short_as_in_a_list() -> None:
    contents = read_contents(list(reversed(ROWS)), range(3, 6))

    assert [each.trace_id for each in contents.turns] == [f"trace-{n}" for n in range(1, 8)]
    assert [is_whole(each) for each in contents.turns] == [False, False, True, True, True] + [
        False
    ] * 2
    assert not contents.whole


def test_no_more_turns_than_are_wanted_are_whole_whichever_are() -> None:
    assert read_contents(ROWS, range(8, 15)).whole
