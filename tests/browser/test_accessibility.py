"""axe finds nothing on any kind of page, in both colour schemes; the six languages take turns.

`make audit` looks at every kind of page in every language.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.audit.instruments import find_in_both_schemes
from tests.page_types import LANGUAGES, PAGE_TYPES

KINDS = pytest.mark.parametrize("path", PAGE_TYPES.values(), ids=PAGE_TYPES.keys())
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


@KINDS
def test_nothing_runs_out_of_a_narrow_screen(browser: Browser, site: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    widths = {}
    for language in ("de", "ru"):
        page.goto(f"{site}/{language}/{path}")
        widths[language] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {language: width for language, width in widths.items() if width > 320} == {}
