"""axe finds nothing on any kind of page, in six languages and both colour schemes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.audit.instruments import find_in_both_schemes
from tests.page_types import LANGUAGES, PAGE_TYPES

KINDS = pytest.mark.parametrize("path", PAGE_TYPES.values(), ids=PAGE_TYPES.keys())


@KINDS
def test_axe_finds_nothing_in_six_languages_and_two_schemes(
    browser: Browser, site: str, path: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    found = {
        (language, scheme): findings
        for language in LANGUAGES
        for scheme, findings in find_in_both_schemes(page, f"{site}/{language}/{path}").items()
    }
    context.close()
    assert {view: findings for view, findings in found.items() if findings} == {}


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
