"""A case → the panel by which a person judges it."""

from functions.model.comment import Comment
from functions.model.score import Score
from web.pages.figures import when
from web.pages.judging.forms import config_form, free_form
from web.pages.judging.view import CommentView, GivenScore, JudgeContext, ScoreForm
from web.pages.language import say
from web.pages.links import score_configs_url
from web.pages.turn_view import score_words
from web.pages.words import first_words
from web.viewer.judging.asked import Asked
from web.viewer.judging.desk import Case, linked_scores
from web.viewer.page import shell

_FORMS = 40
_OTHERS = 100
_COMMENTS = 200


def judge_context(asked: Asked, case: Case, person: str, *, saved: bool = False) -> JudgeContext:
    """Return what the panel says; `saved` where it is read right after a change."""
    here = [each for each in case.scores if each.observation_id == asked.target.observation_id]
    own = {each.score_id: each for each in here if _is_own(asked, each, person)}
    others = [each for each in here if each.score_id not in own]
    others.sort(key=lambda each: -(each.timestamp_ns or 0))
    comments = [
        each for each in case.comments if (each.object_type, each.object_id) == asked.object
    ]
    forms = _forms(asked, case, own, person)
    return JudgeContext(
        shell=shell(heading(asked), asked.project),
        heading=heading(asked),
        words=first_words(case.words, 200),
        back_url=asked.back_url,
        scores_url=asked.url("scores"),
        comments_url=asked.url("comments"),
        new_config_url=asked.url("score-configs"),
        configs_url=score_configs_url(asked.project),
        forms=forms[:_FORMS],
        more_configs=max(0, len(forms) - _FORMS),
        others=tuple(_given(each) for each in others[:_OTHERS]),
        more_others=max(0, len(others) - _OTHERS),
        comments=tuple(_comment(asked, each, person) for each in comments[-_COMMENTS:]),
        more_comments=max(0, len(comments) - _COMMENTS),
        fresh_at=_link(asked),
        judge_url=asked.url() if not asked.observation else "",
        fresh_scores=linked_scores(case.scores),
        saved=saved,
    )


def heading(asked: Asked) -> str:
    """Return what is judged, in a word."""
    if asked.target.observation_id is not None:
        return say("judge.observation")
    if asked.target.session_id is not None:
        return say("judge.session")
    return say("judge.turn", n=asked.number) if asked.number else say("judge.trace")


def _forms(asked: Asked, case: Case, own: dict[str, Score], person: str) -> tuple[ScoreForm, ...]:
    """Return a form for each config that is in use, then for what else the reader has said."""
    left = dict(own)
    by_config = []
    for config in case.configs:
        said = left.pop(asked.target.score_id(person, config.config_id), None)
        if said is not None or not config.archived:
            by_config.append(config_form(config, said))
    free = sorted(left.values(), key=lambda each: (each.timestamp_ns or 0, each.score_id))
    return (*by_config, *(free_form(each) for each in free))


def _is_own(asked: Asked, score: Score, person: str) -> bool:
    """Tell whether a reader has given a score here, and not a program in the reader's name."""
    kind = score.config_id or score.name or ""
    return score.author == person and score.score_id == asked.target.score_id(person, kind)


def _given(score: Score) -> GivenScore:
    return GivenScore(
        words=score_words(score),
        author=first_words(score.author or say(f"judge.source.{_source(score)}"), 60),
        reason=first_words(score.comment or "", 500),
        given=when(score.timestamp_ns),
    )


def _source(score: Score) -> str:
    return score.source if score.source in ("EVAL", "ANNOTATION") else "API"


def _comment(asked: Asked, comment: Comment, person: str) -> CommentView:
    own = comment.author == person
    return CommentView(
        author=first_words(comment.author or say("judge.somebody"), 60),
        written=when(comment.created_ns),
        content=comment.content,
        delete_url=asked.url(f"comments/{comment.comment_id}/delete") if own else "",
    )


def _link(asked: Asked) -> str:
    """Return the selector of the link to this panel; an observation's shows no scores."""
    if asked.target.observation_id is not None or not asked.number:
        return ""
    return f"#t{asked.number} .judge"
