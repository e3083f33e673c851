"""The columns of the list of traces, as a `filter` and `orderBy` name them."""

from collections.abc import Callable, Iterable, Sequence

from functions.model.fold.counted import counted_observations
from functions.model.fold.limits import may_be_cut, may_lack
from functions.model.json import Json
from functions.model.observation import Level
from functions.model.score import DataType, Score
from functions.model.trace import Trace
from functions.model.turn import ScoreLine, Turn
from functions.model.usage import total_units, units_of
from functions.store.walk import Depth, Row
from web.api.listing.column import UNKNOWN, Column, Columns, Kind, Known, known, sampled

type TurnRow = Row[Turn]

_SECOND = 1_000_000_000


def _at[T](depth: Depth, kind: Kind, read: Callable[[Turn], Json]) -> Column[TurnRow]:
    """Return a column of which everything is known from a depth on."""

    def found(row: TurnRow, _key: str) -> Known:
        return known(read(row.value)) if row.depth >= depth else UNKNOWN

    return Column(kind, found)


def _word(read: Callable[[Turn], str | None]) -> Column[TurnRow]:
    """Return a column of texts that are cut in indexes and, if they are long, in rows."""

    def found(row: TurnRow, _key: str) -> Known:
        if row.depth is Depth.UNCUT:
            return known(read(row.value))
        if row.depth is Depth.KEYS:
            return UNKNOWN
        text = read(row.value)
        return UNKNOWN if text is not None and _is_cut(row, text) else known(text)

    return Column(Kind.STRING, found)


def _in_full(kind: Kind, read: Callable[[Trace], Json]) -> Column[TurnRow]:
    """Return a column that only the folded trace knows."""

    def found(row: TurnRow, _key: str) -> Known:
        return UNKNOWN if row.trace is None else known(read(row.trace))

    return Column(kind, found)


def _is_cut(row: TurnRow, text: str) -> bool:
    return text.endswith("…") or (row.whole and may_be_cut(text))


def _user(row: TurnRow, _key: str) -> Known:
    """Return the user, whom an index of one user knows without reading a row."""
    user = row.value.user_id
    if row.depth is Depth.HEAD and user is not None and user.endswith("…"):
        return UNKNOWN
    return known(user)


def _tags(row: TurnRow, _key: str) -> Known:
    tags = row.value.tags
    if row.depth is Depth.UNCUT:
        return known(*tags)
    if row.depth is Depth.KEYS:
        return UNKNOWN
    whole = not (row.whole and (may_lack(len(tags)) or any(map(may_be_cut, tags))))
    return sampled(tags, whole=whole)


def _metadata(row: TurnRow, key: str) -> Known:
    found = row.value.metadata
    if row.trace is not None:
        value = row.trace.metadata
        return known(value.get(key)) if key else known(*value)
    if not row.whole:
        return UNKNOWN
    if not key:
        return known(*found)
    if key in found:
        text = found[key]
        return UNKNOWN if isinstance(text, str) and may_be_cut(text) else known(text)
    return UNKNOWN if may_lack(len(found)) or any(map(may_be_cut, found)) else known()


def _scores(row: TurnRow) -> Sequence[Score | ScoreLine] | None:
    """Return the scores of a trace, None where the row may not hold them all."""
    if row.trace is not None:
        return row.trace.scores
    if row.depth >= Depth.HEAD and row.value.score_count == 0:
        return ()
    return row.value.scores if row.whole and all_scores(row.value) else None


def all_scores(turn: Turn) -> bool:
    """Tell whether a whole turn holds all of its scores, each uncut."""
    if turn.score_count > len(turn.scores):
        return False
    return not any(may_be_cut(each.name) or may_be_cut(each.text or "") for each in turn.scores)


def _scored(
    kind: DataType, values: Callable[[list[Score | ScoreLine]], Iterable[Json]]
) -> Callable[[TurnRow, str], Known]:
    """Return what reads the values of the scores of a kind and a name."""

    def found(row: TurnRow, name: str) -> Known:
        scores = _scores(row)
        if scores is None:
            return UNKNOWN
        return known(*values([each for each in scores if _is(each, kind, name)]))

    return found


