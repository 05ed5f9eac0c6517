"""A running site and a real browser: what ``make run`` gives, driven as a visitor would.

These tests run in one worker (``xdist_group``), because they share the server. Server and browser end with
the last of them: while Playwright is there, Django's database refuses to work in the same thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.running_site import CHROMIUM, chromium, running_site
from tests.lacking import lacks


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Missing: skipped here with a loud sentence, failed where CI=true."""
    if not CHROMIUM:
        lacks("BROWSER TESTS NOT RUN: no Chromium found; install Debian's package 'chromium'.")
    # A machine that runs other tests at the same time may need long for a page.
    expect.set_options(timeout=15_000)
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="package")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running site keeps its database and the mails it has written (``mail/``)."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="package")
def site(browser: Browser, site_folder: Path) -> Iterator[str]:
    """The address of a running site with the demonstration content."""
    with running_site(site_folder) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor without cookies."""
    fresh = browser.new_context(locale="en-GB")
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of the fresh visitor."""
    return context.new_page()
