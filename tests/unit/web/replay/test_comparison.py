"""Two sessions side by side."""

from functions.model.turn import ErrorLine, ToolLine, Turn
from tests.factories import SECOND, a_session, a_turn, an_excerpt
from web.replay.comparison import TurnPair, compare, pair_tools
from web.replay.replay import Replay, build_replay


def a_replay(*turns: Turn) -> Replay:
    return build_replay(a_session(*turns), turns)


def numbers(pairs: tuple[TurnPair, ...]) -> list[tuple[int | None, int | None]]:
    return [
        (each.left.number if each.left else None, each.right.number if each.right else None)
        for each in pairs
    ]


def said(number: int, user: str, answer: str = "Yes.", **changes: object) -> Turn:
    return a_turn(number, user=an_excerpt(user), answer=an_excerpt(answer), **changes)


def test_turns_are_paired_by_what_the_user_said() -> None:
    left = a_replay(said(1, "Where is my order?"), said(2, "Thanks, bye"))
    right = a_replay(said(1, "Hello"), said(2, "Where is my order?"), said(3, "Thanks, bye"))

    found = compare(left, right)

    assert numbers(found.pairs) == [(None, 1), (1, 2), (2, 3)]
    assert [each.differs for each in found.pairs] == [True, False, False]


def test_a_pair_differs_by_what_was_said_or_done_and_not_by_what_it_took() -> None:
    tool = ToolLine(observation_id="o", name="pay", arguments=an_excerpt("{}"))
    plain = said(1, "Pay")
    slower = said(1, "Pay", end_ns=(plain.start_ns or 0) + 9 * SECOND, cost_usd=1.0)
    failed = said(
        1, "Pay", errors=(ErrorLine(observation_id="o", name="x", type="E"),), error_count=1
    )
    others = [slower, said(1, "Pay", "No."), said(1, "Pay", tools=(tool,), tool_count=1), failed]

    differs = [compare(a_replay(plain), a_replay(each)).pairs[0].differs for each in others]

    assert differs == [False, True, True, True]


def test_texts_of_which_only_the_beginnings_are_alike_differ() -> None:
    ends = [an_excerpt("The same", size_bytes=9000, digest=each * 32) for each in "ab"]

    (pair,) = compare(*(a_replay(a_turn(answer=each)) for each in ends)).pairs

    assert pair.differs


def test_tool_calls_are_paired_by_name_in_their_order() -> None:
    left, right = (
        [ToolLine(observation_id=f"o{number}", name=name) for number, name in enumerate(names)]
        for names in (["find", "pay", "mail"], ["find", "check", "mail"])
    )

    found = pair_tools(left, right)

    assert [
        (each.left.name if each.left else "", each.right.name if each.right else "")
        for each in found
    ] == [("find", "find"), ("pay", ""), ("", "check"), ("mail", "mail")]


def test_sessions_in_which_nobody_spoke_are_paired_by_their_names() -> None:
    left = a_replay(*(a_turn(each, user=None, name=f"step {each}") for each in (1, 2, 3)))
    right = a_replay(*(a_turn(each, user=None, name=f"step {each}") for each in (1, 3)))

    assert numbers(compare(left, right).pairs) == [(1, 1), (2, None), (3, 2)]
