"""One spelling for environments."""

import pytest

from functions.interpret.environment import read_environment
from functions.model.json import Json


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("staging", "staging"),
        ("Staging", "staging"),
        ("langfuse-experiment", "experiment"),
        ("langfuse_Langfuse-x", "x"),
        ("langfuselangfuse", "default"),
        ("a b", "default"),
        ("größe", "default"),
        ("x" * 41, "x" * 40),
        ("pre-langfuse-x", "pre-langfuse-x"),
        (7, "7"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_an_environment_is_spelled_as_langfuse_spells_it(sent: Json, kept: str | None) -> None:
    assert read_environment(sent) == kept
