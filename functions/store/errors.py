"""What botocore raises, as this service's errors; imported, like boto3, when it is needed."""

from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from functions.model.errors import StoreUnavailableError
from functions.store.patience import TRY_AGAIN

if TYPE_CHECKING:
    from botocore.exceptions import ClientError


@contextmanager
def translated() -> Generator[None]:
    """Turn what may work on a second try into StoreUnavailableError; let the rest through."""
    from botocore.exceptions import ClientError, HTTPClientError, IncompleteReadError
    from botocore.exceptions import ConnectionError as UnreachableError

    try:
        yield
    except ClientError as error:
        if _may_pass(error):
            raise StoreUnavailableError("refused for now") from error
        raise
    except (UnreachableError, HTTPClientError, IncompleteReadError) as error:
        raise StoreUnavailableError("out of reach") from error


def error_code(error: "ClientError") -> str:
    """Return the name that AWS gives an error."""
    return error.response.get("Error", {}).get("Code", "")


def is_missing(code: str) -> bool:
    """Tell whether S3 says by its error's name that an object is not there."""
    return code in {"404", "NoSuchKey", "NotFound"}


def _may_pass(error: "ClientError") -> bool:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return error_code(error) in TRY_AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR
