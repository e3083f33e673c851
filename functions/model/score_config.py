"""What the scores of one name may be: a score that names a config is held to it."""

from dataclasses import dataclass

from functions.model.score import DataType

SCORE_TEXT = 500
"""Characters of a TEXT score's value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One of the values that a CATEGORICAL score may have, and the number that it stands for."""

    label: str
    value: float


BOOLEAN_CATEGORIES = (Category(label="True", value=1.0), Category(label="False", value=0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreConfig:
    """A named kind of score; it is never deleted, only archived."""

    config_id: str
    name: str
    data_type: DataType
    archived: bool = False
    description: str | None = None
    min_value: float | None = None
    max_value: float | None = None
    """The range of a NUMERIC score, both ends included; None is without end."""

    categories: tuple[Category, ...] = ()
    created_ms: int = 0
    updated_ms: int = 0

    def refusal(self, name: str, data_type: str | None, value: float | str) -> str | None:
        """Return why a score is not one of these, naming the field; None if it is."""
        if data_type is not None and data_type != self.data_type:
            return f"dataType: {self.data_type}, by its config"
        if self.archived:
            return "configId: the config is archived"
        if name != self.name:
            return "name: not that of its config"
        return self._value_refusal(value)

    def number_of(self, value: float | str) -> float | None:
        """Return the number that a value stands for; None for a text without one."""
        if not isinstance(value, str):
            return float(value)
        return next((each.value for each in self.categories if each.label == value), None)

    def _value_refusal(self, value: float | str) -> str | None:
        match self.data_type:
            case DataType.NUMERIC:
                return self._range_refusal(value)
            case DataType.BOOLEAN:
                return None if value in (0, 1) else "value: 0 or 1, by its config"
            case DataType.CATEGORICAL:
                known = isinstance(value, str) and self.number_of(value) is not None
                return None if known else "value: the label of a category of its config"
        fits = isinstance(value, str) and 1 <= len(value) <= SCORE_TEXT
        return None if fits else f"value: a text of 1 to {SCORE_TEXT} characters, by its config"

    def _range_refusal(self, value: float | str) -> str | None:
        if isinstance(value, str):
            return "value: a number, by its config"
        if self.min_value is not None and value < self.min_value:
            return "value: below the minimum of its config"
        if self.max_value is not None and value > self.max_value:
            return "value: above the maximum of its config"
        return None
