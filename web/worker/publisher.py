"""Making a page public and taking it back; each may die anywhere and be done again.

The order is docs/decisions/0005-published-page.md: a page is never public without a row that
lists it, and a page that somebody began to take back never comes back.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from functions.model.errors import MalformedError, NotFoundError
from functions.model.job import Job
from functions.model.publication import Publication
from functions.store.public_pages import PublicPages, public_pages
from functions.store.publication_links import PublicationLinks, publication_links
from functions.store.publications import PublicationTable, publication_table
from functions.store.publishing import expiry_of, language_of, token_of
from functions.store.table import SessionRecord, SessionTable, session_table
from web.pages.context import PublishedContext
from web.pages.language import speaking
from web.publish.site import MISSING_PAGE, render_page
from web.publish.snapshot import take_snapshot
from web.replay.whole import whole_turns
from web.worker.errors import StillPublicError


def now_ms() -> int:
    """Return the time in Unix milliseconds."""
    return time.time_ns() // 1_000_000


class Publisher:
    """Turns publish and unpublish jobs into rows and objects."""

    def __init__(
        self,
        sessions: SessionTable,
        publications: PublicationTable,
        links: PublicationLinks,
        pages: PublicPages,
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._sessions = sessions
        self._publications = publications
        self._links = links
        self._pages = pages
        self._now = now

    def publish(self, project: str, job: Job) -> None:
        """Publish a session as it is now; a job that already did leaves the page as it is.

        Raises:
            NotFoundError: there is nothing to publish.

        """
        token = token_of(job)
        if not self._pages.exists(token) and not self._make(project, job, token):
            return
        # Whoever takes the page back does so first in the row and then in the bucket, so if the
        # row says nothing now, its object is deleted after ours was put.
        if self._is_taken_back(project, job.session_id, token):
            self._pages.delete(token)

    def withdraw(self, project: str, session_id: str, token: str) -> None:
        """Take a page back, and note it once the page is gone.

        Raises:
            NotFoundError: nothing was published under that token.
            StillPublicError: the page would not go.

        """
        self._publications.begin_revoking(project, session_id, token)
        self._pages.delete(token)
        if self._pages.exists(token):
            raise StillPublicError("the page is still there")
        self._publications.end_revoking(project, session_id, token, self._now())

    def erase(self, project: str, session_id: str, token: str) -> bool:
        """Take back a page of which something was deleted, and forget what it was called.

        Returns False if somebody else has forgotten it.
        """
        with suppress(NotFoundError):  # erased before, up to the last step
            self.withdraw(project, session_id, token)
        return self._publications.forget(project, session_id, token)

    def abandon(self, project: str, job: Job) -> None:
        """Make due what a publish job did halfway, so that the sweep undoes it."""
        with suppress(NotFoundError, MalformedError):  # it never came so far as to list a page
            self._publications.begin_revoking(project, job.session_id, token_of(job))

    def _is_taken_back(self, project: str, session_id: str, token: str) -> bool:
        try:
            return self._publications.is_revoking(project, session_id, token)
        except NotFoundError:  # or erased
            return True

    def _make(self, project: str, job: Job, token: str) -> bool:
        record = self._sessions.read_session(project, job.session_id)
        with speaking(language_of(job)):
            snapshot = self._snapshot(project, job, record)
            html = render_page(snapshot)
        publication = _publication(job, token, snapshot, html)
        if not self._publications.put(project, publication):
            return False
        shown = {turn.trace_id for turn in record.turns}
        self._links.put(project, publication, shown)
        if not shown <= self._standing(project, job.session_id):
            self.abandon(project, job)
            return False
        self._pages.put_missing_page(MISSING_PAGE)
        self._pages.put(token, html)
        return True

    def _standing(self, project: str, session_id: str) -> set[str]:
        """Return the traces of a session that were not deleted.

        To be asked after the links are put. Then whoever deletes a trace, and looks for its links
        after it is hidden, has found the page's, or the trace is missed here.
        """
        try:
            record = self._sessions.read_session(project, session_id)
        except NotFoundError:
            return set()
        return {turn.trace_id for turn in record.turns}

    def _snapshot(self, project: str, job: Job, record: SessionRecord) -> PublishedContext:
        if not record.turns:
            raise NotFoundError("a session without turns")
        return take_snapshot(
            record.session,
            whole_turns(record.turns, lambda trace: self._sessions.read_chunks(project, trace)),
            published_ms=self._now(),
            expires_ms=expiry_of(job),
        )


def _publication(job: Job, token: str, snapshot: PublishedContext, html: str) -> Publication:
    return Publication(
        token=token,
        session_id=job.session_id,
        title=snapshot.title,
        turn_count=len(snapshot.turns),
        size_bytes=len(html.encode()),
        created_ms=snapshot.published_ms,
        created_by=job.created_by,
        expires_ms=snapshot.expires_ms,
    )


@cache
def publisher() -> Publisher:
    """Return the publisher of this function; one per warm Lambda."""
    return Publisher(session_table(), publication_table(), publication_links(), public_pages())
