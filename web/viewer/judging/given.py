"""What a person says in a form → a score."""

from dataclasses import replace
from math import isfinite
from typing import Annotated

from pydantic import BaseModel, Field

from functions.model.errors import MalformedError
from functions.model.judgement import Target
from functions.model.score import DataType, Score
from functions.model.score_config import SCORE_TEXT, ScoreConfig

ANNOTATION = "ANNOTATION"
"""The source of a score that a person has given."""

_NAME = 100
_REASON = 2_000
_FREE = (DataType.NUMERIC, DataType.BOOLEAN, DataType.CATEGORICAL, DataType.TEXT)
_WORDS = {"1": 1.0, "true": 1.0, "yes": 1.0, "0": 0.0, "false": 0.0, "no": 0.0}


class ScoreSaid(BaseModel):
    """The fields of the form."""

    config: Annotated[str, Field(max_length=300)] = ""
    name: Annotated[str, Field(max_length=_NAME)] = ""
    data_type: Annotated[str, Field(max_length=20)] = ""
    value: Annotated[str, Field(max_length=4 * SCORE_TEXT)] = ""
    reason: Annotated[str, Field(max_length=_REASON)] = ""
    withdraw: Annotated[str, Field(max_length=3)] = ""

    @property
    def kind(self) -> str:
        """Whatever of a person's scores this is one of: see `Target.score_id`."""
        return self.config or self.name.strip()


def free_config(said: ScoreSaid) -> ScoreConfig:
    """Return what a score by a free name has to be.

    Raises:
        MalformedError: it has no name, or no type that there is.

    """
    name = said.name.strip()
    if not name or said.data_type not in _FREE:
        raise MalformedError("name, data_type: what is judged, and by what")
    return ScoreConfig(config_id="", name=name, data_type=DataType(said.data_type))


def read_score(
    said: ScoreSaid, config: ScoreConfig, target: Target, author: str, seen: Score | None
) -> Score:
    """Return the score that a form gives, in place of the one that was `seen`.

    Raises:
        MalformedError: its value is none of the config's.

    """
    score = Score(
        score_id=target.score_id(author, said.kind),
        name=config.name,
        trace_id=target.trace_id,
        observation_id=target.observation_id,
        session_id=target.session_id,
        data_type=config.data_type,
        comment=said.reason.strip() or None,
        source=ANNOTATION,
        config_id=config.config_id or None,
        author=author,
        timestamp_ns=seen.timestamp_ns if seen else None,
    )
    value = _value(said.value.strip(), config)
    refusal = _refusal(config, value)
    if refusal:
        raise MalformedError(refusal)
    number = config.number_of(value)
    text = value if isinstance(value, str) else None
    return replace(score, value=number, text=text)


def _value(said: str, config: ScoreConfig) -> float | str:
    """Return a number where the config wants one and the words are one."""
    if config.data_type is DataType.BOOLEAN:
        return _WORDS.get(said.lower(), said)
    if config.data_type is not DataType.NUMERIC:
        return said
    try:
        value = float(said)
    except ValueError:
        return said
    return value if isfinite(value) else said


def _refusal(config: ScoreConfig, value: float | str) -> str | None:
    if config.config_id or config.data_type is not DataType.CATEGORICAL:
        return config.refusal(config.name, config.data_type, value)
    return None if 1 <= len(str(value)) <= SCORE_TEXT else "value: a label"
