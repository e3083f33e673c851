"""The tree of a trace as a fragment."""

from functions.model.observation import Level, ObservationType
from tests.factories import SECOND, START_NS, a_trace, an_observation
from tests.unit.web.elements import Elements
from tests.unit.web.pages.inspect.opened import an_opened
from web.pages.inspect.tree_view import WINDOW, tree_view
from web.pages.inspect.view import FragmentContext
from web.pages.render import fragment


def a_tree(*steps: object, first: int = 1) -> Elements:
    opened = an_opened(a_trace(*steps))  # type: ignore[arg-type]
    return Elements(fragment(FragmentContext(tree=tree_view(opened, first))))


def test_a_row_says_type_name_model_and_duration() -> None:
    page = a_tree(an_observation(type=ObservationType.GENERATION, name="answer", model="gpt-4.1"))

    for words in ("generation", "answer", "gpt-4.1", "1.0 s"):
        assert words in page.text


def test_a_level_is_told_by_a_sign_with_a_name() -> None:
    levels = (Level.ERROR, Level.WARNING, Level.DEBUG, Level.DEFAULT, None)
    page = a_tree(*(an_observation(str(n), level=each) for n, each in enumerate(levels)))

    assert page.values("title") == ["error", "warning", "debug"]


def test_depth_is_told_to_who_cannot_see_it() -> None:
    page = a_tree(an_observation("a"), an_observation("b", parent_id="a"))

    assert page.values("aria-level") == ["1", "2"]


def test_a_bar_shows_the_wait_for_the_first_token() -> None:
    step = an_observation(completion_start_ns=START_NS + SECOND // 4)

    bars = [each for each in a_tree(step).found if each.tag == "rect"]

    assert [each.attributes["width"] for each in bars] == ["100.0%", "25.0%"]


def test_a_row_opens_its_observation_and_leads_there_without_scripts() -> None:
    page = a_tree(an_observation())

    assert page.values("href") == page.values("hx-get") == ["/p/demo/traces/k/steps/1"]


def test_ten_thousand_observations_are_shown_in_windows() -> None:
    steps = [an_observation(str(each), parent_id="0" if each else None) for each in range(10_000)]

    page = a_tree(*steps, first=WINDOW + 1)

    assert len(page.values("data-step")) == WINDOW
    assert "201 to 400 of 10,000" in page.text
    assert {"/p/demo/traces/k/tree", "/p/demo/traces/k/tree?from=401"} <= set(page.values("hx-get"))
    assert {"/p/demo/traces/k", "/p/demo/traces/k?from=401"} <= set(page.values("href"))
