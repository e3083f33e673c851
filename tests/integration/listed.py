"""A person before the list of sessions: what the page names, where its links lead."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import batched
from typing import Any
from urllib.parse import urlencode

import boto3
from fastapi.testclient import TestClient

from functions.model.session import Session
from functions.store.keys import session_pk
from functions.store.rows import session_item
from tests.factories import SECOND, START_NS, a_session
from tests.integration.service import PROJECT, Service
from tests.unit.web.elements import Elements
from web.api.listing.listing import Bounds
from web.api.listing.pager import bounds
from web.pages.links import id_to_key, key_to_id, sessions_url
from web.viewer.app import create_app

LIST = sessions_url(PROJECT)


class Reader:
    """Reads the list of a project and presses its buttons."""

    def __init__(self) -> None:
        self.app = create_app()
        self.client = TestClient(
            self.app, follow_redirects=False, headers={"Sec-Fetch-Site": "same-origin"}
        )

    def bounded(self, most: Bounds) -> None:
        """Let a request look at no more than this."""
        self.app.dependency_overrides[bounds] = lambda: most

    def page(self, _path: str = LIST, *, expected: int = 200, **query: Any) -> Elements:
        """Return a page, which must have the `expected` status."""
        text = urlencode(query, doseq=True)
        answer = self.client.get(f"{_path}?{text}" if text else _path)
        assert answer.status_code == expected, answer.text
        return Elements(answer.text)

    def names(self, _path: str = LIST, **query: Any) -> list[str]:
        """Return the ids of the sessions on a page, in their order."""
        return names_on(self.page(_path, **query))

    def press(self, path: str, **form: Any) -> Any:
        """Send a form and return the answer."""
        return self.client.post(path, data=form)


def names_on(page: Elements) -> list[str]:
    """Return the ids of the sessions on a page, in their order."""
    rows = (each for each in page.found if each.tag == "tr" and "id" in each.attributes)
    return [key_to_id((each.attributes["id"] or "").removeprefix("s-")) for each in rows]


def link(page: Elements, rel: str) -> str:
    """Return where the link of a page leads that is of this kind; nothing where there is none."""
    found = (each.attributes for each in page.found if each.attributes.get("rel") == rel)
    return next((each["href"] or "" for each in found), "")


def sessions(count: int, change: Callable[[int], dict[str, Any]]) -> Iterator[Session]:
    """Yield sessions s000, s001 …, each active a minute before the last, with changes."""
    for number in range(count):
        end_ns = START_NS - number * 60 * SECOND
        plain = a_session(session_id=f"s{number:03}")
        whole = {"end_ns": end_ns, "start_ns": end_ns - 10 * SECOND} | change(number)
        yield replace(plain, **whole)


def put(service: Service, found: Iterator[Session]) -> None:
    """Write the rows of sessions as they are."""
    items = (session_item(PROJECT, session_pk(PROJECT, each.session_id), each) for each in found)
    for batch in batched(items, 25, strict=False):
        requests: Any = [{"PutRequest": {"Item": item}} for item in batch]
        boto3.client("dynamodb").batch_write_item(RequestItems={service.table: requests})


def keys(*session_ids: str) -> list[str]:
    """Return the keys under which sessions stand in addresses."""
    return [id_to_key(each) for each in session_ids]
