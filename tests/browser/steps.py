"""What several walks do: sign in and out, read the mails that the site has sent.

A click in Playwright does not wait for the page it leads to. So each step here ends by waiting for
something that only the next page has; a walk never reads the page with a bare ``assert`` after a click.
"""

from __future__ import annotations

import email
import json
import re
import time
import urllib.parse
import urllib.request
from email import policy
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PASSWORD = "alliance-demo-2026"
MAIL_WITHIN = 30  # seconds; mails leave in the background
BETWEEN_MAILS = rb"-{79}\n"


def sign_in(page: Page, site: str, email: str, language: str = "en") -> None:
    """Sign in with the password of the demonstration; ends where the person is led to."""
    page.goto(f"{site}/{language}/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    expect(page).not_to_have_url(re.compile("/account/login/"))


def sign_out(page: Page, site: str, language: str = "en") -> None:
    """Sign out; ends on the page after it."""
    page.goto(f"{site}/{language}/account/logout/")
    page.locator("main form button").click()
    expect(page).not_to_have_url(re.compile("/account/logout/"))


def choose_language(page: Page, name: str) -> None:
    """Open the list of languages in the header and choose one by its own name."""
    page.locator("[popovertarget=languages]").click()
    page.locator("#languages").get_by_role("link", name=name, exact=True).click()


def prove_again(page: Page) -> None:
    """Give the password once more, if the page asks for it."""
    if "reauthenticate" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        expect(page).not_to_have_url(re.compile("reauthenticate"))


def begin_record(
    page: Page,
    site: str,
    title: str,
    language: str = "en",
    size: str = "note",
    city: str = "aarhus",
) -> None:
    """Begin a practice at a city's desk; ends on its task list."""
    page.goto(f"{site}/{language}/my-city/{city}/new/")
    page.locator(f"[name=size][value={size}]").check()
    page.locator("[name=title]").fill(title)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/records/\d+/$"))


def open_chapter(page: Page, code: str) -> None:
    """Open a part of a record from its task list; ends on the part's form."""
    page.locator(f".task-list a[href$='/write/{code}/']").click()
    expect(page.locator("form[data-desk]")).to_be_visible()


def save_chapter(page: Page) -> None:
    """Save a part of a record; ends on the task list."""
    page.locator("form[data-desk] button[type=submit]:not([name], [form])").click()
    expect(page.locator(".task-list")).to_be_visible()


def check_all(boxes: Locator) -> None:
    """Tick each of them; there must be one."""
    expect(boxes).not_to_have_count(0)
    for box in boxes.all():
        box.check()


def decide(page: Page, site: str, number: str, decision: str) -> None:
    """Answer each criterion of a review with yes and decide; ends on the page that says so."""
    page.goto(f"{site}/admin/moderation/{number}/")
    for code in ("no-persons", "no-stigma", "local", "rights"):
        page.locator(f"input[name='criterion_{code}'][value=yes]").check()
    page.locator(f"button[name=decision][value={decision}]").click()
    expect(page.locator(".messages")).to_be_visible()


def open_subjects(page: Page) -> None:
    """Open the part of each theme, so that all subjects can be ticked."""
    expect(page.locator(".subjects__group").first).to_be_visible()
    for group in page.locator(".subjects__group").all():
        if group.get_attribute("open") is None:
            group.locator("> summary").click()
        expect(group).to_have_attribute("open", "")


def found(site: str, words: str, language: str = "en") -> int:
    """How many records the public search finds."""
    address = f"{site}/api/v1/search?lang={language}&q={urllib.parse.quote(words)}"
    with urllib.request.urlopen(address) as answer:
        return int(json.load(answer)["total"])


def mails(folder: Path, to: str, subject: str = "") -> list[str]:
    """The texts of the mails to somebody with these words in their subject, once one is there."""
    deadline = time.monotonic() + MAIL_WITHIN
    while True:
        found = [_text(message) for message in _sent(folder, to, subject)]
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def outbox(folder: Path, to: str, subject: str = "") -> list[str]:
    """The subjects of the mails to somebody that are there now, in the order in which they left."""
    return [str(message["Subject"]).strip() for message in _sent(folder, to, subject)]


def _sent(folder: Path, to: str, subject: str) -> list[EmailMessage]:
    found = []
    # The folder is there as soon as the first mail is.
    for file in sorted((folder / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns):
        # One file may hold several mails, each with its line after it; what follows the last line is
        # a mail still being written.
        for part in re.split(BETWEEN_MAILS, file.read_bytes())[:-1]:
            message = email.message_from_bytes(part, policy=policy.default)
            if message["To"] == to and subject in (message["Subject"] or ""):
                found.append(message)
    return found


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def fill_what_is_needed(page: Page, *, safeguards: str, office: str, email: str) -> None:
    """The chapters that a record needs besides what is done: subjects, safeguards, contact."""
    open_chapter(page, "subjects")
    open_subjects(page)
    page.locator("[name=concepts_theme]").first.check()
    page.locator("[name=concepts_audience]").first.check()
    save_chapter(page)
    open_chapter(page, "safeguards")
    page.locator("[name=safeguards]").fill(safeguards)
    page.locator("[name=unintended_effects][value='not-looked-for']").check()
    save_chapter(page)
    open_chapter(page, "contact")
    page.locator("[name=contact_office]").fill(office)
    page.locator("[name=contact_email]").fill(email)
    page.locator("[name=contact_agreed]").check()
    save_chapter(page)
