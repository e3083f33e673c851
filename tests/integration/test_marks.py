"""What readers leave on a session: kept beside its turns, and carried to the list."""

import pytest

from functions.model.errors import NotFoundError
from functions.model.session import Marks
from functions.store.table import SessionTable
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT, Service

_MARKS = Marks(starred=True, name="the lost parcel")


def test_what_a_reader_leaves_on_a_session_reaches_the_list(
    service: Service, table: SessionTable
) -> None:
    service.send([event(1)])
    service.settle()

    table.put_marks(PROJECT, SESSION, _MARKS)
    service.settle()

    listed = table.list_sessions(PROJECT).items[0]
    assert (listed.starred, listed.name) == (True, "the lost parcel")
    assert table.read_session(PROJECT, SESSION).marks == _MARKS


def test_marks_alone_make_no_session(service: Service, table: SessionTable) -> None:
    table.put_marks(PROJECT, SESSION, _MARKS)
    service.settle()

    assert table.list_sessions(PROJECT).items == ()
    with pytest.raises(NotFoundError):
        table.read_session(PROJECT, SESSION)
