"""The columns of the list of sessions, as a `filter` and `orderBy` name them."""

from collections.abc import Callable

from functions.model.json import Json
from functions.model.score import DataType
from functions.model.session import Sample, ScoreSummary, Session
from functions.model.usage import total_units
from functions.store.walk import Depth, Row
from web.api.listing.column import UNKNOWN, Column, Columns, Kind, Known, known, sampled

type SessionRow = Row[Session]

_SECOND = 1_000_000_000


def _at(kind: Kind, read: Callable[[Session], Json]) -> Column[SessionRow]:
    """Return a column that an index already knows exactly."""

    def found(row: SessionRow, _key: str) -> Known:
        return UNKNOWN if row.depth is Depth.KEYS else known(read(row.value))

    return Column(kind, found)


def _set(read: Callable[[Session], Sample]) -> Column[SessionRow]:
    """Return a column of a set, of which rows hold the first values."""

    def found(row: SessionRow, _key: str) -> Known:
        if row.depth is Depth.KEYS:
            return UNKNOWN
        sample = read(row.value)
        if row.depth is Depth.UNCUT:
            return known(*sample.values)
        return sampled(sample.values, whole=sample.count <= len(sample.values))

    return Column(Kind.STRINGS, found)


def _name(row: SessionRow, _key: str) -> Known:
    if row.depth is Depth.KEYS:
        return UNKNOWN
    name = row.value.name
    cut = name is not None and name.endswith("…") and row.depth is not Depth.UNCUT
    return UNKNOWN if cut else known(name)


def _metadata(row: SessionRow, key: str) -> Known:
    session = row.value
    if row.depth is Depth.KEYS:
        return UNKNOWN
    held = sum(len(each) for each in session.metadata.values())
    complete = row.depth is Depth.UNCUT or held == session.metadata_count
    values = session.metadata.get(key, ()) if key else tuple(session.metadata)
    return Known(known(*values).values, complete=complete)


def _scored(
    kind: DataType, values: Callable[[ScoreSummary], Known]
) -> Callable[[SessionRow, str], Known]:
    """Return what reads the scores of a kind and a name."""

    def found(row: SessionRow, name: str) -> Known:
        session = row.value
        if row.depth is Depth.KEYS:
            return UNKNOWN
        for each in session.scores:
            if each.name == name and each.data_type in (kind, None):
                return values(each)
        held = sum(each.count for each in session.scores)
        return known() if held >= session.score_count else UNKNOWN

    return found


def _latest(score: ScoreSummary) -> Known:
    """Return the latest label; the session's row knows no other."""
    return known(score.text)


def _text(row: SessionRow, _key: str) -> Known:
    """Return what is written of a session; of what was said, as much as its row holds."""
    session = row.value
    if row.depth is Depth.KEYS:
        return UNKNOWN
    said = (session.name, session.first_user, session.last_user, session.last_answer)
    texts = [session.session_id, *session.users.values, *(each for each in said if each)]
    whole = session.users.count <= len(session.users.values)
    cut = any(each.endswith("…") for each in texts)
    return Known(tuple(texts), complete=row.whole or (whole and not cut))


def _score_names(row: SessionRow, _key: str) -> Known:
    scores = row.value.scores
    if row.depth is Depth.KEYS:
        return UNKNOWN
    whole = sum(each.count for each in scores) >= row.value.score_count
    return sampled((each.name for each in scores), whole=whole)


COLUMNS_OF_SETS = {
    "userId": _set(lambda session: session.users),
    "tags": _set(lambda session: session.tags),
    "environment": _set(lambda session: session.environments),
    "traceName": _set(lambda session: session.names),
    "model": _set(lambda session: session.models),
    "release": _set(lambda session: session.releases),
}

SESSION_COLUMNS: Columns[SessionRow] = {
    "id": _at(Kind.STRING, lambda session: session.session_id),
    "createdAt": Column(Kind.TIME, lambda row, _key: known(row.value.start_ns)),
    "updatedAt": _at(Kind.TIME, lambda session: session.end_ns),
    "name": Column(Kind.STRING, _name),
    "bookmarked": _at(Kind.BOOLEAN, lambda session: session.starred),
    "published": _at(Kind.BOOLEAN, lambda session: session.publication_count > 0),
    "error": _at(Kind.BOOLEAN, lambda session: session.error_count > 0),
    **COLUMNS_OF_SETS,
    "text": Column(Kind.TEXT, _text, folds_case=frozenset({"contains", "does not contain"})),
    "scoreNames": Column(Kind.STRINGS, _score_names),
    "metadata": Column(Kind.OBJECT, _metadata),
    "traceCount": _at(Kind.NUMBER, lambda session: session.turn_count),
    "observationCount": _at(Kind.NUMBER, lambda session: session.observation_count),
    "toolCount": _at(Kind.NUMBER, lambda session: session.tool_count),
    "errorCount": _at(Kind.NUMBER, lambda session: session.error_count),
    "warningCount": _at(Kind.NUMBER, lambda session: session.warning_count),
    "scoreCount": _at(Kind.NUMBER, lambda session: session.score_count),
    "totalCost": _at(Kind.NUMBER, lambda session: session.cost_usd),
    "duration": _at(Kind.NUMBER, lambda session: _seconds(session.duration_ns)),
    "inputTokens": _at(Kind.NUMBER, lambda session: session.usage.get("input")),
    "outputTokens": _at(Kind.NUMBER, lambda session: session.usage.get("output")),
    "totalTokens": _at(Kind.NUMBER, lambda session: total_units(session.usage)),
    "scores_avg": Column(Kind.NUMBERS, _scored(DataType.NUMERIC, lambda each: known(each.mean))),
    "score_categories": Column(Kind.LABELS, _scored(DataType.CATEGORICAL, _latest)),
    "score_booleans": Column(
        Kind.NUMBERS, _scored(DataType.BOOLEAN, lambda each: known(each.mean))
    ),
}


def _seconds(length_ns: int | None) -> float | None:
    return None if length_ns is None else length_ns / _SECOND
