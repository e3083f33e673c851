"""How large a session page may become: 40 elements a turn and 300, whatever it holds."""

import gzip
from random import Random

import pytest

from functions.model.score import DataType
from functions.model.turn import ErrorLine, ScoreLine, ToolLine, Turn
from tests.bench.vocabulary import Writer
from tests.factories import a_turn, an_excerpt
from tests.unit.web.elements import Elements
from tests.unit.web.pages.session import a_context, a_page
from web.pages.context import PublishedContext, PublishedTurn
from web.pages.render import published_page
from web.pages.static_files import published_css, static_files

TABLE = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 200
ORDINARY = "Yes, **it is**:\n\n- one\n- two\n\nAnything else?"


def a_rich_turn(number: int, *, answer: str, tools: int) -> Turn:
    call = ToolLine(
        observation_id="o",
        name="search",
        arguments=an_excerpt('{"q":1}'),
        result=an_excerpt("[1]", digest="d", size_bytes=9000),
        error="it failed",
    )
    error = ErrorLine(observation_id="o", name="search", type="ValueError", message="no")
    score = ScoreLine(score_id="s", name="good", data_type=DataType.NUMERIC, value=1.0)
    return a_turn(
        number,
        start_ns=1_790_000_000_000_000_000 + number * 60_000_000_000,
        end_ns=1_790_000_001_000_000_000 + number * 60_000_000_000,
        user=an_excerpt("line\n" * 30, digest="d", size_bytes=9000),
        answer=an_excerpt(answer, digest="d", size_bytes=9000),
        tools=(call,) * tools,
        tool_count=tools + 1,
        errors=(error,) * min(tools, 20),
        error_count=tools + 1,
        scores=(score,) * 5,
        score_count=5,
    )


@pytest.mark.parametrize("turns", [1, 8, 500])
@pytest.mark.parametrize(
    ("answer", "tools"),
    [(ORDINARY, 1), (TABLE, 0), (TABLE, 120), ("- x\n" * 1000, 3)],
    ids=["ordinary", "tables", "tables and tools", "lists"],
)
def test_a_page_stays_within_its_budget(turns: int, answer: str, tools: int) -> None:
    page = a_page(*(a_rich_turn(each, answer=answer, tools=tools) for each in range(1, turns + 1)))

    assert len(Elements(page).found) <= 40 * turns + 300


def test_two_thousand_turns_stay_within_the_budget() -> None:
    page = a_page(*(a_rich_turn(each, answer=ORDINARY, tools=1) for each in range(1, 2_001)))

    assert len(Elements(page).found) <= 40 * 2_000 + 300


def test_an_ordinary_session_loses_nothing_to_the_budget() -> None:
    call = ToolLine(observation_id="o", name="search", result=an_excerpt("[1]"))
    said = an_excerpt(ORDINARY)
    turns = [a_turn(each, answer=said, tools=(call,), tool_count=1) for each in range(1, 101)]

    shown = a_context(*turns).turns

    assert all(each.answer and "<strong>" in each.answer.html for each in shown)
    assert all(len(each.tools) == 1 for each in shown)


def test_what_there_is_no_room_for_is_counted() -> None:
    (turn,) = a_context(a_rich_turn(1, answer=ORDINARY, tools=120)).turns

    assert len(turn.tools) + turn.tools_left_out == 121


def test_an_address_that_is_referred_to_many_times_is_not_written_as_often() -> None:
    said = f"[a]: http://x/{'y' * 3_600}\n\n{'[a]' * 26}"
    once = said.replace("[a]" * 26, "[a]")

    assert len(a_page(a_turn(answer=an_excerpt(said)))) < len(a_page(a_turn())) + 3 * len(said)
    assert "</a></p>" in a_page(a_turn(answer=an_excerpt(once)))


def test_all_css_is_at_most_30_kilobytes() -> None:
    assert len(static_files()["reprise.css"].content) <= 30_000
    assert len(published_css()[0]) <= 30_000


@pytest.mark.parametrize(("turns", "most"), [(8, 60_000), (500, None)])
def test_a_public_page_is_little_more_than_what_it_says(turns: int, most: int | None) -> None:
    write = Writer(Random(turns)).text
    said = [(an_excerpt(write(120)), an_excerpt(write(600))) for _ in range(turns)]
    page = published_page(
        PublishedContext(
            title="A talk",
            turns=tuple(
                PublishedTurn(number=number, user=user, answer=answer, offset_ns=number * 10**10)
                for number, (user, answer) in enumerate(said, 1)
            ),
        )
    )
    words = "".join(user.text + answer.text for user, answer in said)

    assert _packed(page) <= (most or 2 * _packed(words) + 40_000)


def _packed(text: str) -> int:
    return len(gzip.compress(text.encode()))
