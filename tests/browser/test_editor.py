"""An editor signs in, finds a record, changes it and takes it down; the secretariat makes a city private."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.audit.instruments import find_with_axe
from tests.browser.steps import PASSWORD, decide, found, sign_in

RECORD = "PRICEV: multi-agency courses in Friuli Venezia Giulia"
ADDRESS = "/en/cities/udine/udine-pricev/"


def in_sitemap(site: str) -> bool:
    with urllib.request.urlopen(f"{site}/sitemap-pages.xml") as answer:
        return ADDRESS in answer.read().decode()


def in_results(page: Page, site: str, words: str) -> int:
    page.goto(f"{site}/en/search/?q={words}")
    return int(page.locator("[data-total]").get_attribute("data-total") or 0)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: script errors and what the content policy refused."""
    return []


def complaint_of(message: ConsoleMessage) -> list[str]:
    """An error of the console with its address; none for an autosave that met a newer version.

    Wagtail answers 400 to the autosave that was under way when somebody pressed "Publish" (generic/mixins.py,
    ``invalid_revision``); its editor knows what to do then.
    """
    address = message.location["url"]
    autosave = address.endswith("/edit/") and "status of 400" in message.text
    return [] if message.type != "error" or autosave else [f"{message.text} {address}"]


@pytest.fixture
def editor(page: Page, site: str, complaints: list[str]) -> Page:
    """A tab in which the demonstration editor is signed in."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(complaint_of(message)))
    page.goto(f"{site}/admin/login/")
    page.locator("input[name=login]").fill("editor@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_title(re.compile("Dashboard"))
    return page


def open_record(page: Page, site: str) -> str:
    """Go from the listing to the record's editor; returns its number."""
    page.goto(f"{site}/admin/trainings/?q=PRICEV")
    page.get_by_role("link", name=re.compile("PRICEV")).first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    return page.url.split("/")[-3]


def publish(page: Page) -> None:
    page.locator("footer button[aria-expanded]").first.click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def submit(page: Page) -> None:
    """Wagtail asks once more where its autosave has kept the page in the meantime."""
    page.locator("footer button[aria-expanded]").first.click()
    page.locator("button[name=action-submit]").click()
    done = page.locator(".messages .success")
    again = page.get_by_role("dialog").get_by_role("button", name="Submit to Records")
    expect(done.or_(again).first).to_be_visible()
    if again.is_visible():
        again.click()
    expect(done).to_be_visible()


def test_an_editor_changes_takes_down_and_brings_back_a_record(
    editor: Page, site: str, complaints: list[str], browser: Browser
) -> None:
    number = open_record(editor, site)
    for tab in ("Subjects", "The story", "Sources and contact", "Checking", "Facts"):
        editor.get_by_role("tab", name=tab).click()
    # A few letters are a small change, which an editor publishes alone.
    summary = editor.locator("textarea[name=summary]")
    summary.fill(f"{summary.input_value()} zyxedit.")
    publish(editor)
    assert (found(site, "zyxedit"), in_results(editor, site, "zyxedit"), in_sitemap(site)) == (
        1,
        1,
        True,
    )

    editor.goto(f"{site}/admin/moderation/{number}/take-down/")
    editor.locator("[name=reason]").fill("A figure in it is wrong.")
    editor.get_by_role("button", name="Take down").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    assert (found(site, "zyxedit"), in_results(editor, site, "zyxedit"), in_sitemap(site)) == (
        0,
        0,
        False,
    )

    editor.goto(f"{site}/admin/moderation/{number}/allow-again/")
    editor.get_by_role("button", name="Lift the take-down").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    editor.goto(f"{site}/admin/pages/{number}/edit/")
    submit(editor)
    tab = browser.new_context().new_page()
    sign_in(tab, site, "second-editor@example.org")
    decide(tab, site, number, "publish")
    tab.context.close()
    assert (found(site, "zyxedit"), in_sitemap(site)) == (1, True)
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.audit)])
def test_axe_finds_nothing_on_the_editors_pages(browser: Browser, site: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, site, "editor@example.org")
    found = {}
    for path in ("", "reports/", "reports/coverage/", "reports/translations/", "reports/links/"):
        page.goto(f"{site}/admin/moderation/{path}")
        found[path] = find_with_axe(page)
    context.close()
    assert {path: findings for path, findings in found.items() if findings} == {}


def test_a_city_made_private_takes_its_records_with_it(page: Page, site: str) -> None:
    sign_in(page, site, "secretariat@example.org")
    before = found(site, "PRICEV")
    page.goto(f"{site}/admin/pages/?q=Udine")
    page.get_by_role("link", name="Udine", exact=True).first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    city = re.search(r"/admin/pages/(\d+)/", page.url)
    assert city is not None
    page.goto(f"{site}/admin/pages/{city.group(1)}/edit/")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}

    def set_privacy(kind: str) -> None:
        answer = page.request.post(
            f"{site}/admin/pages/{city.group(1)}/privacy/",
            form={
                "restriction_type": kind,
                "password": "",
                "csrfmiddlewaretoken": cookies["csrftoken"],
            },
            headers={"Referer": page.url},
        )
        assert answer.ok, answer.text()[:500]

    set_privacy("login")
    assert (before, found(site, "PRICEV"), in_sitemap(site)) == (1, 0, False)
    set_privacy("none")
    assert (found(site, "PRICEV"), in_sitemap(site)) == (1, True)
