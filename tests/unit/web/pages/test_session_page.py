"""The replay."""

from dataclasses import replace

from functions.model.score import DataType
from functions.model.turn import ErrorLine, ScoreLine, ToolLine, Turn
from tests.factories import SECOND, a_turn, an_excerpt
from tests.unit.web.elements import Elements
from tests.unit.web.pages.session import IDLE, a_context, a_page
from web.pages.view import PublicationView, When

LONG_ANSWER = "\n\n".join(f"Paragraph {each}: it is a long story." for each in range(12))


def a_tool(**changes: object) -> ToolLine:
    values: dict[str, object] = {
        "observation_id": "o-9",
        "name": "issue_refund",
        "arguments": an_excerpt('{"order":4821}'),
        "result": an_excerpt('{"ok":true}'),
        "duration_ns": 400_000_000,
    }
    return ToolLine(**values | changes)  # type: ignore[arg-type]


def a_failed_turn(number: int = 2) -> Turn:
    return a_turn(
        number,
        tools=(a_tool(error="TimeoutError: no answer", result=None),),
        tool_count=1,
        errors=(ErrorLine(observation_id="o", name="x", type="TimeoutError", message="no answer"),),
        error_count=1,
    )


def test_every_turn_has_its_place_its_words_and_its_answer() -> None:
    page = Elements(a_page(a_turn(1), a_turn(2)))

    assert {"t1", "t2"} <= page.ids
    assert "Question 2: where is my parcel?" in page.text
    assert "Answer 1: it is on its way." in page.text


def test_the_header_leads_to_the_turn_that_failed() -> None:
    page = Elements(a_page(a_turn(1), a_failed_turn(2)))

    assert "1 error in turn 2" in page.text
    assert "#t2" in page.values("href")


def test_an_error_stands_inline_with_type_and_message() -> None:
    page = a_page(a_failed_turn(1))

    assert "TimeoutError" in page
    assert "no answer" in page


def test_a_tool_call_is_one_line_with_what_it_got_and_gave_behind_it() -> None:
    context = a_context(a_turn(tools=(a_tool(),), tool_count=1))

    (tool,) = context.turns[0].tools
    assert (tool.name, tool.line, tool.duration) == ("issue_refund", "order=4821", "0.40 s")
    assert tool.arguments.unescape() == '{\n  "order": 4821\n}'
    assert tool.result.unescape() == '{\n  "ok": true\n}'


def test_the_header_counts_time_tokens_and_cost() -> None:
    text = Elements(a_page(a_turn(1), a_turn(2))).text

    for figure in ("2 turns", "4.0 s active", "1 min 2 s in all", "2.4k → 160 tokens", "$0.0012"):
        assert figure in text


def test_what_nobody_reported_is_unknown_and_not_nothing() -> None:
    text = Elements(a_page(a_turn(usage={}, cost_usd=None))).text

    assert "tokens unknown" in text
    assert "cost unknown" in text


def test_users_tags_environment_and_scores_are_named() -> None:
    score = ScoreLine(score_id="s", name="helpful", data_type=DataType.NUMERIC, value=0.9)
    text = Elements(a_page(a_turn(tags=("vip",), environment="staging", scores=(score,)))).text

    for word in ("mara", "vip", "staging", "helpful 0.9"):
        assert word in text


def test_a_cut_text_says_how_long_it_is_and_where_the_whole_stands() -> None:
    cut = an_excerpt("The beginning", size_bytes=123_456, digest="d" * 32)
    page = Elements(a_page(a_turn(answer=cut)))

    assert "Cut here: 123 kB in all." in page.text
    assert "/p/demo/traces/dHJhY2UtMQ" in page.values("href")


def test_a_long_answer_is_folded_and_a_short_one_is_not() -> None:
    long, short = a_context(a_turn(1, answer=an_excerpt(LONG_ANSWER)), a_turn(2)).turns

    assert long.answer is not None
    assert long.answer.folded
    assert short.answer is not None
    assert not short.answer.folded


def test_an_answer_that_is_json_is_indented() -> None:
    (turn,) = a_context(a_turn(answer=an_excerpt('{"a":[1]}'))).turns

    assert turn.answer is not None
    assert "&#34;a&#34;: [" in turn.answer.html


def test_what_a_user_wrote_is_not_read_as_markdown() -> None:
    page = a_page(a_turn(user=an_excerpt("**not bold** <b>")))

    assert "**not bold** &lt;b&gt;" in page


def test_a_turn_that_says_nothing_says_so() -> None:
    text = Elements(a_page(a_turn(user=None, answer=None))).text

    assert "No message of the user was recorded." in text
    assert "No answer was recorded." in text


def test_a_session_whose_turns_have_expired_says_so() -> None:
    assert "No turn of this session is stored" in Elements(a_page()).text


def test_a_pause_is_told_between_turns() -> None:
    later = a_turn(2, start_ns=a_turn(1).start_ns + 3600 * SECOND)  # type: ignore[operator]

    assert "59 min 58 s later" in Elements(a_page(a_turn(1), later)).text


def test_tool_calls_that_a_turn_no_longer_holds_are_counted() -> None:
    page = Elements(a_page(a_turn(tools=(a_tool(),), tool_count=300)))

    assert "and 299 more tool calls" in page.text


def test_publishing_says_what_becomes_public_and_asks_for_a_confirmation() -> None:
    page = Elements(a_page(a_turn()))

    assert "Becomes public" in page.text
    confirmation = next(each for each in page.found if each.attributes.get("name") == "confirmed")
    assert "required" in confirmation.attributes
    assert "t" * 43 in page.values("value")


def test_a_public_session_shows_its_link_and_how_to_take_it_back() -> None:
    public = PublicationView(
        url="https://public.example/s/abc",
        revoke_url="/p/demo/publications/abc/revoke",
        session_key="czE",
        published=When(text="today", iso=""),
        turns="2 turns",
        expires=None,
    )
    panel = replace(IDLE, publications=(public,), state="published", message="The page is public.")
    page = Elements(a_page(a_turn(), publish=panel))

    assert "https://public.example/s/abc" in page.values("href")
    assert "/p/demo/publications/abc/revoke" in page.values("action")
    assert "The page is public." in page.text
    assert "for ever" in page.text


def test_a_page_that_waits_for_the_worker_looks_again_by_itself() -> None:
    panel = replace(IDLE, state="pending", message="Publishing")

    assert "refresh" in Elements(a_page(a_turn(), publish=panel)).values("http-equiv")


def test_the_same_session_gives_the_same_page() -> None:
    assert a_page(a_turn(1), a_failed_turn(2)) == a_page(a_turn(1), a_failed_turn(2))
