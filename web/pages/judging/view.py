"""What the pages of judging are told."""

from dataclasses import dataclass

from web.pages.view import Shell, When


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """One of the values that a score may have: a button."""

    label: str
    value: str
    chosen: bool
    digit: str
    """The key that presses it, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreForm:
    """A kind of score, and how the reader has judged by it."""

    name: str
    description: str
    config_id: str
    """Empty for a score by a free name."""

    data_type: str
    choices: tuple[ChoiceView, ...]
    """Empty where the value is written."""

    many: bool
    """So many choices that they are a list to pick from."""

    lines: bool
    """The value is a text of several lines."""

    value: str
    """The reader's own; empty where `given` is false."""

    least: str
    most: str
    """The range of a number; empty without end."""

    bounds: str
    """The range in words."""

    reason: str
    given: bool
    open: bool
    """False where it can only be taken back: its config is archived, or gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenScore:
    """A score by somebody else."""

    words: str
    author: str
    reason: str
    given: When


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A comment in its thread."""

    author: str
    written: When
    content: str
    delete_url: str
    """Nothing where the reader has not written it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeContext:
    """`/p/{project}/sessions/{key}/judge`, and the same under a trace."""

    shell: Shell
    heading: str
    words: str
    """The beginning of what is judged."""

    back_url: str
    scores_url: str
    comments_url: str
    new_config_url: str
    configs_url: str
    forms: tuple[ScoreForm, ...]
    more_configs: int
    """Configs for which there was no room."""

    others: tuple[GivenScore, ...]
    more_others: int
    comments: tuple[CommentView, ...]
    more_comments: int
    fresh_at: str
    """Selects the link on the page that shows the scores of this; nothing where there is none."""

    judge_url: str
    fresh_scores: tuple[str, ...]
    saved: bool
    """What was said just now may not stand here yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigView:
    """A score config in the list."""

    name: str
    description: str
    kind: str
    bounds: str
    archived: bool
    created: When
    url: str
    """Where it is archived and brought back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreConfigsContext:
    """`/p/{project}/score-configs`."""

    shell: Shell
    configs: tuple[ConfigView, ...]
    new_config_url: str
