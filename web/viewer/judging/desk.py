"""What is known of a thing that somebody judges: its words, its scores, its comments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from functions.model.comment import Comment
from functions.model.errors import NotFoundError
from functions.model.judgement import Target
from functions.model.score import Score
from functions.model.score_config import ScoreConfig
from functions.model.session import Session
from functions.store.comments import CommentTable, comment_table
from functions.store.keys import SESSION, session_pk
from functions.store.lists import Lists, lists
from functions.store.remarks import RemarkTable, remark_table
from functions.store.score_configs import ScoreConfigTable, score_config_table
from functions.store.score_lists import ScoreLists, score_lists
from functions.store.scores import ScoreTable, score_table
from web.pages.session_view import session_scores, title_of
from web.pages.turn_view import score_words

MOST_CONFIGS = 1_000
"""Configs of a project that are looked at."""

_LINKED = 6
"""Scores that the link to a panel shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A thing and what was said of it."""

    words: str
    """The beginning of it."""

    scores: tuple[Score, ...]
    """Of its session, or of its trace and all that is in it."""

    configs: tuple[ScoreConfig, ...]
    comments: tuple[Comment, ...]

    def with_score(self, score: Score) -> "Case":
        """Return it as it will be once a score is folded."""
        return replace(self, scores=(*self.without_score(score.score_id).scores, score))

    def without_score(self, score_id: str) -> "Case":
        """Return it as it will be once a score is taken back."""
        kept = tuple(each for each in self.scores if each.score_id != score_id)
        return replace(self, scores=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where cases are read."""

    scores: ScoreTable
    configs: ScoreConfigTable
    comments: CommentTable
    remarks: RemarkTable
    turns: ScoreLists
    sessions: Lists

    def words(self, project: str, target: Target) -> str:
        """Return the beginning of a session or a turn.

        Raises:
            NotFoundError: there is none.

        """
        if target.session_id is not None:
            return title_of(self._session(project, target.session_id))
        turn = self.turns.turns(project, [target.trace_id or ""]).get(target.trace_id or "")
        if turn is None:
            raise NotFoundError("trace")
        return turn.user.text if turn.user else turn.name or ""

    def score_words(self, project: str, target: Target) -> tuple[str, ...]:
        """Return how a session and its turns were judged, or a trace and all that is in it.

        Raises:
            NotFoundError: there is no such session.

        """
        if target.session_id is not None:
            return session_scores(self._session(project, target.session_id))
        return linked_scores(self.remarks.of(project, target).scores)

    def _session(self, project: str, session_id: str) -> Session:
        (row,) = self.sessions.read_sessions([(session_pk(project, session_id), SESSION)])
        if row is None:
            raise NotFoundError("session")
        return row.value

    def case(self, project: str, target: Target) -> Case:
        """Return all that is known of a thing.

        Raises:
            NotFoundError: there is no such thing.

        """
        said = self.remarks.of(project, target)
        return Case(
            words=self.words(project, target),
            scores=said.scores,
            configs=_in_order(self.configs.list(project)),
            comments=said.comments,
        )


def _in_order(configs: Iterable[ScoreConfig]) -> tuple[ScoreConfig, ...]:
    """Return the configs that are looked at, in the order in which they were made."""
    found = islice(configs, MOST_CONFIGS)
    return tuple(sorted(found, key=lambda each: (each.created_ms, each.config_id)))


def linked_scores(scores: Sequence[Score]) -> tuple[str, ...]:
    """Return the scores of a turn as its page shows them, the first ones first."""
    ordered = sorted(scores, key=lambda each: (each.timestamp_ns or 0, each.score_id))
    return tuple(score_words(each) for each in ordered[:_LINKED])


@cache
def desk() -> Desk:
    """Return the desk of TABLE_NAME; one per warm Lambda."""
    return Desk(
        scores=score_table(),
        configs=score_config_table(),
        comments=comment_table(),
        remarks=remark_table(),
        turns=score_lists(),
        sessions=lists(),
    )
