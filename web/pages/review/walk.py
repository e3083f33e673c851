"""Where a reader is in a list of sessions: the addresses before and after, and how far it is."""

from dataclasses import dataclass

from functions.model.session import Session
from web.pages.language import say
from web.pages.links import id_to_key, session_url, sessions_url, with_query
from web.pages.review.view import WalkView
from web.pages.session_view import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroll:
    """What the address of a session says of the list that it was opened from."""

    project: str
    query: str = ""
    """The query string of the list."""

    review: bool = False
    seen: int = 0
    """Sessions that were looked at before this one, in this review."""

    def url(self, session_id: str, *, seen: int = 0) -> str:
        """Return the address of a session of the same list."""
        return self._at(session_url(self.project, id_to_key(session_id)), seen=seen)

    def neighbours_url(self, session_id: str) -> str:
        """Return where the sessions before and after are found."""
        page = session_url(self.project, id_to_key(session_id))
        return self._at(f"{page}/neighbours", seen=self.seen)

    def end_url(self, session_id: str) -> str:
        """Return the address of a session outside of the review."""
        return Stroll(project=self.project, query=self.query).url(session_id)

    @property
    def list_url(self) -> str:
        """The address of the list."""
        return with_query(sessions_url(self.project), self.query)

    def _at(self, url: str, *, seen: int) -> str:
        review = int(self.review)
        return with_query(url, list=self.query, review=review, seen=review and seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The sessions beside one in a list, as far as they were looked for."""

    previous: Session | None = None
    next: Session | None = None
    before: int | None = None
    """How many come before it; None where that is not known."""

    after: int | None = None
    further: str = ""
    """The cursor where the list goes on, where no next one was found so far."""


def walk_view(stroll: Stroll, session_id: str, found: Neighbours) -> WalkView:
    """Return what a session's page says of those beside it."""
    previous, following = found.previous, found.next
    ends = stroll.review and found.after == 0
    return WalkView(
        previous_url=stroll.url(previous.session_id, seen=stroll.seen - 1) if previous else "",
        previous_title=title_of(previous) if previous else "",
        next_url=stroll.url(following.session_id, seen=stroll.seen + 1) if following else "",
        next_title=title_of(following) if following else "",
        list_url=_list_url(stroll, found),
        place=_looked_at(stroll, found) if stroll.review else _place(found),
        done=say("judge.review.done", n=stroll.seen + 1) if ends else "",
        end_url=stroll.end_url(session_id) if stroll.review else "",
    )


def _list_url(stroll: Stroll, found: Neighbours) -> str:
    """Return the address of the list, from where it has to be gone on with."""
    return with_query(sessions_url(stroll.project), stroll.query, cursor=found.further)


def _place(found: Neighbours) -> str:
    if found.before is None:
        return say("judge.walk.list")
    place = found.before + 1
    if found.after is None:
        return say("judge.walk.place", n=place)
    return say("judge.walk.of", place=place, n=place + found.after)


def _looked_at(stroll: Stroll, found: Neighbours) -> str:
    looked = max(0, stroll.seen) + 1
    if found.after is None:
        return say("judge.review.looked", n=looked)
    return say("judge.review.of", looked=looked, n=looked + found.after)
