"""axe finds nothing on any page type, in either colour scheme."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

PAGE_TYPES = {
    "home": "/en/",
    "home in Russian": "/ru/",
    "search": "/en/search/",
    "search with results": "/de/search/?q=Ausstieg&country=DE",
    "search without results": "/en/search/?q=zzzzxqy&country=DE",
    "map of results": "/ru/search/?view=map",
    "all values of a facet": "/de/search/facet/city/",
    "expert search": "/fr/search/expert/?field=title&operator=any&words=prison",
    "search with rows": "/de/search/?field=title&operator=any&words=Jugend&theme=prevention",
    "cities": "/tr/cities/",
    "city": "/en/cities/aarhus/",
    "practice": "/en/cities/aarhus/aarhus-model-info-house/",
    "practice in a foreign frame": "/it/cities/aarhus/aarhus-model-info-house/",
    "training": "/en/cities/bologna/bologna-local-police-course/",
    "study visit": "/fr/cities/rotterdam/rotterdam-mayors-summit-2016/",
    "documents": "/en/documents/",
    "declaration": "/en/documents/aarhus-declaration/",
    "action plan": "/fr/documents/action-plan-2015/",
    "information": "/en/about/",
    "sign in": "/de/account/login/",
    "password forgotten": "/ru/account/password/reset/",
    "invitation that cannot be used": "/tr/invitation/old/",
    "not found": "/en/no-such-page/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGE_TYPES.values(), ids=PAGE_TYPES.keys())
def test_axe_finds_nothing(browser: Browser, site: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + path)
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert results.violations_count == 0, results.generate_report()
    context.close()


@pytest.mark.parametrize("path", PAGE_TYPES.values(), ids=PAGE_TYPES.keys())
def test_nothing_runs_out_of_a_narrow_screen(browser: Browser, site: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site + path)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    context.close()
