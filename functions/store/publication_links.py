"""Links from a trace to the public pages that show it: deleting the trace takes them back.

`PK` = the trace's partition, `SK` = `PUBLISHED#<token hash>`. A link is put before its page, and
stays when the trace moves to another session, where nothing else would lead to the page.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from functions.model.publication import Publication
from functions.store.database import Database, database
from functions.store.item import Item, key
from functions.store.keys import published_sk, trace_pk
from functions.store.retention import tombstone_expiry


class PublicationLinks:
    """The rows."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def put(self, project: str, publication: Publication, trace_ids: Iterable[str]) -> None:
        """Note that a page shows these traces."""
        for each in trace_ids:
            item: Item = {
                **key(trace_pk(project, each), published_sk(publication.token)),
                "session_id": {"S": publication.session_id},
                "token": {"S": publication.token},
            }
            if publication.expires_ms is not None:
                item["expires"] = {"N": str(tombstone_expiry(publication.expires_ms))}
            self._rows.put(item)

    def of(self, pk: str) -> Iterator[tuple[str, str]]:
        """Yield session and token of every page that shows the trace of a partition."""
        for item in self._rows.query(pk, published_sk()):
            yield item["session_id"]["S"], item["token"]["S"]

    def drop(self, pk: str, token: str) -> None:
        """Forget a link."""
        place = (pk, published_sk(token))
        self._rows.delete(place, "#token = :token", {":token": {"S": token}})


@cache
def publication_links() -> PublicationLinks:
    """Return the links in TABLE_NAME; one per warm Lambda."""
    return PublicationLinks(database())
