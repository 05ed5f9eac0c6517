"""axe finds nothing on any kind of page, in both colour schemes; the six languages take turns.

`make audit` looks at every kind of page in every language.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.audit.instruments import find_in_both_schemes
from tests.page_types import LANGUAGES, PAGE_TYPES

IN_TURN = [
    (LANGUAGES[number % len(LANGUAGES)], path) for number, path in enumerate(PAGE_TYPES.values())
]


@pytest.mark.parametrize(("language", "path"), IN_TURN, ids=PAGE_TYPES.keys())
def test_axe_finds_nothing_in_either_scheme(
    browser: Browser, site: str, language: str, path: str
) -> None:
    context = browser.new_context()
    found = find_in_both_schemes(context.new_page(), f"{site}/{language}/{path}")
    context.close()
    assert found == {"light": [], "dark": []}


# German has the longest words, Russian the widest letters: each kind in one of them, by an audit in both.
NARROW = [
    pytest.param(
        language,
        path,
        id=f"{name}-{language}",
        marks=() if (number + turn) % 2 else pytest.mark.audit,
    )
    for number, (name, path) in enumerate(PAGE_TYPES.items())
    for turn, language in enumerate(("de", "ru"))
]


@pytest.mark.parametrize(("language", "path"), NARROW)
def test_nothing_runs_out_of_a_narrow_screen(
    browser: Browser, site: str, language: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/{language}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("main").bounding_box()["y"] == 64  # type: ignore[index]
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_is_one_row_on_a_desk(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/{language}/cities/")
    assert page.locator("main").bounding_box()["y"] == 72  # type: ignore[index]
    shown = page.locator(".site-header__inner > :visible").all()
    tops = [one.bounding_box() for one in shown]
    assert [box for box in tops if box is None or box["y"] + box["height"] > 72] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    context.close()


def test_without_script_menu_search_and_languages_open_and_close_by_the_keyboard(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/ru/cities/")
    for panel, first in (("languages", "English"), ("site-menu", "Все записи")):
        opener = page.locator(f"[popovertarget={panel}]")
        opener.press("Enter")
        expect(page.locator(f"#{panel}")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.locator(f"#{panel}").get_by_role("link", name=first)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(f"#{panel}")).to_be_hidden()
        expect(opener).to_be_focused()
    page.locator("[popovertarget=site-search-panel]").press("Enter")
    page.locator("#site-search").fill("exit")
    page.locator("#site-search").press("Enter")
    expect(page).to_have_url(f"{site}/ru/search/?q=exit")
    context.close()
