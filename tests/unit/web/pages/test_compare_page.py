"""The page of two sessions side by side."""

import re

import pytest

from functions.model.turn import ErrorLine, ToolLine, Turn
from tests.factories import SECOND, START_NS, a_session, a_turn, an_excerpt
from tests.unit.web.elements import Elements
from web.pages.compare.context import CompareContext
from web.pages.compare.figures import session_figures, turn_facts
from web.pages.compare.page_view import ROWS, compare_context
from web.pages.language import speaking
from web.pages.render import compare_page
from web.pages.view import Shell
from web.replay.comparison import compare
from web.replay.replay import build_replay

SHELL = Shell(title="Compare", static="/static/x", project_id="demo", home="/p/demo/sessions")
HOSTILE = "<script>alert(1)</script> <ins>x</ins> {{ 7*7 }} \u202ejavascript:alert(1)"


def a_comparison(
    left: list[Turn], right: list[Turn], *, only: bool = False, first: int = 1
) -> CompareContext:
    replays = [build_replay(a_session(*turns), turns) for turns in (left, right)]
    return compare_context(compare(*replays), ("aa", "bb"), SHELL, only=only, first=first)


def test_words_that_differ_are_marked_and_said() -> None:
    left, right = (
        a_turn(answer=an_excerpt("It comes on Monday")),
        a_turn(answer=an_excerpt("It comes on Friday")),
    )

    page = compare_page(a_comparison([left], [right]))

    assert 'It comes on <del title="only in A:">Monday</del>' in page
    assert 'It comes on <ins title="only in B:">Friday</ins>' in page


def test_what_is_the_same_is_printed_once() -> None:
    page = compare_page(a_comparison([a_turn()], [a_turn()]))

    assert page.count("where is my parcel?</div>") == 1
    assert "<del" not in page
    assert "<ins" not in page


@pytest.mark.parametrize("only", [True, False])
def test_pairs_without_a_difference_can_be_left_out(*, only: bool) -> None:
    left = [a_turn(1), a_turn(2)]
    right = [a_turn(1), a_turn(2, answer=an_excerpt("Never"))]

    found = a_comparison(left, right, only=only)

    assert len(found.pairs) == (1 if only else 2)
    assert found.summary == "2 pairs of turns, 1 with differences"
    assert ("only=differences" in found.only_url) is not only


def test_sides_are_swapped_with_everything_else_as_it_is() -> None:
    found = a_comparison([a_turn()], [a_turn()], only=True)

    assert found.swap_url == "/p/demo/compare?a=bb&b=aa&only=differences"


def test_a_long_comparison_has_pages_and_each_pair_is_on_one() -> None:
    turns = [a_turn(number) for number in range(1, 2 * ROWS + 11)]
    seen: list[int] = []
    first = 1
    while first:
        found = a_comparison(turns, turns, first=first)
        seen += [each.left.number for each in found.pairs if each.left]
        more = re.search(r"from=(\d+)", found.later_url)
        first = int(more[1]) if more else 0

    assert seen == list(range(1, 2 * ROWS + 11))
    assert found.earlier_url == f"/p/demo/compare?a=aa&b=bb&from={ROWS + 1}"


def test_no_text_is_markup_wherever_it_stands() -> None:
    said = an_excerpt(HOSTILE)
    tool = ToolLine(
        observation_id="o", name=HOSTILE, arguments=said, result=said, error=HOSTILE, duration_ns=1
    )
    error = ErrorLine(observation_id="e", name=HOSTILE, type=HOSTILE, message=HOSTILE)
    turn = a_turn(
        user=said, answer=said, tools=(tool,), tool_count=1, errors=(error,), error_count=1
    )
    other = a_turn(user=an_excerpt(HOSTILE + " y"), answer=an_excerpt("z"))

    for sides in ([turn], [other]), ([other], [turn]), ([turn], []):
        page = compare_page(a_comparison(*sides))
        assert "<script>alert" not in page
        assert "<ins>x" not in page
        assert "{{ 7*7 }}" in page
        assert not [each for each in Elements(page).values("href") if "javascript" in each]


def test_figures_say_what_is_between_both() -> None:
    left = a_session(a_turn(1), a_turn(2))
    right = a_session(a_turn(1), a_turn(2), a_turn(3, cost_usd=None))

    found = {
        each.name: (each.left, each.right, each.delta) for each in session_figures(left, right)
    }

    assert found["Turns"] == ("2", "3", "+1")
    assert found["Active"] == ("4.0 s", "6.0 s", "+2.0 s")
    assert found["Tokens in"] == ("2.4k", "3.6k", "+1.2k")
    assert found["Errors"] == ("0", "0", "±0")


def test_a_figure_that_one_side_does_not_know_has_no_difference() -> None:
    left, right = a_session(a_turn(cost_usd=None)), a_session(a_turn())

    (cost,) = [each for each in session_figures(left, right) if each.name == "Cost"]

    assert (cost.left, cost.right, cost.delta) == ("unknown", "$0.0006", "")


def test_a_turn_says_only_what_differs() -> None:
    slower = a_turn(end_ns=START_NS + 5 * SECOND)

    assert turn_facts(a_turn(), slower) == ("Time: 2.0 s → 5.0 s (+3.0 s)",)
    assert turn_facts(slower, a_turn()) == ("Time: 5.0 s → 2.0 s (\N{MINUS SIGN}3.0 s)",)


def test_a_comparison_speaks_the_language_of_its_reader() -> None:
    with speaking("de"):
        page = compare_page(a_comparison([a_turn()], [a_turn(answer=an_excerpt("Nie"))]))

    assert "Seiten tauschen" in page
    assert 'title="nur in B:"' in page
