"""One fold of one partition: the trace's or the session's, by its key."""

from functions.rollup.session import roll_up_session
from functions.rollup.store import Store
from functions.rollup.trace import roll_up_trace
from functions.store.keys import split_pk


def fold_partition(store: Store, pk: str, *, hurry: bool = False) -> None:
    """Fold what the partition is about.

    Raises:
        StoreUnavailableError: now is not the time.

    """
    _, kind, _ = split_pk(pk)
    if kind == "TRACE":
        roll_up_trace(store, pk, hurry=hurry)
    elif kind == "SESSION":
        roll_up_session(store, pk, hurry=hurry)
