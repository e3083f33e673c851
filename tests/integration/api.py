"""A program that reads and writes through the JSON API with a project's keys."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.integration.service import PUBLIC_KEY, SECRET_KEY
from web.api.mount import include_api


class Api:
    """The real application, asked by a program."""

    def __init__(self) -> None:
        app = FastAPI()
        include_api(app)
        self.client = TestClient(app)
        self.keys = (PUBLIC_KEY, SECRET_KEY)

    def get(self, path: str, **query: Any) -> Any:
        """Return the parsed answer, which must be a 200."""
        return self.send("GET", path, **query)

    def send(
        self, method: str, path: str, body: Any = None, *, expected: int = 200, **query: Any
    ) -> Any:
        """Send a JSON body and return the parsed answer, which must have the `expected` status."""
        answer = self.answer(method, path, body, **query)
        assert answer.status_code == expected, answer.text
        return answer.json()

    def answer(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Send a JSON body and return the answer, whatever it is."""
        return self.client.request(
            method,
            f"/api/public{path}",
            content=None if body is None else json.dumps(body),
            headers={} if body is None else {"content-type": "application/json"},
            params=query,
            auth=self.keys,
        )

    def pages(self, path: str, **query: Any) -> Iterator[list[Any]]:
        """Yield what is on each page, as a client asks that trusts `totalPages`."""
        page = pages = 1
        while page <= pages:
            answer = self.get(path, page=page, **query)
            yield answer["data"]
            page, pages = page + 1, answer["meta"]["totalPages"]

    def followed(self, path: str, **query: Any) -> Iterator[list[Any]]:
        """Yield what is on each page, by cursor."""
        cursor: str | None = ""
        while cursor is not None:
            answer = self.get(path, cursor=cursor, **query)
            yield answer["data"]
            cursor = answer["meta"].get("cursor")

    def ids(self, path: str, **query: Any) -> list[str]:
        """Return the ids of a list that fits one page."""
        return ids_of([self.get(path, limit=100, **query)["data"]])

    def status(self, path: str, **query: Any) -> int:
        """Return only the status."""
        answer = self.client.get(f"/api/public{path}", params=query, auth=self.keys)
        return int(answer.status_code)

    def refused(self, method: str, path: str, body: Any = None, **query: Any) -> list[Any]:
        """Return the paths that a 400 names."""
        answer = self.send(method, path, body, expected=400, **query)
        return [issue["path"] for issue in answer["error"]]


def ids_of(pages: Iterable[list[Any]]) -> list[str]:
    """Return the ids of what is on some pages."""
    return [each["id"] for page in pages for each in page]
