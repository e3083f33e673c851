"""Inputs and outputs as messages, trees and texts."""

from typing import Any

from functions.model.media import MediaToken
from functions.model.observation import Observation, ObservationType
from tests.factories import SECOND, START_NS, a_trace, an_observation
from tests.unit.web.elements import Elements
from tests.unit.web.pages.inspect.opened import a_canvas, an_opened
from web.pages.inspect.step_view import step_view
from web.pages.inspect.view import FragmentContext
from web.pages.render import fragment

RULES = {"role": "system", "content": "Be brief. " + "And be kind. " * 20 + "The end."}
QUESTION = {"role": "user", "content": "**Where** is it?"}
VALUE = "/p/demo/traces/k/values/1"


def shown(step: Observation, *others: Observation, elements: int = 4_000) -> Elements:
    opened = an_opened(a_trace(*others, step))
    row = opened.row(opened.number_of(step.observation_id) or 0)
    assert row is not None
    view = step_view(row, opened, a_canvas(elements=elements))
    return Elements(fragment(FragmentContext(step=view)))


def test_instructions_are_folded_under_their_first_words() -> None:
    page = shown(an_observation(input=[RULES, QUESTION]))

    roles = [each.attributes.get("data-role") for each in page.found if each.tag == "li"]
    assert roles[:2] == ["system", "user"]
    assert page.text.count("Be brief.") == 2
    assert page.text.count("The end.") == 1


def test_thoughts_are_folded() -> None:
    answer = {"role": "assistant", "content": "Here.", "reasoning_content": "I should look."}

    page = shown(an_observation(output=answer))

    assert "Reasoning" in page.text
    assert "I should look." in page.text


def test_what_a_person_typed_stays_as_it_was_typed() -> None:
    page = shown(an_observation(input=[QUESTION]))

    assert "**Where** is it?" in page.text
    assert "strong" not in page.tags


def test_an_answer_is_read_as_markdown_with_the_language_of_its_code() -> None:
    answer = "| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nprint(1)\n```"

    page = shown(an_observation(output={"role": "assistant", "content": answer}))

    assert {"table", "pre", "code"} <= page.tags
    assert "language-python" in page.values("class")


def test_an_answer_that_is_json_is_a_tree() -> None:
    answer = '{"items": [{"sku": "' + "a" * 80 + '"}]}'

    page = shown(an_observation(output={"role": "assistant", "content": answer}))

    assert "json" in page.values("class")


def test_a_call_and_its_result_say_which_tool() -> None:
    call = {"id": "c", "function": {"name": "find", "arguments": '{"order": 4821}'}}
    messages = [
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c", "content": '{"place": "Leeds"}'},
    ]

    page = shown(an_observation(input=messages))

    assert "calls find" in page.text
    assert '{"order": 4821}' in page.text
    assert "result find" in page.text
    assert '{"place": "Leeds"}' in page.text


def test_a_picture_is_shown_and_anothers_is_only_a_link() -> None:
    token = str(MediaToken(content_type="image/png", media_id="_abcdefghijklmnopqrs_0"))
    parts = [
        {"type": "image_url", "image_url": {"url": token}},
        {"type": "image_url", "image_url": {"url": "https://elsewhere.example/cat.png"}},
    ]

    page = shown(an_observation(input=[{"role": "user", "content": parts}]))

    assert page.values("src") == ["/p/demo/media/_abcdefghijklmnopqrs_0"]
    assert "https://elsewhere.example/cat.png" in page.values("href")


def test_a_message_that_is_too_long_is_cut_with_its_size() -> None:
    page = shown(an_observation(input=[{"role": "user", "content": "y" * 800_000}]))

    assert page.text.count("y" * 1000) <= 7
    assert "Only a part of 800 kB." in page.text
    assert f"{VALUE}/input/0" in page.values("hx-get")


def test_a_text_that_is_too_long_is_cut_with_its_size() -> None:
    page = shown(an_observation(type=ObservationType.TOOL, output="z" * 800_000))

    assert len(page.text) < 15_000
    assert "Only a part of 800 kB." in page.text
    assert f"{VALUE}/output?all=1" in page.values("hx-get")


def test_a_value_for_which_there_is_no_room_is_fetched_when_it_is_opened() -> None:
    page = shown(an_observation(input=[QUESTION], output="Here."), elements=0)

    assert "Where" not in page.text
    assert {f"{VALUE}/input", f"{VALUE}/output"} <= set(page.values("hx-get"))
    assert {f"{VALUE}/input", f"{VALUE}/output"} <= set(page.values("href"))


def test_large_metadata_waits_until_it_is_opened() -> None:
    page = shown(an_observation(metadata={"text": "x" * 5_000, "more": 1}))

    assert f"{VALUE}/metadata" in page.values("hx-get")
    assert "x" * 100 not in page.text


def test_a_generation_shows_only_what_is_new() -> None:
    first = an_observation("a", input=[RULES, QUESTION], output=said("Leeds."))
    start = START_NS + 5 * SECOND
    prompt: list[Any] = [RULES, QUESTION, said("Leeds."), {"role": "user", "content": "Thanks!"}]
    second = an_observation("b", input=prompt, start_ns=start, end_ns=start + SECOND)

    page = shown(second, first)

    assert "3 messages as before" in page.text
    assert "/p/demo/traces/k/values/2/input?from=0&to=3" in page.values("hx-get")
    assert "Thanks!" in page.text
    assert "Where" not in page.text


def test_a_prompt_that_lost_its_beginning_says_so() -> None:
    first = an_observation("a", input=[RULES, QUESTION, said("Leeds.")], output=said("Sure?"))
    start = START_NS + 5 * SECOND
    prompt = [RULES, said("Leeds."), said("Sure?"), {"role": "user", "content": "Yes"}]
    second = an_observation("b", input=prompt, start_ns=start, end_ns=start + SECOND)

    assert "1 message of before is no longer sent." in shown(second, first).text


def said(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}
