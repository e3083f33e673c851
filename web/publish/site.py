"""A snapshot → the one file that is published; and the file for what is not there."""

from web.pages.context import PublishedContext
from web.pages.render import published_page

MISSING_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Not here</title>
</head>
<body>
<h1>Nothing is published here</h1>
<p>The link may be mistyped, or the page was taken back.</p>
</body>
</html>
"""
"""One for every address that leads nowhere: it does not tell whether it ever led anywhere."""


def render_page(snapshot: PublishedContext) -> str:
    """Return a page that needs nothing but itself: it opens from a disk, offline."""
    return published_page(snapshot)
