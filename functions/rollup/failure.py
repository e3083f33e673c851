"""A fold that cannot succeed: noted on the head of its trace, so that it stalls nobody else."""

from dataclasses import replace

from functions.model.errors import TooLargeError
from functions.rollup.store import Store
from functions.store.item import Item
from functions.store.keys import split_pk


def note_failure(store: Store, pk: str, error: Exception) -> None:
    """Mark a trace as failed and put the partition on the due list, where readers see it too.

    Raises:
        StoreUnavailableError: not even that could be stored.

    """
    kind = type(error).__name__
    if split_pk(pk)[1] == "TRACE":
        head = store.rows.read_head(pk)
        failed = replace(head, generation=head.generation + 1, failed=kind)
        store.rows.put_head(pk, head, failed)
    store.rows.put_due(pk, failed=kind)


def is_hopeless(store: Store, pk: str, item: Item) -> bool:
    """Tell whether a partition of the due list is, and still is, too large to be folded.

    It will not become smaller by itself; should it, its next fold clears the mark on its head.
    """
    if item.get("failed") != {"S": TooLargeError.__name__}:
        return False
    return store.rows.read_head(pk).failed == TooLargeError.__name__
