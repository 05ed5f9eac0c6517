"""From an official's first sentence to a reader's search result: in Turkish, with scripts and without.

An official writes from the task list, is told of a duplicate and a phone number, and sends; an editor asks
for a change at one field; the official answers and sends again; another editor publishes; it is found.
"""

from __future__ import annotations

import email
import json
import re
import time
import urllib.parse
import urllib.request
from email import policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit.instruments import find_with_axe
from tests.browser.test_city_desk import sign_in, visitor

__all__ = ["visitor"]

FOUND_WITHIN = 2.0  # seconds from the editor's click to the search result
OFFICIAL, EDITOR, SECOND = "official@example.org", "editor@example.org", "second-editor@example.org"


def save(page: Page, *, finished: bool = True) -> None:
    if finished:
        page.locator("[name=finished]").check()
    page.locator("form[data-desk] button[type=submit]:not([name], [form])").click()
    expect(page.locator(".task-list")).to_be_visible()


def open_chapter(page: Page, code: str) -> None:
    page.locator(f".task-list a[href$='/write/{code}/']").click()
    expect(page.locator("form[data-desk]")).to_be_visible()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/en/account/logout/")
    page.locator("main form button").click()


def mails(folder: Path, to: str, subject: str) -> list[str]:
    """The texts of the mails to somebody with these words in their subject, once one is there."""
    deadline = time.monotonic() + 15
    while True:
        found = []
        for file in (folder / "mail").iterdir():
            # One file may hold several mails: one for each connection to the mail server.
            for part in re.split(rb"-{79}\n", file.read_bytes()):
                message = email.message_from_bytes(part, policy=policy.default)
                if message["To"] == to and subject in (message["Subject"] or ""):
                    body = message.get_body(("plain",))
                    assert body is not None
                    found.append(body.get_content())
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def found_after(site: str, words: str) -> float:
    """Seconds until the public search finds the words."""
    start = time.monotonic()
    address = f"{site}/api/v1/search?lang=tr&q={urllib.parse.quote(words)}"
    while time.monotonic() - start < 10:
        with urllib.request.urlopen(address, timeout=5) as answer:
            if json.load(answer)["total"]:
                break
    return time.monotonic() - start


def decide(page: Page, site: str, number: str, decision: str) -> None:
    page.goto(f"{site}/admin/moderation/{number}/")
    for code in ("no-persons", "no-stigma", "local", "rights"):
        page.locator(f"input[name='criterion_{code}'][value=yes]").check()
    page.locator(f"button[name=decision][value={decision}]").click()
    expect(page.locator(".messages")).to_be_visible()