def _is(score: Score | ScoreLine, kind: DataType, name: str) -> bool:
    plain = DataType.CATEGORICAL if score.value is None else DataType.NUMERIC
    return (not name or score.name == name) and (score.data_type or plain) is kind


def _average(scores: list[Score | ScoreLine]) -> list[Json]:
    values = [each.value for each in scores if each.value is not None]
    return [sum(values) / len(values)] if values else []


def _texts(scores: list[Score | ScoreLine]) -> list[Json]:
    return [each.text for each in scores]


def _truths(scores: list[Score | ScoreLine]) -> list[Json]:
    return [bool(each.value) for each in scores]


def _level(turn: Turn) -> str:
    if turn.error_count:
        return Level.ERROR
    return Level.WARNING if turn.warning_count else Level.DEFAULT


def _latency(turn: Turn) -> float | None:
    return None if turn.duration_ns is None else turn.duration_ns / _SECOND


def _tokens(kind: str) -> Callable[[Turn], Json]:
    return lambda turn: units_of(turn.usage, kind) if turn.usage else None


def _dollars(kind: str) -> Callable[[Trace], Json]:
    """Return what reads the sum of the costs of a kind, `input` or `output`."""

    def found(trace: Trace) -> Json:
        parts = [
            amount
            for step in counted_observations(trace.observations)
            for name, amount in step.cost.items()
            if kind in name
        ]
        return sum(parts) if parts else None

    return found


def _count(level: Level) -> Callable[[Trace], Json]:
    return lambda trace: sum((each.level or Level.DEFAULT) is level for each in trace.observations)


TRACE_COLUMNS: Columns[TurnRow] = {
    "id": _at(Depth.HEAD, Kind.STRING, lambda turn: turn.trace_id),
    "timestamp": Column(Kind.TIME, lambda row, _key: known(row.value.start_ns)),
    "name": _word(lambda turn: turn.name),
    "userId": Column(Kind.STRING, _user),
    "sessionId": _at(Depth.HEAD, Kind.STRING, lambda turn: turn.session_id),
    "environment": _word(lambda turn: turn.environment),
    "version": _word(lambda turn: turn.version),
    "release": _word(lambda turn: turn.release),
    "tags": Column(Kind.STRINGS, _tags),
    "public": _at(Depth.HEAD, Kind.BOOLEAN, lambda turn: bool(turn.public)),
    "bookmarked": Column(Kind.BOOLEAN, lambda _row, _key: known(False)),
    "metadata": Column(Kind.OBJECT, _metadata),
    "latency": _at(Depth.HEAD, Kind.NUMBER, _latency),
    "inputTokens": _at(Depth.WHOLE, Kind.NUMBER, _tokens("input")),
    "outputTokens": _at(Depth.WHOLE, Kind.NUMBER, _tokens("output")),
    "totalTokens": _at(Depth.HEAD, Kind.NUMBER, lambda turn: total_units(turn.usage)),
    "inputCost": _in_full(Kind.NUMBER, _dollars("input")),
    "outputCost": _in_full(Kind.NUMBER, _dollars("output")),
    "totalCost": _at(Depth.HEAD, Kind.NUMBER, lambda turn: turn.cost_usd),
    "level": _at(Depth.HEAD, Kind.STRING, _level),
    "errorCount": _at(Depth.HEAD, Kind.NUMBER, lambda turn: turn.error_count),
    "warningCount": _at(Depth.HEAD, Kind.NUMBER, lambda turn: turn.warning_count),
    "defaultCount": _in_full(Kind.NUMBER, _count(Level.DEFAULT)),
    "debugCount": _in_full(Kind.NUMBER, _count(Level.DEBUG)),
    "scores_avg": Column(Kind.NUMBERS, _scored(DataType.NUMERIC, _average)),
    "score_categories": Column(Kind.LABELS, _scored(DataType.CATEGORICAL, _texts)),
    "score_booleans": Column(Kind.BOOLEANS, _scored(DataType.BOOLEAN, _truths)),
}
