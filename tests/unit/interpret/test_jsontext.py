"""What texts hold, and what never gets out of them."""

from json import dumps, loads

import pytest

from functions.interpret.jsontext import encode, finite, read_json, typed
from functions.model.json import Json
from functions.model.jsonvalue import MAX_DEPTH, structure


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ('{"a": 1}', {"a": 1}),
        ("[1, 2]", [1, 2]),
        ("3.10", "3.10"),
        ('"quoted"', '"quoted"'),
        ("true", "true"),
        ("{'cart': {'items': 3}}", "{'cart': {'items': 3}}"),
        ("[link](https://example.com)", "[link](https://example.com)"),
        ("", ""),
        (7, 7),
        (None, None),
    ],
)
def test_only_a_list_or_an_object_is_parsed_out_of_a_payload(given: Json, held: Json) -> None:
    assert structure(given) == held


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ('"web"', "web"),
        ('"00123"', "00123"),
        ("00123", "00123"),
        ("7", 7),
        ("-5", -5),
        ("0.5", 0.5),
        ("3.10", "3.10"),
        ("1e5", "1e5"),
        ("+1", "+1"),
        ("-", "-"),
        ("9007199254740993", 9007199254740993),
        ("123456789012345678901", "123456789012345678901"),
        ("0.12345678901234567890", "0.12345678901234567890"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("true", True),
        ("True", "True"),
        ("null", None),
        ('{"a": [1]}', {"a": [1]}),
        ("{'a': 1}", "{'a': 1}"),
        ("٣", "٣"),
        ("²", "²"),
        ("", ""),
        (True, True),
    ],
)
def test_metadata_is_typed_only_where_nothing_is_lost(given: Json, meant: Json) -> None:
    assert typed(given) == meant


def test_a_number_of_five_thousand_digits_stays_text() -> None:
    digits = "9" * 5000

    assert typed(digits) == digits
    assert structure(f"[{digits}]") == [digits]


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_json_does_not_have_becomes_its_name(name: str) -> None:
    assert structure(f'{{"a": {name}}}') == {"a": name}


def test_a_text_nested_ten_thousand_levels_stays_text() -> None:
    nested = "[" * 10_000 + "]" * 10_000

    assert structure(nested) == nested


def test_a_text_nested_too_deeply_to_show_stays_text() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert isinstance(structure(deepest), list)
    assert isinstance(structure(f"[{deepest}]"), str)
    assert isinstance(structure('[{"a":' * 60 + "1" + "}]" * 60), str)


def test_what_is_nested_too_deeply_in_a_body_is_emptied_and_its_neighbours_stay() -> None:
    deep = loads("[" * 5 * MAX_DEPTH + "]" * 5 * MAX_DEPTH)

    read = read_json(dumps({"good": 1, "deep": deep}).encode())

    assert isinstance(read, dict)
    assert read["good"] == 1
    assert MAX_DEPTH <= encode(read["deep"]).count("[") <= MAX_DEPTH + 10


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b"nul"])
def test_a_body_that_is_no_json_says_nothing(data: bytes) -> None:
    assert read_json(data) is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (rb'{"\ud800": "a\udfffb"}', {"\ufffd": "a\ufffdb"}),
        (rb'["\ud83d\ude9a"]', ["\U0001f69a"]),
        (rb'["\uD83D"]', ["\ufffd"]),
        (rb'["\ude9a\ud83d"]', ["\ufffd\ufffd"]),
    ],
)
def test_lone_surrogates_are_replaced_and_pairs_are_kept(sent: bytes, kept: Json) -> None:
    assert read_json(sent) == kept
    assert structure(sent.decode()) == kept


def test_surrogates_that_ingest_wrote_as_they_came_are_replaced() -> None:
    stored = '{"a": "x\ud800y"}'.encode("utf-8", "surrogatepass")

    assert read_json(stored) == {"a": "x\ufffdy"}
    assert read_json(b'["\xff"]') == ["\ufffd"]


def test_a_numbers_name_is_text() -> None:
    named = [finite(float("nan")), finite(float("inf")), finite(float("-inf")), finite(0.5)]

    assert named == ["NaN", "Infinity", "-Infinity", 0.5]
