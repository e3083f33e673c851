"""The file that is published."""

from tests.factories import a_session, a_turn
from web.publish.site import MISSING_PAGE, render_page
from web.publish.snapshot import take_snapshot


def test_the_page_forbids_itself_to_load_anything() -> None:
    turns = (a_turn(1), a_turn(2))
    page = render_page(take_snapshot(a_session(*turns), turns, published_ms=0, expires_ms=None))

    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "Answer 2" in page


def test_the_page_for_what_is_not_there_loads_nothing_either() -> None:
    assert "default-src 'none'" in MISSING_PAGE
    assert "noindex" in MISSING_PAGE
