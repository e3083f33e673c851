"""Trying again: what is worth it, how long a request may still wait, and how long it pauses."""

import random
import time

from functions.model.errors import StoreUnavailableError

TRY_AGAIN = frozenset(
    {
        "ConditionalRequestConflict",
        "InternalServerError",
        "ItemCollectionSizeLimitExceededException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
"""The names that DynamoDB, S3 and Lambda give to what may pass; so may any answer from 500 on."""

_LONGEST_S = 0.8


def time_left(deadline: float, most_s: float) -> float:
    """Return the seconds until `deadline` (of `time.monotonic`), at most `most_s`.

    Raises:
        StoreUnavailableError: it has passed.

    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise StoreUnavailableError
    return min(most_s, left)


def pause_until(deadline: float, attempt: int) -> None:
    """Sleep a random while that grows with `attempt`, or give up if the deadline comes first.

    Raises:
        StoreUnavailableError: it would.

    """
    longest = min(_LONGEST_S, 0.025 * 2 ** min(attempt, 8))
    pause = random.uniform(0.01, longest)  # noqa: S311 - jitter, no secret
    if time.monotonic() + pause >= deadline:
        raise StoreUnavailableError
    time.sleep(pause)
