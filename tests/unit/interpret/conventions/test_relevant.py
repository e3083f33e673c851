"""Which lines of the tables are asked about a span."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.interpret.conventions.relevant import known_words, tables_for, tables_of
from functions.interpret.span_fragments import read_span
from tests.unit.interpret.conventions.keys import KEYS, SCOPES
from tests.unit.interpret.spans import a_span

VALUES = st.sampled_from(["x", '"x"', '{"total_cost": 1}', '[{"role": "user"}]', 7, True, ["x"]])


@given(
    attributes=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8),
    scope=st.sampled_from(SCOPES),
)
def test_the_others_would_have_said_nothing(attributes: dict[str, Any], scope: str) -> None:
    span = a_span(attributes, scope=scope)
    again = a_span(attributes, scope=scope)

    few = read_span(span, tables_for(span))

    assert few == read_span(again, tables_of(known_words()))


def test_an_ordinary_span_is_asked_little() -> None:
    asked = tables_for(a_span({"http.method": "GET"}, scope="my.app"))

    assert (asked.users, asked.tags, asked.exchanges) == ((), (), ())


def test_words_that_nobody_knows_are_not_remembered() -> None:
    first = tables_for(a_span({"session.id": "s", "mine.a": 1}))
    second = tables_for(a_span({"session.id": "s", "yours.b": 2}))

    assert first is second
