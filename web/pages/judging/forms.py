"""Score configs and scores → the forms of a person who judges."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from functions.model.score import DataType, Score
from functions.model.score_config import BOOLEAN_CATEGORIES, ScoreConfig
from web.pages.format import number
from web.pages.judging.view import ChoiceView, ScoreForm
from web.pages.language import say

_BUTTONS = 24
"""Choices that are buttons; more are a list to pick from."""

_STEPS = 10
"""From the least to the most of a range whose whole numbers are buttons."""

_DIGITS = "123456789"


def config_form(config: ScoreConfig, own: Score | None) -> ScoreForm:
    """Return the form of a config, with what the reader has said by it."""
    choices = _choices(config, own)
    return ScoreForm(
        name=config.name,
        description=config.description or "",
        config_id=config.config_id,
        data_type=config.data_type,
        choices=choices,
        many=len(choices) > _BUTTONS,
        lines=config.data_type is DataType.TEXT,
        value=written(own) if own else "",
        least=_end(config.min_value),
        most=_end(config.max_value),
        bounds="" if choices else range_words(config),
        reason=(own.comment or "") if own else "",
        given=own is not None,
        open=not config.archived,
    )


def free_form(own: Score) -> ScoreForm:
    """Return the form of a score that the reader has given by a free name, or whose config went."""
    data_type = own.data_type or DataType.TEXT
    config = ScoreConfig(config_id=own.config_id or "", name=own.name or "", data_type=data_type)
    return replace(config_form(config, own), open=not own.config_id)


def range_words(config: ScoreConfig) -> str:
    """Return what a config's numbers lie between."""
    least, most = _end(config.min_value), _end(config.max_value)
    if least and most:
        return say("judge.between", least=least, most=most)
    if least:
        return say("judge.at_least", least=least)
    return say("judge.at_most", most=most) if most else ""


def written(score: Score) -> str:
    """Return a score's value as its form sends it."""
    if score.data_type in (DataType.CATEGORICAL, DataType.TEXT, DataType.CORRECTION):
        return score.text or ""
    return repr(score.value).removesuffix(".0") if score.value is not None else ""


def _choices(config: ScoreConfig, own: Score | None) -> tuple[ChoiceView, ...]:
    chosen = written(own) if own else None
    return tuple(
        ChoiceView(label=label, value=value, chosen=value == chosen, digit=digit)
        for label, value, digit in _offered(config)
    )


def _offered(config: ScoreConfig) -> Iterable[tuple[str, str, str]]:
    """Yield label, value and key of each value that a config lets choose from."""
    match config.data_type:
        case DataType.BOOLEAN:
            for each, label in zip(BOOLEAN_CATEGORIES, ("judge.yes", "judge.no"), strict=True):
                yield say(label), number(each.value), number(each.value)
        case DataType.CATEGORICAL:
            digits = _DIGITS.ljust(len(config.categories))
            for each, digit in zip(config.categories, digits, strict=False):
                yield each.label, each.label, digit.strip()
        case DataType.NUMERIC:
            for step in _steps(config):
                yield str(step), str(step), str(step) if 0 <= step <= 9 else ""


def _steps(config: ScoreConfig) -> Sequence[int]:
    """Return the whole numbers of a short range."""
    least, most = config.min_value, config.max_value
    if least is None or most is None or least % 1 or most % 1 or most - least > _STEPS:
        return ()
    return range(int(least), int(most) + 1)


def _end(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")