def test_from_first_sentence_to_search_result(
    visitor: Page, site: str, site_folder: Path, request: pytest.FixtureRequest, browser: Browser
) -> None:
    scripts = "with scripts" in request.node.name
    word = "zeytin" if scripts else "incir"
    title = f"Aarhus modeli: Info-House, danışmanlık, mentorluk ({word})"
    sign_in(visitor, site, OFFICIAL, "tr")
    visitor.get_by_role("link", name="Şehrinizin ne yaptığını anlatın").click()
    visitor.locator("[name=title]").fill(title)
    visitor.get_by_role("button", name="Başla").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    number = re.search(r"/records/(\d+)/", visitor.url)[1]  # type: ignore[index]

    open_chapter(visitor, "basics")
    visitor.locator("[name=summary]").fill(
        f"Gençler her hafta bir mentorla buluşur, {word} ağacı altında."
    )
    save(visitor)
    open_chapter(visitor, "work")
    visitor.locator("textarea[name=description]").fill(
        "Mentorlar gençlerle buluşur.\n\n- her hafta\n- okulda\n\nSoru için: 86 12 34 56"
    )
    if scripts:
        expect(visitor.locator("[data-saved]")).to_contain_text("kaydedildi")
    save(visitor)
    open_chapter(visitor, "time-and-place")
    visitor.locator("[name=year_from]").fill("2020")
    visitor.locator("[name=status][value=ongoing]").check()
    save(visitor)
    open_chapter(visitor, "subjects")
    visitor.get_by_label("Gençlik çalışması", exact=False).first.check()
    visitor.locator("[name=concepts_audience]").first.check()
    save(visitor)
    open_chapter(visitor, "safeguards")
    visitor.locator("[name=safeguards]").fill("Hiç kimsenin adı geçmez.")
    visitor.locator("[name=unintended_effects][value='not-looked-for']").check()
    save(visitor)
    visitor.locator("a[href$='/check/']").click()
    expect(visitor.locator("a[href$='/write/contact/#field_contact_email']")).to_be_visible()
    visitor.locator("a[href$='/write/contact/#field_contact_email']").first.click()
    visitor.locator("[name=contact_office]").fill("Önleme ofisi")
    visitor.locator("[name=contact_email]").fill("prevention@aarhus.example")
    visitor.locator("[name=contact_agreed]").check()
    save(visitor)

    visitor.locator("a[href$='/check/']").click()
    for box in visitor.locator("[name^=declare_]").all():
        box.check()
    send = visitor.get_by_role("button", name="Editörlere gönder")
    send.click()
    alert = visitor.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(visitor.locator("mark").first).to_have_text("86 12 34 56")
    expect(visitor.get_by_text("The Aarhus model", exact=False).first).to_be_visible()
    visitor.locator("textarea[name^=finding_]").fill("Belediyenin herkese açık danışma hattı.")
    for choice in visitor.locator("input[name^=duplicate_][value=different]").all():
        choice.check()
    send.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Editörlere gönderildi")
    reference = re.search(r"AX-\d{6}", visitor.locator("main").inner_text())[0]  # type: ignore[index]
    (receipt,) = mails(site_folder, OFFICIAL, f"Alındı: {title} ({reference})")
    assert "Bir editör" in receipt
    assert mails(site_folder, EDITOR, f"To be read: {title}")
    assert mails(site_folder, SECOND, f"À lire : {title}")

    desk = browser.new_context()
    editor = desk.new_page()
    sign_in(editor, site, EDITOR)
    editor.goto(f"{site}/admin/moderation/")
    editor.get_by_role("link", name=title).click()
    expect(editor.get_by_text("Belediyenin herkese açık danışma hattı.")).to_be_visible()
    editor.locator("details:has([name=comment_description]) summary").click()
    editor.locator("[name=comment_description]").fill("How many mentors are there?")
    editor.locator("button[name=decision][value=changes]").click()
    expect(editor.locator(".messages")).to_be_visible()
    (asked,) = mails(site_folder, OFFICIAL, f"Değişiklik istendi: {title}")
    assert "How many mentors are there?" in asked

    visitor.goto(f"{site}/tr/my-city/aarhus/records/{number}/")
    visitor.locator("a[href$='/write/work/#field_description']").click()
    remark = visitor.locator("#field_description .comment")
    expect(remark).to_contain_text("How many mentors are there?")
    remark.locator("summary").click()
    remark.locator("textarea").fill("Kırk mentor var.")
    remark.locator("button").click()
    open_chapter(visitor, "work")
    expect(visitor.locator("#field_description .comment__reply")).to_contain_text(
        "Kırk mentor var."
    )
    text = visitor.locator("textarea[name=description]").input_value()
    assert "- her hafta\n- okulda" in text
    visitor.locator("textarea[name=description]").fill(text.replace("Mentorlar", "Kırk mentor"))
    save(visitor)
    visitor.locator("a[href$='/check/']").click()
    for box in visitor.locator("[name^=declare_]").all():
        box.check()
    for choice in visitor.locator("input[name^=duplicate_][value=different]").all():
        choice.check()
    visitor.get_by_role("button", name="Editörlere gönder").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Editörlere gönderildi")

    sign_out(editor, site)
    sign_in(editor, site, SECOND)
    editor.goto(f"{site}/admin/moderation/{number}/")
    expect(editor.locator(".review__part--changed .review__before")).to_contain_text(
        "Mentorlar gençlerle"
    )
    expect(editor.locator(".review__part--changed .review__now")).to_contain_text(
        "Kırk mentor gençlerle"
    )
    decide(editor, site, number, "publish")
    assert found_after(site, word) < FOUND_WITHIN
    (published,) = mails(site_folder, OFFICIAL, f"Yayımlandı: {title}")
    desk.close()

    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{site}/tr/search/?q={word}")
    reader.get_by_role("link", name=title).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    assert reader.url in published.replace("=\n", "")
    reader.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ru"])
def test_axe_finds_nothing_where_cities_write(
    browser: Browser, site: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, site, OFFICIAL, language)
    page.goto(f"{site}/{language}/my-city/aarhus/new/")
    addresses = [page.url]
    page.locator("[name=size][value=full]").check()
    page.locator("[name=title]").fill("Jugendsozialarbeitsfortbildungsmaßnahmen")
    page.locator("main form button[type=submit]").click()
    addresses += [page.url, page.url + "check/", page.url + "delete/"]
    addresses += [
        page.url + f"write/{code}/" for code in ("basics", "subjects", "time-and-place", "contact")
    ]
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        assert find_with_axe(page) == [], address
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    context.close()


def test_words_survive_a_lost_connection_and_a_sign_in_that_ended(
    browser: Browser, site: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, site, OFFICIAL)
    page.goto(f"{site}/en/my-city/aarhus/new/")
    page.locator("[name=title]").fill("A record for bad weather")
    page.locator("main form button[type=submit]").click()
    open_chapter(page, "basics")
    page.wait_for_load_state()  # the script that saves has to be there before the line is cut
    context.set_offline(True)
    page.locator("[name=summary]").fill("Written in a tunnel.")
    status = page.locator("[data-saved]")
    expect(status).to_contain_text("No connection", timeout=15_000)
    context.set_offline(False)
    expect(status).to_contain_text("Saved at", timeout=15_000)
    context.clear_cookies()
    page.locator("[name=summary]").fill("Written after the session had ended.")
    expect(status).to_contain_text("signed out", timeout=15_000)
    page.locator("form[data-desk] button[type=submit]:not([name], [form])").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your words are still here")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens a new window)").click()
    other = opened.value
    other.locator("input[name=login]").fill(OFFICIAL)
    other.locator("input[name=password]").fill("alliance-demo-2026")
    other.locator("main form button[type=submit]").click()
    other.wait_for_url("**/my-city/**")
    page.get_by_role("button", name="Save").click()
    again = page.get_by_role("button", name="Save", exact=True)
    if page.get_by_role("heading", name="Your words are still here").count():
        again.click()
    expect(page.locator(".task-list")).to_be_visible()
    open_chapter(page, "basics")
    assert page.locator("[name=summary]").input_value() == "Written after the session had ended."
    context.close()
