"""What is known: reads of sessions, turns and chunks, and the writes of a reader."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from os import environ

from functions.model.chunk import Chunk, Credential
from functions.model.errors import NotFoundError, TooLargeError, UnauthorizedError
from functions.model.fold.session import fold_session
from functions.model.project import Project
from functions.model.publication import Publication
from functions.model.score import Score
from functions.model.session import Marks, Session
from functions.model.turn import Turn
from functions.store import keys
from functions.store.chunks import item_to_chunk
from functions.store.contents import SessionContents, read_contents, standing
from functions.store.credentials import item_to_api_key
from functions.store.database import Database, database
from functions.store.fingerprints import traces_naming
from functions.store.heads import item_to_head
from functions.store.item import Item, number, with_prefix
from functions.store.page import Page, read_position, write_position
from functions.store.payloads import Payloads
from functions.store.retention import is_shown
from functions.store.rows import item_to_session, item_to_turn
from functions.store.score_rows import item_to_score
from functions.store.walk import walk
from functions.store.wire import wire

_LEFT_BEHIND = (keys.MARKS, keys.COMMENT_PREFIX)
"""What readers left on a session; it does not expire with it."""

LARGEST_TRACE = 96_000_000
"""Bytes of all chunks of a trace, unpacked: what one fold may hold in a function's memory."""

LARGEST_PUBLIC = 8_000_000
"""Bytes of those that came with the public key alone, which are not counted among the others: no
visitor of a web page can make a trace too large to be read. What goes beyond is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A whole session as one Query returns it."""

    session_id: str
    turns: tuple[Turn, ...]
    """In reading order."""

    scores: tuple[Score, ...]
    """Of the session itself; those of a turn stand in the turn."""

    marks: Marks
    publications: tuple[Publication, ...]
    session: Session
    """Folded from the above, so that it never lags behind them; its row, where they are cut."""

    version: int = 0
    """Of the session's row: another one after each change of what it says."""


