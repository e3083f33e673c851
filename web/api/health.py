"""`GET /health`: is there anybody, and does the table answer."""

from fastapi import APIRouter

from functions.model.errors import StoreUnavailableError
from web.api.auth import Sessions
from web.api.errors import note
from web.api.route import JsonRoute
from web.api.version import VERSION
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["health"])


class Health(Wire):
    """All is well; anything else is not a 200."""

    status: str
    version: str


@router.get("/health")
def read_health(table: Sessions) -> Health:
    """Tell that requests can be answered; needs no key."""
    try:
        table.ping()
    except Exception as error:  # noqa: BLE001 - whatever it is, the table does not answer
        note(error)
        raise StoreUnavailableError("The table does not answer") from None
    return Health(status="OK", version=VERSION)
