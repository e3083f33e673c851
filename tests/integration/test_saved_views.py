"""Views of the list that are kept under a name."""

import pytest

from functions.store.saved_views import MOST_VIEWS, saved_view_table
from tests.integration.listed import LIST, Reader
from tests.integration.service import PROJECT, Service

VIEWS = f"/p/{PROJECT}/session-list/views"


@pytest.fixture
def reader(service: Service) -> Reader:
    assert service.table
    return Reader()


def _named() -> list[tuple[str, str]]:
    return [(each.name, each.query) for each in saved_view_table().list(PROJECT)]


def test_a_view_is_saved_and_leads_to_its_list(reader: Reader) -> None:
    answer = reader.press(VIEWS, name="  Failing   in production ", query="error=yes&tag=web")

    assert answer.status_code == 303
    page = reader.page(answer.headers["location"])
    assert _named() == [("Failing in production", "tag=web&error=yes")]
    assert answer.headers["location"] in page.values("href")
    assert "Failing in production" in page.text
    assert "web" in page.text
    assert "page" in page.values("aria-current")


def test_a_view_of_the_same_name_takes_the_place_of_the_other(reader: Reader) -> None:
    reader.press(VIEWS, name="mine", query="error=yes")
    reader.press(VIEWS, name="mine", query="starred=yes")

    assert _named() == [("mine", "starred=yes")]


def test_a_view_is_renamed_and_deleted(reader: Reader) -> None:
    where = reader.press(VIEWS, name="old", query="error=yes").headers["location"]
    view = f"{VIEWS}/{saved_view_table().list(PROJECT)[0].view_id}"

    renamed = reader.press(view, change="rename", name="new", back=where)
    assert (renamed.headers["location"], _named()) == (where, [("new", "error=yes")])

    deleted = reader.press(view, change="delete", name="")
    assert (deleted.headers["location"], _named()) == (LIST, [])
    assert reader.press(view, change="rename", name="again").status_code == 404


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({"name": " ", "query": "error=yes"}, "A view needs a name"),
        ({"name": "x", "query": "colour=red"}, "“colour”"),
        ({"name": "x", "query": "&" * 3_000}, "Too many parameters"),
        ({"name": "x", "query": "q" * 5_000}, "makes no sense"),
        ({"name": "x" * 81, "query": "error=yes"}, "makes no sense"),
    ],
)
def test_what_makes_no_sense_is_not_kept(reader: Reader, form: dict[str, str], named: str) -> None:
    answer = reader.press(VIEWS, **form)

    assert answer.status_code == 400
    assert named in answer.text
    assert _named() == []


def test_so_many_views_are_kept_and_no_more(reader: Reader) -> None:
    for number in range(MOST_VIEWS):
        reader.press(VIEWS, name=f"view {number}", query="error=yes")

    answer = reader.press(VIEWS, name="one more", query="error=yes")

    assert answer.status_code == 400
    assert len(_named()) == MOST_VIEWS
    assert reader.press(VIEWS, name="view 7", query="starred=yes").status_code == 303


def test_no_other_site_keeps_or_deletes_a_view(reader: Reader) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    form = {"name": "theirs", "query": "error=yes"}

    assert reader.client.post(VIEWS, data=form, headers=foreign).status_code == 403
    assert _named() == []


def test_one_project_does_not_see_the_views_of_another(reader: Reader) -> None:
    reader.press("/p/other/session-list/views", name="theirs", query="error=yes")

    assert _named() == []