class SessionTable:
    """Sessions and what happened in them, kept in one DynamoDB table."""

    def __init__(self, rows: Database, payloads: Payloads) -> None:
        self._rows = rows
        self._payloads = payloads

    def list_sessions(
        self, project: str, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Session]:
        """Return a page of sessions, latest activity first."""
        return self._list(keys.index_pk(project, "SESSIONS"), limit, cursor, item_to_session)

    def list_turns(self, project: str, *, limit: int = 50, cursor: str | None = None) -> Page[Turn]:
        """Return a page of turns, latest start first, as far as the index knows them."""
        return self._list(keys.index_pk(project, "TURNS"), limit, cursor, item_to_turn)

    def read_session(
        self, project: str, session_id: str, wanted: range | None = None
    ) -> SessionRecord:
        """Return a session with all its turns, strongly consistent.

        Of very many, those whose numbers are not `wanted` are as short as in a list.

        Raises:
            NotFoundError: nothing of it is stored, or nothing but marks and comments.

        """
        items = standing(self.partition(keys.session_pk(project, session_id)))
        if all(item["SK"]["S"].startswith(_LEFT_BEHIND) for item in items):
            raise NotFoundError("session")
        return _session_record(session_id, items, wanted)

    def read_version(self, project: str, session_id: str) -> int:
        """Return the version of a session's row: one small read that tells whether it changed."""
        row = self._rows.get((keys.session_pk(project, session_id), keys.SESSION))
        return number(row, "version") if row else 0

    def read_chunks(self, project: str, trace_id: str) -> tuple[Chunk, ...]:
        """Return everything that was said of a trace, strongly consistent.

        Raises:
            NotFoundError: nothing was, or nothing any more.
            TooLargeError: it is more than a function can hold.

        """
        pk = keys.trace_pk(project, trace_id)
        rows = list(self._rows.query(pk, keys.CHUNK_PREFIX, until=keys.HEAD))
        deleted_ms = next(
            (number(row, "deleted") for row in rows if row["SK"]["S"] == keys.HEAD), 0
        )
        items = [row for row in with_prefix(rows, keys.CHUNK_PREFIX) if is_shown(row)]
        items = [item for item in items if number(item, "arrived") > deleted_ms]
        if not items:
            raise NotFoundError("trace")
        return tuple(self.chunks(items))

    def traces_naming(self, project: str, observation_id: str) -> Iterator[str]:
        """Yield the ids of traces that may hold an observation, of the newest 20,000."""
        return traces_naming(self._rows, project, observation_id)

    def read_failure(self, project: str, trace_id: str) -> str | None:
        """Return the kind of error that a trace's last fold ended with, or None."""
        head = self._rows.get((keys.trace_pk(project, trace_id), keys.HEAD))
        return item_to_head(head).failed if head else None

    def list_failures(self, project: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return the first traces that could not be folded, in the form that keys use."""
        prefix = keys.trace_pk(project, "")
        rows = (row for row in self._rows.query(keys.DUE_PK, prefix) if "failed" in row)
        return tuple(row["SK"]["S"].removeprefix(prefix) for row in islice(rows, limit))

    def chunks(self, items: Iterable[Item]) -> Iterator[Chunk]:
        """Yield the chunks of items one by one, fetching what overflowed to S3.

        Raises:
            TooLargeError: together they are more than a function can hold.

        """
        sizes = dict.fromkeys(Credential, 0)
        for item in items:
            if sizes[Credential.PUBLIC] > LARGEST_PUBLIC and "credential" in item:
                continue
            pointer = item.get("pointer")
            chunk = item_to_chunk(item, self._payloads.read(pointer["S"]) if pointer else None)
            sizes[chunk.credential] += len(chunk.data)
            if sizes[Credential.SECRET] > LARGEST_TRACE:
                raise TooLargeError(f"trace: more than {LARGEST_TRACE // 10**6} MB")
            if chunk.credential is Credential.SECRET or sizes[Credential.PUBLIC] <= LARGEST_PUBLIC:
                yield chunk

    def read_project(self, project: str) -> Project:
        """Return a project.

        Raises:
            NotFoundError: there is none of that id.

        """
        item = self._rows.get((keys.project_pk(project), keys.POINTER))
        if item is None:
            raise NotFoundError("project")
        return Project(project_id=item["project_id"]["S"], name=item["name"]["S"])

    def verify_api_key(self, public_key: str, secret_key: str) -> str:
        """Return the project of a key pair.

        Raises:
            UnauthorizedError: there is no such pair.

        """
        key = item_to_api_key(self._rows.get((keys.api_key_pk(public_key), keys.POINTER)))
        if key is None or not key.accepts(secret_key):
            raise UnauthorizedError("Invalid credentials.")
        return key.project_id

    def put_star(self, project: str, session_id: str, *, starred: bool) -> None:
        """Let a session be starred, or no more."""
        self._mark(project, session_id, "#starred = :mark", {"BOOL": starred})

    def put_name(self, project: str, session_id: str, name: str | None) -> None:
        """Let a session have a name, or none."""
        self._mark(project, session_id, "#name = :mark", {"S": name or ""})

    def _mark(self, project: str, session_id: str, change: str, mark: Item) -> None:
        place = (keys.session_pk(project, session_id), keys.MARKS)
        values = {":mark": mark, ":now": {"N": str(time.time_ns() // 10**6)}}
        self._rows.update(place, f"SET {change}, #written = :now", values)

    def ping(self) -> None:
        """Read a row that need not exist.

        Raises:
            StoreUnavailableError: the table does not answer.

        """
        self._rows.get((keys.project_pk(""), keys.POINTER))

    def partition(self, pk: str, sk_prefix: str = "") -> Iterator[Item]:
        """Yield the rows of a partition in order of their SK."""
        return self._rows.query(pk, sk_prefix)

    def _list[T](
        self, pk: str, limit: int, cursor: str | None, read: Callable[[Item], T]
    ) -> Page[T]:
        found = walk(self._rows, pk, read)(limit, read_position(cursor) if cursor else None)
        items = tuple(row.value for row in found.rows)
        return Page(items=items, cursor=write_position(found.end))


def _session_record(session_id: str, items: Sequence[Item], wanted: range | None) -> SessionRecord:
    contents = read_contents(items, wanted)
    row = next((each for each in items if each["SK"]["S"] == keys.SESSION), None)
    scores = tuple(item_to_score(each) for each in with_prefix(items, keys.SCORE_PREFIX))
    own = contents.own_id(session_id)
    return SessionRecord(
        session_id=own,
        turns=contents.turns,
        scores=scores,
        marks=contents.marks,
        publications=contents.publications,
        session=_session(own, contents, scores, row),
        version=number(row, "version") if row else 0,
    )


def _session(
    own: str, contents: SessionContents, scores: Sequence[Score], row: Item | None
) -> Session:
    if row is not None and not contents.whole:
        marks = contents.marks
        return replace(item_to_session(row), name=marks.name, starred=marks.starred)
    return fold_session(
        own,
        contents.turns,
        scores=scores,
        marks=contents.marks,
        publications=contents.public_count,
    )


@cache
def session_table() -> SessionTable:
    """Return the table named by TABLE_NAME; one per warm Lambda."""
    return SessionTable(database(), Payloads(wire("s3"), environ["PAYLOAD_BUCKET"]))
