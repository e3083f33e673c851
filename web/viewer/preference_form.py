"""The form in which a person chooses language, time zone and colours."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from web.pages.context import PreferencesContext
from web.pages.language import LANGUAGES, language, say
from web.pages.render import preferences_page
from web.viewer.back import own_path
from web.viewer.page import Page, shell
from web.viewer.preferences import Theme, preferences, remember, zone_names

router = APIRouter()

_HOME = "/"
_ADDRESS = "/preferences"
_LONGEST = 8_000

type Field = Annotated[str, Form(max_length=_LONGEST)]


@router.api_route(_ADDRESS, methods=["GET", "HEAD"])
def read_preferences(request: Request) -> Page:
    """Show what is chosen; sending it leads back to the page that led here."""
    chosen = preferences()
    return _form(_where_from(request), zone=chosen.zone.key if chosen.zone else "")


@router.post(_ADDRESS)
def choose(lang: Field = "", zone: Field = "", theme: Field = "", back: Field = _HOME) -> Response:
    """Remember what was chosen, in cookies."""
    found = match_zone(zone)
    if zone.strip() and not found:
        page = _form(own_path(back), zone=zone[:80], unknown_zone=True)
        page.status_code = HTTPStatus.BAD_REQUEST
        return page
    answer = RedirectResponse(own_path(back), HTTPStatus.SEE_OTHER)
    remember(
        answer,
        lang=lang if lang in LANGUAGES else "",
        zone=found,
        theme=theme if theme in set(Theme) and theme != Theme.SYSTEM else "",
    )
    return answer


def match_zone(words: str) -> str:
    """Return the time zone that somebody means: by its name, or by its city alone; else nothing."""
    wanted = "_".join(words.split()).lower()
    names = sorted(zone_names(), key=lambda name: ("/" not in name, name))
    return next(
        (name for name in names if name.lower() == wanted),
        next((name for name in names if name.lower().rpartition("/")[2] == wanted), ""),
    )


def _where_from(request: Request) -> str:
    url = urlsplit(request.headers.get("referer", ""))
    if url.netloc != request.headers.get("host") or url.path == _ADDRESS:
        return _HOME
    return own_path(url.path + (f"?{url.query}" if url.query else ""))


def _form(back: str, *, zone: str, unknown_zone: bool = False) -> Page:
    chosen = preferences()
    context = PreferencesContext(
        shell=shell(say("prefs.title")),
        back=back,
        languages=tuple(LANGUAGES.items()),
        language=chosen.language or "",
        spoken=LANGUAGES[language().code],
        zones=tuple(sorted(name for name in zone_names() if "/" in name or name == "UTC")),
        zone=zone,
        unknown_zone=unknown_zone,
        themes=tuple(Theme),
        theme=chosen.theme,
    )
    return Page(preferences_page(context))
