"""The panel of judging: a page of its own, and a fragment where it is asked for by a script."""

import time
from http import HTTPStatus
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse, Response

from functions.interpret.score import deletion, judgement
from functions.model.comment import Comment
from functions.model.errors import NotFoundError
from functions.store.keys import target_pk
from web.pages.render import judge_link, judge_page, judge_panel
from web.viewer.judging.asked import Asked, Judged
from web.viewer.judging.desk import Case, Desk, desk
from web.viewer.judging.given import ScoreSaid, free_config, read_score
from web.viewer.judging.panel import judge_context
from web.viewer.page import Htmx, Page
from web.viewer.person import Reader

router = APIRouter(prefix="/p/{project}/{kind}/{key}")

_MS = 1_000_000

type At = Annotated[Desk, Depends(desk)]
type Content = Annotated[str, Form(min_length=1, max_length=5_000)]


@router.api_route("/judge", methods=["GET", "HEAD"])
def read_panel(
    judged: Judged,
    at: At,
    person: Reader,
    htmx: Htmx = "",
    saved: Annotated[str, Query(max_length=3)] = "",
) -> Response:
    """Show by what a session, a turn or an observation can be judged, and how it was."""
    case = at.case(judged.project, judged.target)
    context = judge_context(judged, case, person.name, saved=bool(saved))
    if htmx:
        return Page(judge_panel(context))
    answer = Page(judge_page(context))
    if saved:
        answer.headers["Refresh"] = f"1; url={judged.url()}"
    return answer


@router.api_route("/scores", methods=["GET", "HEAD"])
def read_scores(judged: Judged, at: At) -> Page:
    """Show how a session is judged by now, or one of its turns: the link to the panel."""
    return Page(judge_link(judged.url(), at.score_words(judged.project, judged.target)))


@router.post("/scores")
def give_score(
    judged: Judged, at: At, person: Reader, said: Annotated[ScoreSaid, Form()], htmx: Htmx = ""
) -> Response:
    """Give a score, change it, or take it back; its row follows by the rollup."""
    case = at.case(judged.project, judged.target)
    if said.withdraw:
        case = _withdraw(judged, at, case, judged.target.score_id(person.name, said.kind))
    else:
        case = _give(judged, at, case, said, person.name)
    if not htmx:
        return _back(judged, saved=True)
    panel = judge_panel(judge_context(judged, case, person.name, saved=True))
    return Page(panel, headers={"HX-Trigger": "judged"})


@router.post("/comments")
def add_comment(
    judged: Judged, at: At, person: Reader, content: Content, htmx: Htmx = ""
) -> Response:
    """Write a comment."""
    at.words(judged.project, judged.target)
    object_type, object_id = judged.object
    comment = Comment(
        comment_id=uuid4().hex,
        object_type=object_type,
        object_id=object_id,
        content=content.strip(),
        author=person.name,
        created_ns=time.time_ns(),
    )
    if comment.content:
        at.comments.put(judged.project, target_pk(judged.project, judged.target), comment)
    return _anew(judged, at, person.name, htmx)


@router.post("/comments/{comment_id}/delete")
def delete_comment(
    comment_id: str, judged: Judged, at: At, person: Reader, htmx: Htmx = ""
) -> Response:
    """Delete a comment of one's own."""
    found = at.remarks.of(judged.project, judged.target).comments
    own = (each.author == person.name for each in found if each.comment_id == comment_id)
    if not next(own, False):
        raise NotFoundError("comment")
    at.comments.delete(judged.project, target_pk(judged.project, judged.target), comment_id)
    return _anew(judged, at, person.name, htmx)


def _give(judged: Asked, at: Desk, case: Case, said: ScoreSaid, author: str) -> Case:
    config = at.configs.get(judged.project, said.config) if said.config else free_config(said)
    score_id = judged.target.score_id(author, said.kind)
    seen = next((each for each in case.scores if each.score_id == score_id), None)
    score = read_score(said, config, judged.target, author, seen)
    now_ns = time.time_ns()
    at_ns = max(now_ns, (seen.updated_ns or 0) + 1 if seen else 0)
    at.scores.give(judged.project, judged.target, judgement(score, at_ns, now_ns // _MS))
    return case.with_score(score)


def _withdraw(judged: Asked, at: Desk, case: Case, score_id: str) -> Case:
    now_ns = time.time_ns()
    at.scores.delete(
        judged.project, score_id, now_ns, lambda at_ns: deletion(score_id, at_ns, now_ns // _MS)
    )
    return case.without_score(score_id)


def _anew(judged: Asked, at: Desk, person: str, htmx: str) -> Response:
    if not htmx:
        return _back(judged)
    case = at.case(judged.project, judged.target)
    return Page(judge_panel(judge_context(judged, case, person)))


def _back(judged: Asked, *, saved: bool = False) -> RedirectResponse:
    url = judged.url()
    mark = f"{'&' if '?' in url else '?'}saved=yes" if saved else ""
    return RedirectResponse(url + mark, HTTPStatus.SEE_OTHER)
