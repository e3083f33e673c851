"""Every page is free of what axe finds, in both themes, on a desk and in a hand."""

import re
from collections.abc import Callable
from itertools import product as combined
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE, Visit
from tests.product import Product
from web.pages.links import id_to_key, score_configs_url, session_url, trace_url

type Visits = Callable[..., Visit]
type Opener = Callable[[Page, Product], None]

FAILING = "How long does our rye flour last"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
YET_TO_COME = [[".later"], [".running"]]
"""What the player has not said so far, painted faint until it has, or until it is left."""

DRAW_ALL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
"""What is not drawn yet has no place, and would seem to lie under its neighbours."""

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def at(path: str) -> Opener:
    """Return what opens the page at a path."""

    def open_it(page: Page, product: Product) -> None:
        page.goto(product.url + path)

    return open_it


def the_session(query: str = "") -> Opener:
    """Return what opens the session in which a tool fails."""

    def open_it(page: Page, product: Product) -> None:
        page.goto(product.url)
        link = page.get_by_role("link", name=re.compile(FAILING)).first
        page.goto(f"{product.url}{link.get_attribute('href')}{query}")
        page.wait_for_selector(".turn")

    return open_it


def the_session_with_all_open(page: Page, product: Product) -> None:
    the_session()(page, product)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def the_list_with_all_open(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/p/demo/sessions?environment=production&sort=cost")
    page.get_by_text("Filters", exact=True).click()
    page.locator("tbody").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save view").first.click()


def the_dialog_to_publish(page: Page, product: Product) -> None:
    the_session()(page, product)
    page.get_by_role("button", name="Publish").first.click()
    page.wait_for_selector("#publish[open], #publish:popover-open")


def the_trace(page: Page, product: Product) -> None:
    the_session()(page, product)
    page.locator("#t6").get_by_role("link", name="Trace").click()
    page.wait_for_selector("section.step")


def the_published_page(page: Page, product: Product) -> None:
    the_dialog_to_publish(page, product)
    page.locator("[name=confirmed]").check()
    page.locator("#publish").get_by_role("button", name="Publish").click()
    link = page.locator(".notice.published .link a")
    link.wait_for(timeout=20_000)
    page.goto(link.get_attribute("href") or "")


def an_observation_beside_the_session(page: Page, product: Product) -> None:
    the_session("?view=tree#t6/o7")(page, product)
    page.locator("#inspector .before summary").click()
    page.wait_for_selector("#inspector .before li")


def the_choice_of_a_session_to_compare_with(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/p/demo/compare")
    page.locator(".candidates a").first.click()
    page.wait_for_url(re.compile("a="))


def two_sessions_compared(page: Page, product: Product) -> None:
    the_choice_of_a_session_to_compare_with(page, product)
    page.locator(".candidates a").first.click()
    page.wait_for_selector(".pair")


def an_export(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/p/demo/sessions")
    page.get_by_role("button", name="Export the whole list").click()
    page.wait_for_selector("text=Download", timeout=20_000)


def the_panel_of_judging(page: Page, product: Product) -> None:
    the_session("?review=1")(page, product)
    page.wait_for_selector("#inspector .judging")
    page.wait_for_selector(".walk a:not([rel])")
    for each in page.locator("#inspector summary").all():
        each.click()


def beside_the_session(what: str) -> Opener:
    """Return what opens a page that belongs to the session in which a tool fails."""

    def open_it(page: Page, product: Product) -> None:
        the_session()(page, product)
        page.goto(f"{page.url.partition('?')[0]}/{what}")

    return open_it


def the_player(page: Page, product: Product) -> None:
    the_session()(page, product)
    page.locator("#play").click()
    page.locator("#play").click()


def the_keys(page: Page, product: Product) -> None:
    the_session()(page, product)
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


def the_search(page: Page, product: Product) -> None:
    the_session()(page, product)
    page.keyboard.press("/")
    page.keyboard.type("flour")


def the_preferences(page: Page, product: Product) -> None:
    at("/p/demo/users")(page, product)
    page.locator("a.prefs").click()
    page.wait_for_selector("form.prefs")


PAGES: dict[str, Opener] = {
    "list": at(""),
    "list with all open": the_list_with_all_open,
    "list of none": at("/p/demo/sessions?q=nobody+ever+said+this"),
    "session": the_session(),
    "session as trees": the_session("?view=tree"),
    "session with everything": the_session("?density=everything"),
    "player": the_player,
    "keys": the_keys,
    "search": the_search,
    "session with all open": the_session_with_all_open,
    "dialog to publish": the_dialog_to_publish,
    "trace": the_trace,
    "observation": an_observation_beside_the_session,
    "choice of a session to compare with": the_choice_of_a_session_to_compare_with,
    "comparison": two_sessions_compared,
    "export": an_export,
    "panel of judging": the_panel_of_judging,
    "page of judging": beside_the_session("judge"),
    "question before a deletion": beside_the_session("delete"),
    "score configs": at(score_configs_url("demo")),
    "published page": the_published_page,
    "reference": at("/api/public/docs"),
    "traces": at("/p/demo/traces?all=yes"),
    "users": at("/p/demo/users"),
    "preferences": at("/preferences"),
    "preferences over a list": the_preferences,
    "no such session": at(session_url("demo", id_to_key("nobody"))),
    "no such trace": at(trace_url("demo", id_to_key("nobody"))),
    "no such page": at("/nowhere"),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(product: Product, visit: Visits, name: str) -> None:
    seen = visit()
    page = seen.page
    PAGES[name](page, product)
    page.evaluate(DRAW_ALL)
    seen.complaints = [each for each in seen.complaints if "status of 404" not in each]
    found = []
    for (width, height), theme in combined((DESKTOP, PHONE), THEMES):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        found += [f"{theme}, {width} px: {each}" for each in violations(page)]

    assert found == [], "\n".join(found)


def violations(page: Page) -> list[str]:
    """Return what axe finds, each with the first elements that it is about."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    answer = Axe().run(page, {"exclude": YET_TO_COME}, options).response
    return [_words(each) for each in answer["violations"]]


def _words(violation: dict[str, Any]) -> str:
    nodes = [f"{node['html'][:160]} ({node['failureSummary']})" for node in violation["nodes"][:3]]
    return f"{violation['id']}: {violation['help']}\n" + "\n".join(nodes)
