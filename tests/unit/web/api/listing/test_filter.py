"""The filter language: what it admits, and that it decides as a naive reading of it would."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.api.errors import InvalidParameterError
from web.api.listing.column import UNKNOWN, Column, Columns, Kind, Known, known, sampled
from web.api.listing.filter import MOST_CONDITIONS, parse_filter

MS = 1_000_000

type Facts = dict[str, Any]


def _at(name: str) -> Any:
    return lambda row, _key: known(*row[name]) if isinstance(row[name], list) else known(row[name])


COLUMNS: Columns[Facts] = {
    "name": Column(Kind.STRING, _at("name")),
    "tags": Column(Kind.STRINGS, _at("tags")),
    "cost": Column(Kind.NUMBER, _at("cost")),
    "timestamp": Column(Kind.TIME, _at("timestamp")),
    "public": Column(Kind.BOOLEAN, _at("public")),
    "metadata": Column(Kind.OBJECT, lambda row, key: known(row["metadata"].get(key))),
    "input": Column(Kind.STRING, _at("name"), folds_case=frozenset({"matches"})),
    "text": Column(
        Kind.TEXT,
        lambda row, _key: known(row["name"], *row["tags"]),
        folds_case=frozenset({"contains", "does not contain"}),
    ),
    "unknown": Column(Kind.STRING, lambda _row, _key: UNKNOWN),
}


def _row(**changes: Any) -> Facts:
    facts: Facts = {
        "name": "Ask-the agent",
        "tags": ["a", "b"],
        "cost": 0.5,
        "timestamp": 1_790_000_000_123 * MS + 456_789,
        "public": True,
        "metadata": {"tier": "gold", "count": "5", "on": "true", "nested": {"a": 1}, "n": 2.5},
    }
    return facts | changes


def _decide(row: Facts, **condition: Any) -> bool | None:
    return parse_filter(json.dumps([condition]), COLUMNS).decide(row)


@pytest.mark.parametrize(
    ("kind", "column", "operator", "value", "key", "holds"),
    [
        ("datetime", "timestamp", ">=", "2026-09-21T14:13:20.123Z", None, True),
        ("datetime", "timestamp", ">", "2026-09-21T16:13:20.123+02:00", None, False),
        ("datetime", "timestamp", "<", "2026-09-21T14:13:20.124Z", None, True),
        ("datetime", "timestamp", "<=", "2026-09-21T14:13:20.122Z", None, False),
        ("number", "cost", "=", 0.5, None, True),
        ("number", "cost", ">", 0.5, None, False),
        ("number", "cost", ">=", 0.5, None, True),
        ("number", "cost", "<", 1, None, True),
        ("string", "name", "=", "Ask-the agent", None, True),
        ("string", "name", "contains", "sk-t", None, True),
        ("string", "name", "does not contain", "sk-t", None, False),
        ("string", "name", "starts with", "Ask", None, True),
        ("string", "name", "ends with", "Ask", None, False),
        ("string", "name", "matches", "the", None, True),
        ("string", "name", "matches", "THE", None, False),
        ("string", "name", "matches", "th", None, False),
        ("string", "input", "matches", "ASK", None, True),
        ("string", "text", "contains", "THE AGENT", None, True),
        ("string", "text", "contains", "B", None, True),
        ("string", "text", "contains", "c", None, False),
        ("string", "text", "does not contain", "ask", None, False),
        ("string", "text", "starts with", "ask", None, False),
        ("stringOptions", "name", "any of", ["x", "Ask-the agent"], None, True),
        ("stringOptions", "name", "none of", ["x"], None, True),
        ("stringOptions", "tags", "any of", ["b"], None, True),
        ("arrayOptions", "tags", "all of", ["a", "b"], None, True),
        ("arrayOptions", "tags", "all of", ["a", "c"], None, False),
        ("arrayOptions", "tags", "none of", ["c"], None, True),
        ("arrayOptions", "tags", "any of", ["c"], None, False),
        ("categoryOptions", "metadata", "any of", ["gold"], "tier", True),
        ("categoryOptions", "metadata", "none of", ["gold"], "tier", False),
        ("stringObject", "metadata", "contains", "ol", "tier", True),
        ("stringObject", "metadata", "=", '{"a":1}', "nested", True),
        ("stringObject", "metadata", "=", "gold", "other", False),
        ("numberObject", "metadata", ">", 4, "count", True),
        ("numberObject", "metadata", "=", 2.5, "n", True),
        ("numberObject", "metadata", "=", 1, "on", False),
        ("booleanObject", "metadata", "=", True, "on", True),
        ("booleanObject", "metadata", "<>", True, "on", False),
        ("boolean", "public", "=", False, None, False),
        ("boolean", "public", "<>", False, None, True),
        ("null", "name", "is null", None, None, False),
        ("null", "metadata", "is null", "", "other", True),
        ("null", "metadata", "is not null", "", "tier", True),
    ],
)
def test_a_condition_holds_as_its_operator_says(
    kind: str, column: str, operator: str, value: Any, key: str | None, holds: bool
) -> None:
    condition = {"type": kind, "column": column, "operator": operator, "value": value}

    assert _decide(_row(), **condition, **({"key": key} if key else {})) is holds


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("{}", "array"),
        ("[1]", "0"),
        ('[{"type":"secret"}]', "0.type"),
        ('[{"column":"name"}]', "0.type"),
        ('[{"type":"string","column":"x","operator":"=","value":"a"}]', "0.column"),
        ('[{"type":"number","column":"name","operator":"=","value":1}]', "0.type"),
        ('[{"type":"string","column":"name","operator":">","value":"a"}]', "0.operator"),
        ('[{"type":"string","column":"name","operator":"=","value":1}]', "0.value"),
        ('[{"type":"number","column":"cost","operator":"=","value":"1"}]', "0.value"),
        ('[{"type":"number","column":"cost","operator":"=","value":NaN}]', "value"),
        ('[{"type":"stringOptions","column":"name","operator":"any of","value":[]}]', "value"),
        ('[{"type":"stringObject","column":"metadata","operator":"=","value":"a"}]', "key"),
        ('[{"type":"datetime","column":"timestamp","operator":"=","value":"2026"}]', "operator"),
        (
            '[{"type":"datetime","column":"timestamp","operator":">","value":"2026-01-01T00:00"}]',
            "value",
        ),
        ('[{"type":"datetime","column":"timestamp","operator":">","value":1790000000}]', "value"),
        ('[{"type":"boolean","column":"public","operator":"=","value":"true"}]', "value"),
        ('[{"type":"string","column":"name","operator":"=","value":"a","x":1}]', "x"),
        ("[" * 5000, "JSON"),
    ],
)
def test_what_is_not_in_the_language_is_refused_where_it_is_wrong(text: str, named: str) -> None:
    with pytest.raises(InvalidParameterError, match=re.escape(named)) as refused:
        parse_filter(text, COLUMNS)

    assert refused.value.name == "filter"
    assert "secret" not in str(refused.value)


def test_a_filter_has_so_many_conditions_at_most() -> None:
    condition = {"type": "null", "column": "name", "operator": "is null", "value": ""}

    assert parse_filter(json.dumps([condition] * MOST_CONDITIONS), COLUMNS)
    with pytest.raises(InvalidParameterError, match="more than"):
        parse_filter(json.dumps([condition] * (MOST_CONDITIONS + 1)), COLUMNS)


@pytest.mark.parametrize("operator", ["=", "contains", "does not contain", "starts with"])
def test_what_a_row_does_not_know_is_left_open(operator: str) -> None:
    condition = {"type": "string", "column": "unknown", "operator": operator, "value": "a"}

    assert _decide(_row(), **condition) is None
    refused = {"type": "number", "column": "cost", "operator": ">", "value": 9}
    assert parse_filter(json.dumps([condition, refused]), COLUMNS).decide(_row()) is False


def test_a_set_that_is_not_whole_says_yes_only_by_what_is_there() -> None:
    columns: Columns[Known] = {"tags": Column(Kind.STRINGS, lambda row, _key: row)}
    part = sampled(["a", "long…"])

    def decide(operator: str, *value: str) -> bool | None:
        condition = {
            "type": "arrayOptions",
            "column": "tags",
            "operator": operator,
            "value": value,
        }
        return parse_filter(json.dumps([condition]), columns).decide(part)

    assert decide("any of", "a", "x") is True
    assert decide("any of", "x") is None
    assert decide("all of", "a") is True
    assert decide("all of", "a", "x") is None
    assert decide("none of", "a") is False
    assert decide("none of", "x") is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "number", "null", "datetime", "arrayOptions"]) | _JSON,
        "column": st.sampled_from(list(COLUMNS)) | _JSON,
        "operator": st.sampled_from(["=", "any of", "matches", "is null", ">"]) | _JSON,
        "value": st.sampled_from(["a", "2026-01-01T00:00:00Z", 1, ["a"]]) | _JSON,
        "key": st.text(max_size=3) | _JSON,
    },
)


@given(st.lists(_FIELDS | _JSON, max_size=4).map(json.dumps) | st.text())
def test_any_text_is_a_filter_or_refused(text: str) -> None:
    try:
        wanted = parse_filter(text, COLUMNS)
    except InvalidParameterError:
        return
    assert wanted.decide(_row()) in (True, False, None)


_WORDS = st.sampled_from(["a", "b", "ab", "a b", ""])
_STRING_OPERATORS: dict[str, Any] = {
    "=": lambda value, wanted: value == wanted,
    "contains": lambda value, wanted: wanted in value,
    "starts with": lambda value, wanted: value.startswith(wanted),
    "ends with": lambda value, wanted: value.endswith(wanted),
    "does not contain": lambda value, wanted: wanted not in value,
}


@given(_WORDS, _WORDS, st.sampled_from(sorted(_STRING_OPERATORS)))
def test_texts_are_compared_as_python_compares_them(value: str, wanted: str, by: str) -> None:
    condition = {"type": "string", "column": "name", "operator": by, "value": wanted}

    assert _decide(_row(name=value), **condition) is _STRING_OPERATORS[by](value, wanted)


_SETS = st.lists(st.sampled_from("abcd"), max_size=4)
_SET_OPERATORS: dict[str, Any] = {
    "any of": lambda values, wanted: bool(set(values) & set(wanted)),
    "none of": lambda values, wanted: not set(values) & set(wanted),
    "all of": lambda values, wanted: set(wanted) <= set(values),
}


@given(_SETS, _SETS.filter(bool), st.sampled_from(sorted(_SET_OPERATORS)))
def test_sets_are_compared_as_python_compares_them(
    values: list[str], wanted: list[str], by: str
) -> None:
    condition = {"type": "arrayOptions", "column": "tags", "operator": by, "value": wanted}

    assert _decide(_row(tags=values), **condition) is _SET_OPERATORS[by](values, wanted)


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4),
    st.integers(0, 4),
    _SETS.filter(bool),
    st.sampled_from(sorted(_SET_OPERATORS)),
)
def test_what_is_said_of_a_part_holds_for_the_whole(
    values: list[str], kept: int, wanted: list[str], by: str
) -> None:
    columns: Columns[Known] = {"tags": Column(Kind.STRINGS, lambda row, _key: row)}
    condition = {"type": "arrayOptions", "column": "tags", "operator": by, "value": wanted}
    asked = parse_filter(json.dumps([condition]), columns)

    found = asked.decide(sampled(values[:kept], whole=False))

    assert found is None or found is asked.decide(known(*values))


@given(st.text("ab_ -é", max_size=3), st.text("ab_ -é", max_size=8))
def test_words_match_where_they_stand_alone(words: str, text: str) -> None:
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
    condition = {"type": "string", "column": "name", "operator": "matches", "value": words}
    assert _decide(_row(name=text), **condition) is found


@pytest.mark.parametrize(("kind", "key"), [("string", None), ("stringObject", "tier")])
def test_only_so_many_characters_are_matched_as_words(kind: str, key: str | None) -> None:
    column = "metadata" if key else "name"
    condition = {"type": kind, "column": column, "operator": "matches", "key": key}
    _decide(_row(), **condition, value="w" * 200)
    with pytest.raises(InvalidParameterError, match=r"0\.value: over 200 characters"):
        _decide(_row(), **condition, value="w" * 201)
