"""What a list counts while it looks at sessions."""

from functions.model.session import Sample, Session
from functions.store.walk import Depth, Row
from web.api.sessions.columns import SessionRow
from web.pages.session_list.query import parse_query_string
from web.viewer.session_list.conditions import filter_of
from web.viewer.session_list.facets import Facets


def _row(number: int, environment: str = "production", *tags: str, errors: int = 0) -> SessionRow:
    value = Session(
        session_id=f"s{number}",
        environments=Sample(values=(environment,), count=1),
        tags=Sample(values=tags, count=len(tags)),
        error_count=errors,
    )
    return Row(value=value, position=(f"s{number}", "SESSION"))


ROWS = [
    _row(1, "production", "web", errors=1),
    _row(2, "production", "web", "beta"),
    _row(3, "staging", "web", errors=2),
    _row(4, "staging", "beta"),
]


def _counted(query: str, rows: list[SessionRow] = ROWS) -> Facets:
    facets = Facets(filter_of(parse_query_string(query)))
    facets.see(rows)
    return facets


def test_without_filters_everything_is_counted() -> None:
    counts = _counted("").counts

    assert counts["environment"] == {"production": 2, "staging": 2}
    assert counts["tag"] == {"web": 3, "beta": 2}
    assert counts["error"] == {True: 2, False: 2}


def test_an_environment_is_counted_as_if_it_were_chosen_too() -> None:
    counts = _counted("environment=production&error=yes").counts

    assert counts["environment"] == {"production": 1, "staging": 1}
    assert counts["error"] == {True: 1, False: 1}
    assert counts["tag"] == {"web": 1}


def test_a_tag_is_counted_among_those_that_have_the_chosen_ones() -> None:
    assert _counted("tag=web").counts["tag"] == {"web": 3, "beta": 1}


def test_a_session_that_is_looked_at_twice_is_counted_once() -> None:
    facets = _counted("", [*ROWS, *ROWS])

    assert len(facets) == 4
    assert facets.counts["environment"].total() == 4


def test_a_value_that_was_cut_is_not_offered() -> None:
    cut = Session(session_id="s", users=Sample(values=("mara…", "jonas"), count=2))
    row = Row(value=cut, position=("s", "SESSION"), depth=Depth.WHOLE)

    assert _counted("", [row]).counts["user"] == {"jonas": 1}
