"""The due list: folds that were put off because something is large, or failed."""

from collections.abc import Callable

from aws_lambda_powertools import Logger

from functions.model.errors import places
from functions.rollup.failure import is_hopeless
from functions.rollup.fold import fold_partition
from functions.rollup.store import Store

logger = Logger(service="rollup", child=True)


def sweep(store: Store, has_time: Callable[[], bool]) -> None:
    """Fold what is due, until the list is empty or time runs out.

    What fails again stays on the list for the next time; what is too large is not even tried.
    """
    for pk, item in store.rows.due():
        if not has_time():
            return
        if is_hopeless(store, pk, item):
            continue
        try:
            fold_partition(store, pk, hurry=True)
        except Exception as error:  # noqa: BLE001 - the rest of the list must not wait for it
            logger.warning("still due", kind=type(error).__name__, where=places(error), pk=pk)
        else:
            store.rows.settle_due(item)
