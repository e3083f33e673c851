"""One condition of the `filter` language, each type with the operators and the value it takes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from web.api.moment import Moment, unix_ns

type Compared = Literal["=", ">", "<", ">=", "<="]
type Said = Literal["=", "contains", "does not contain", "starts with", "ends with", "matches"]
type Text = Annotated[str, Field(max_length=10_000)]
type Options = Annotated[list[Text], Field(min_length=1, max_length=1_000)]
type Key = Annotated[str, Field(min_length=1, max_length=1_000)]
type Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
type Truth = Annotated[bool, Field(strict=True)]

_NEGATIONS = frozenset({"does not contain", "none of", "<>"})


class _Condition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Key
    key: Key | None = None

    @property
    def negated(self) -> bool:
        """Whether it holds where no value passes its test."""
        return getattr(self, "operator", "") in _NEGATIONS


class DateTimeCondition(_Condition):
    """A time before or after another."""

    type: Literal["datetime"] = "datetime"
    operator: Literal[">", "<", ">=", "<="]
    value: Moment

    @property
    def value_ns(self) -> int:
        """The time, Unix nanoseconds."""
        return unix_ns(self.value)


class NumberCondition(_Condition):
    """A number beside another."""

    type: Literal["number"] = "number"
    operator: Compared
    value: Number


class StringCondition(_Condition):
    """A text and what is in it."""

    type: Literal["string"] = "string"
    operator: Said
    value: Text


class StringOptionsCondition(_Condition):
    """A text and those that it may be."""

    type: Literal["stringOptions"] = "stringOptions"
    operator: Literal["any of", "none of"]
    value: Options


class CategoryCondition(_Condition):
    """The text under a key and those that it may be."""

    type: Literal["categoryOptions"] = "categoryOptions"
    operator: Literal["any of", "none of"]
    value: Options
    key: Key


class ArrayCondition(_Condition):
    """A set of texts and those that may or must be in it."""

    type: Literal["arrayOptions"] = "arrayOptions"
    operator: Literal["any of", "none of", "all of"]
    value: Options


class StringObjectCondition(_Condition):
    """The text under a key and what is in it."""

    type: Literal["stringObject"] = "stringObject"
    operator: Said
    value: Text
    key: Key


class NumberObjectCondition(_Condition):
    """The number under a key beside another."""

    type: Literal["numberObject"] = "numberObject"
    operator: Compared
    value: Number
    key: Key


class BooleanObjectCondition(_Condition):
    """The truth under a key."""

    type: Literal["booleanObject"] = "booleanObject"
    operator: Literal["=", "<>"]
    value: Truth
    key: Key


class BooleanCondition(_Condition):
    """Whether something is so."""

    type: Literal["boolean"] = "boolean"
    operator: Literal["=", "<>"]
    value: Truth


class NullCondition(_Condition):
    """Whether there is any value; Langfuse's own clients send an empty text as `value`."""

    type: Literal["null"] = "null"
    operator: Literal["is null", "is not null"]
    value: Literal[""] | None = None


type Condition = Annotated[
    DateTimeCondition
    | NumberCondition
    | StringCondition
    | StringOptionsCondition
    | CategoryCondition
    | ArrayCondition
    | StringObjectCondition
    | NumberObjectCondition
    | BooleanObjectCondition
    | BooleanCondition
    | NullCondition,
    Field(discriminator="type"),
]
