"""What turns, scores and marks of a session add up to."""

from functions.model.fold.session import reading_order
from functions.model.score import DataType, Score
from functions.model.session import Marks
from functions.model.turn import ScoreLine
from tests.factories import SECOND, START_NS, a_session, a_turn, an_excerpt


def test_counts_and_sums_are_those_of_the_turns() -> None:
    session = a_session(
        a_turn(1, error_count=0, tool_count=2, warning_count=1),
        a_turn(2, error_count=3, tool_count=1, warning_count=0),
    )

    assert (session.turn_count, session.observation_count) == (2, 6)
    assert (session.error_count, session.error_turn, session.warning_count) == (3, 2, 1)
    assert session.tool_count == 3
    assert session.usage == {"input": 2400, "output": 160, "total": 2560}
    assert session.cost_usd == 0.0012


def test_a_cost_that_no_turn_knows_is_unknown() -> None:
    assert a_session(a_turn(cost_usd=None)).cost_usd is None


def test_a_session_lasts_from_its_first_start_to_its_last_end() -> None:
    session = a_session(a_turn(2), a_turn(1))

    assert (session.start_ns, session.end_ns) == (START_NS, START_NS + 62 * SECOND)
    assert session.active_ns == 4 * SECOND


def test_turns_that_run_at_once_are_active_once() -> None:
    both = [a_turn(1, trace_id=each, end_ns=START_NS + 10 * SECOND) for each in "ab"]

    assert a_session(*both).active_ns == 10 * SECOND


def test_turns_stand_in_the_order_in_which_they_began_and_not_were_dated() -> None:
    dated = START_NS + 60 * SECOND
    second = a_turn(
        trace_id="a", start_ns=dated, lead_ns=30 * SECOND, end_ns=START_NS + 32 * SECOND
    )
    first = a_turn(trace_id="b", start_ns=dated, lead_ns=40 * SECOND, end_ns=START_NS + 25 * SECOND)

    session = a_session(second, first)

    assert sorted([second, first], key=reading_order) == [first, second]
    assert (session.start_ns, session.active_ns) == (START_NS + 20 * SECOND, 7 * SECOND)


def test_its_words_are_the_first_and_the_last_that_were_said() -> None:
    session = a_session(
        a_turn(1, user=None, answer=an_excerpt("one")),
        a_turn(2, user=an_excerpt("  two\n words "), answer=an_excerpt(" ")),
    )

    assert (session.first_user, session.last_user) == ("two words", "two words")
    assert session.last_answer == "one"


def test_every_set_holds_twenty_values_and_the_count_of_all() -> None:
    session = a_session(*(a_turn(number, tags=(f"tag-{number}",)) for number in range(30)))

    assert session.tags.values == tuple(f"tag-{number}" for number in range(20))
    assert session.tags.count == 30


def test_scores_of_one_name_are_summed_up_across_turns_and_session() -> None:
    line = ScoreLine(score_id="1", name="quality", data_type=DataType.NUMERIC, value=1.0)
    own = Score(score_id="2", name="quality", data_type=DataType.NUMERIC, value=0.5)

    session = a_session(a_turn(scores=(line,), score_count=1), scores=[own])

    (summary,) = session.scores
    assert (summary.name, summary.count, summary.mean) == ("quality", 2, 0.75)
    assert session.score_count == 2


def test_marks_and_publications_stand_in_the_session() -> None:
    session = a_session(marks=Marks(starred=True, name="the lost parcel"), publications=2)

    assert (session.starred, session.name) == (True, "the lost parcel")
    assert session.publication_count == 2


def test_turns_without_times_come_last() -> None:
    timeless = a_turn(1, trace_id="a", start_ns=None, end_ns=None, user=an_excerpt("when?"))

    session = a_session(timeless, a_turn(2))

    assert session.last_user == "when?"
    assert session.start_ns == START_NS + 60 * SECOND
