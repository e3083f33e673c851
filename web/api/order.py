"""`orderBy`: `<field>.asc` or `<field>.desc`."""

from functions.store.walk import Row
from web.api.errors import InvalidParameterError
from web.api.listing.column import Columns
from web.api.listing.listing import Order


def parse_order[T](
    text: str | None, columns: Columns[Row[T]], fields: tuple[str, ...]
) -> Order[Row[T]] | None:
    """Return the order that was asked for; None for the list's own, which is its first descending.

    Raises:
        InvalidParameterError: it is by none of these fields, or in no direction.

    """
    natural = f"{fields[0]}.desc"
    if text is None or text == natural:
        return None
    field, _, direction = text.partition(".")
    if field not in fields or direction not in ("asc", "desc"):
        known = ", ".join(fields)
        raise InvalidParameterError("orderBy", f"<field>.asc or <field>.desc, of {known}")
    return Order(column=columns[field], descending=direction == "desc")
