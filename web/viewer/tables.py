"""What pages are read from, as a route asks for it."""

from typing import Annotated

from fastapi import Depends

from functions.store.table import SessionTable, session_table

type Table = Annotated[SessionTable, Depends(session_table)]
