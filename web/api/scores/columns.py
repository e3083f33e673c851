"""The columns of scores: what conditions may ask of one, and of the trace that it is about."""

from collections.abc import Callable

from functions.model.score import Score
from functions.model.turn import Turn
from functions.store.keys import is_hashed
from functions.store.score_rows import StoredScore
from functions.store.walk import Row
from web.api.listing.column import UNKNOWN, Column, Columns, Kind, Known, known, sampled
from web.api.listing.condition import BooleanCondition, Condition
from web.api.listing.filter import Filter, parse_filter
from web.api.listing.listing import Order
from web.api.scores.body import environment_of, kind_of, source_of, words_of

type ScoreRow = Row[StoredScore]

_PREDICATE = "(asked)"
_TAGS = 20
"""How many a turn keeps."""


def _of_score(read: Callable[[Score], str | float | None]) -> Callable[[ScoreRow, str], Known]:
    return lambda row, _key: known(read(row.value.score))


def _text(name: str) -> Column[ScoreRow]:
    """Return the column of a text, which may be cut."""

    def read(row: ScoreRow, _key: str) -> Known:
        value = getattr(row.value.score, name)
        return known(value) if row.value.whole else sampled([value])

    return Column(Kind.STRING, read)


def _id(name: str) -> Column[ScoreRow]:
    """Return the column of an id; of a very long one an index knows only the form of its key."""

    def read(row: ScoreRow, _key: str) -> Known:
        value: str | None = getattr(row.value.score, name)
        shortened = not row.value.whole and value is not None and is_hashed(value)
        return UNKNOWN if shortened else known(value)

    return Column(Kind.STRING, read)


def _words(row: ScoreRow, _key: str) -> Known:
    value = words_of(row.value.score)
    return known(value) if row.value.whole else sampled([value])


def _metadata(row: ScoreRow, key: str) -> Known:
    if not row.value.whole:
        return UNKNOWN
    found = row.value.score.metadata
    return known(found.get(key)) if key else known(*found)


def _of_turn(kind: Kind, read: Callable[[Turn], Known]) -> Column[ScoreRow]:
    """Return a column of the trace that a score is about; only a row read whole knows it."""

    def of_row(row: ScoreRow, _key: str) -> Known:
        if row.value.score.trace_id and not row.whole:
            return UNKNOWN
        turn = row.value.turn
        return read(turn) if turn else known()

    return Column(kind, of_row)


TIMESTAMP: Column[ScoreRow] = Column(Kind.TIME, _of_score(lambda score: score.timestamp_ns))
COLUMNS: Columns[ScoreRow] = {
    "id": _id("score_id"),
    "name": _text("name"),
    "traceId": _id("trace_id"),
    "observationId": _id("observation_id"),
    "sessionId": _id("session_id"),
    "datasetRunId": Column(Kind.STRING, lambda _row, _key: known()),
    "timestamp": TIMESTAMP,
    "createdAt": TIMESTAMP,
    "updatedAt": Column(Kind.TIME, _of_score(lambda score: score.updated_ns)),
    "value": Column(Kind.NUMBER, _of_score(lambda score: score.value)),
    "stringValue": Column(Kind.STRING, _words),
    "dataType": Column(Kind.STRING, _of_score(kind_of)),
    "source": Column(Kind.STRING, _of_score(source_of)),
    "environment": Column(Kind.STRING, _of_score(environment_of)),
    "comment": _text("comment"),
    "configId": _id("config_id"),
    "queueId": _id("queue_id"),
    "authorUserId": _id("author"),
    "metadata": Column(Kind.OBJECT, _metadata),
    "userId": _of_turn(Kind.STRING, lambda turn: known(turn.user_id)),
    "traceTags": _of_turn(
        Kind.STRINGS, lambda turn: sampled(turn.tags, whole=len(turn.tags) < _TAGS)
    ),
}
_OF_TURNS = frozenset({"userId", "traceTags"})
NATURAL = Order(column=TIMESTAMP)


def score_filter(
    text: str | None,
    plain: list[Condition],
    always: list[Condition],
    asked: Callable[[Score], bool] | None = None,
) -> Filter[ScoreRow]:
    """Return what is wanted of scores: a `filter`, plain parameters beside it, and what always is.

    `asked` is a condition that the language of filters has no words for.
    """
    wanted = parse_filter(text, COLUMNS).beside(plain)
    if asked is None:
        return Filter(wanted.conditions + tuple(always), COLUMNS)
    column = Column(Kind.BOOLEAN, _of_score(asked))
    condition = BooleanCondition(column=_PREDICATE, operator="=", value=True)
    return Filter((*wanted.conditions, *always, condition), {**COLUMNS, _PREDICATE: column})


def asks_for_turns(wanted: Filter[ScoreRow]) -> bool:
    """Tell whether a condition is about the traces of scores."""
    return any(each.column in _OF_TURNS for each in wanted.conditions)
