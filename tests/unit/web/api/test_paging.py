"""Which page was asked for, and which parameters there are."""

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from web.api.errors import add_error_handlers
from web.api.paging import AskedCursor, ListName, Paging, only


def _client() -> TestClient:
    api = FastAPI()
    add_error_handlers(api)

    @api.get("/things", dependencies=[Depends(only("page", "cursor", "name", many=("tags",)))])
    def things(name: ListName, cursor: AskedCursor) -> list[str | None]:
        return [name, cursor]

    return TestClient(api)


@pytest.mark.parametrize(("total", "pages"), [(0, 0), (1, 1), (50, 1), (51, 2)])
def test_pages_are_as_many_as_the_total_needs(total: int, pages: int) -> None:
    assert Paging(page=1, limit=50).meta(total).total_pages == pages


def test_a_parameter_that_is_not_there_is_refused_by_name() -> None:
    answer = _client().get("/things?tags=a&colour=red")

    assert answer.status_code == 400
    assert answer.json()["error"][0]["path"] == ["colour"]


def test_a_parameter_of_which_one_would_be_ignored_is_refused() -> None:
    client = _client()

    assert client.get("/things?tags=a&tags=b").status_code == 200
    assert client.get("/things?name=a&name=b").json()["error"][0]["path"] == ["name"]


def test_a_page_is_asked_for_by_number_or_by_cursor() -> None:
    client = _client()

    assert client.get("/things?cursor=").json()[1] == ""
    assert client.get("/things?cursor=x&page=2").json()["error"][0]["path"] == ["cursor"]


def test_a_list_is_remembered_by_all_that_decides_what_is_in_it() -> None:
    client = _client()

    def name(query: str) -> str:
        found: list[str] = client.get(f"/things?{query}").json()
        return found[0]

    assert name("page=1&tags=a&tags=b") == name("tags=b&page=2&tags=a")
    assert name("tags=a") != name("tags=b")
    assert name("tags=a&tags=b") != name("tags=a%26tags%3Db")
