"""How the worker fails; a failure without an entry here is a fault of the code.

RepriseError
├── StillPublicError     a page that was deleted can still be read
└── UnfinishedError      some of what the sweep found could not be done
"""

from functions.model.errors import RepriseError, places


class StillPublicError(RepriseError):
    """Somebody asked for a page to go, and it did not."""


class UnfinishedError(RepriseError):
    """An attempt failed; Lambda or the next sweep makes another."""


def describe(error: BaseException) -> str:
    """Name an error and where it came from, without its words: they may hold what people wrote."""
    return f"{type(error).__name__} at {' > '.join(places(error))}"
