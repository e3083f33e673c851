"""The page that shows what the API can do."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.unit.web.elements import Elements
from web.api.mount import api_document
from web.viewer.app import create_app


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Return a browser that nobody has signed in."""
    with TestClient(create_app()) as client:
        yield client


@pytest.fixture
def page(client: TestClient) -> Elements:
    answer = client.get("/api/public/docs")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    return Elements(answer.text)


def test_every_operation_and_every_object_has_its_place(page: Elements) -> None:
    document = api_document()
    operations = {
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method != "servers"
    }
    objects = {f"object-{name}" for name in document["components"]["schemas"]}

    assert operations | objects <= page.ids


def test_every_link_leads_to_something_on_the_page_or_to_the_document(
    page: Elements, client: TestClient
) -> None:
    links = set(page.values("href"))
    inside = {link.removeprefix("#") for link in links if link.startswith("#")}

    assert len(inside) > 20
    assert inside <= page.ids
    assert "openapi.json" in links
    assert client.get("/api/public/openapi.json").json()["openapi"].startswith("3.")


def test_the_reference_loads_nothing_from_anywhere_else(page: Elements) -> None:
    assert [url for url in page.values("src") if not url.startswith("/static/")] == []
    assert [url for url in page.values("href") if "//" in url] == []


def test_what_a_parameter_must_be_is_said_in_words(client: TestClient) -> None:
    text = client.get("/api/public/docs").text

    assert "integer, from 1, to 100, default 50" in text
    assert "boolean, default false" in text
