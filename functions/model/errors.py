"""Every error this service raises on purpose.

RepriseError
├── MalformedError           the sender's fault; retrying cannot help        → 400
│   └── TooLargeError        beyond a limit of `functions.ingest.limits`     → 413
├── UnauthorizedError        no key, or not the right one                    → 401
├── ForbiddenError           a key that may not do this                      → 403
├── NotFoundError            nothing is stored under that id                 → 404
└── StoreUnavailableError    ours or AWS's fault; retrying can help          → 503
"""


class RepriseError(Exception):
    """Base of the above, so that a caller can catch what was foreseen and nothing else."""


class MalformedError(RepriseError):
    """A request does not follow its protocol; `str()` of it is shown to the sender.

    The text names the field and never repeats the data, which may be private.
    """


class TooLargeError(MalformedError):
    """A request goes beyond a documented limit."""


class UnauthorizedError(RepriseError):
    """No credentials, or wrong ones; `str()` of it is shown to the sender."""


class ForbiddenError(RepriseError):
    """The credentials are right but do not allow this."""


class NotFoundError(RepriseError):
    """Nothing (any more) is stored under the id asked for."""


class StoreUnavailableError(RepriseError):
    """DynamoDB or S3 refused for now (throttled, timed out); nothing acknowledged was lost."""


def places(error: BaseException) -> list[str]:
    """Return where an error came from, outermost first, as `file:line`.

    For logs: its own words, and the values in its frames, may repeat what a sender wrote.
    """
    found: list[str] = []
    traceback = error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename.rpartition("/")[2]
        found.append(f"{file}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return found
