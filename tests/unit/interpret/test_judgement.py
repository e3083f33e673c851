"""A person's scores as they are said, and as they are read."""

from dataclasses import replace

from functions.interpret.score import deletion, judgement
from functions.interpret.trace import build_scores
from functions.model.judgement import Target
from functions.model.score import DataType, Score

AT_NS = 1_790_000_000_123_456_789
SCORE = Score(
    score_id="s",
    name="tone",
    trace_id="t",
    observation_id="o",
    data_type=DataType.CATEGORICAL,
    value=2.0,
    text="warm",
    comment="because",
    source="ANNOTATION",
    config_id="c",
    author="ada",
)


def test_a_score_is_read_as_it_was_given() -> None:
    (read,) = build_scores([judgement(SCORE, AT_NS, 1)])

    assert read == replace(SCORE, timestamp_ns=AT_NS, updated_ns=AT_NS + 1)


def test_giving_it_again_changes_all_of_it() -> None:
    first = judgement(SCORE, AT_NS, 1)
    again = Score(
        score_id="s",
        name="tone",
        trace_id="t",
        data_type=DataType.NUMERIC,
        value=0.5,
        timestamp_ns=AT_NS,
        source="ANNOTATION",
    )

    for chunks in (
        [first, judgement(again, AT_NS + 9, 2)],
        [judgement(again, AT_NS + 9, 2), first],
    ):
        (read,) = build_scores(chunks)
        assert (read.value, read.text, read.comment, read.config_id) == (0.5, None, None, None)
        assert (read.timestamp_ns, read.updated_ns) == (AT_NS, AT_NS + 10)


def test_a_score_that_is_taken_back_may_be_given_again() -> None:
    given = judgement(SCORE, AT_NS, 1)
    taken = deletion("s", AT_NS + 5, 2)

    assert build_scores([given, taken]) == ()
    assert len(build_scores([taken, given, judgement(SCORE, AT_NS + 9, 3)])) == 1


def test_a_person_has_one_score_of_a_kind_for_each_thing() -> None:
    targets = (
        Target(session_id="a"),
        Target(trace_id="a"),
        Target(trace_id="a", observation_id="a"),
        Target(trace_id="a", observation_id="b"),
    )
    ids = {
        target.score_id(person, kind)
        for target in targets
        for person in ("ada", "bob")
        for kind in ("tone", "c")
    }

    assert len(ids) == 16
    assert Target(trace_id="a").score_id("ada", "c") == Target(trace_id="a").score_id("ada", "c")
