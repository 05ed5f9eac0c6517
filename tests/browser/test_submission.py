"""From an official's first sentence to a reader's search result: in Turkish, with scripts and without.

An official writes from the task list, is told of a duplicate and a phone number, and sends; an editor asks
for a change at one field; the official answers and sends again; another editor publishes; it is found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit.instruments import find_with_axe
from tests.browser.steps import (
    PASSWORD,
    begin_record,
    check_all,
    decide,
    found,
    mails,
    open_chapter,
    open_subjects,
    save_chapter,
    sign_in,
    sign_out,
)
from tests.browser.test_city_desk import visitor

__all__ = ["visitor"]

OFFICIAL, EDITOR, SECOND = "official@example.org", "editor@example.org", "second-editor@example.org"


def test_from_first_sentence_to_search_result(
    visitor: Page, site: str, site_folder: Path, request: pytest.FixtureRequest, browser: Browser
) -> None:
    scripts = "with scripts" in request.node.name
    word = "zeytin" if scripts else "incir"
    title = f"Aarhus modeli: Info-House, danışmanlık, mentorluk ({word})"
    sign_in(visitor, site, OFFICIAL, "tr")
    visitor.get_by_role("link", name="Kentinizin ne yaptığını anlatın").click()
    visitor.locator("[name=title]").fill(title)
    visitor.get_by_role("button", name="Başla").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    number = re.search(r"/records/(\d+)/", visitor.url)[1]  # type: ignore[index]

    open_chapter(visitor, "work")
    visitor.locator("[name=summary]").fill(
        f"Gençler her hafta bir mentorla buluşur, {word} ağacı altında."
    )
    visitor.locator("textarea[name=description]").fill(
        "Mentorlar gençlerle buluşur.\n\n- her hafta\n- okulda\n\nSoru için: 86 12 34 56"
    )
    if scripts:
        expect(visitor.locator("[data-saved]")).to_contain_text("kaydedildi")
    visitor.locator("[name=year_from]").fill("2020")
    visitor.locator("[name=status][value=ongoing]").check()
    save_chapter(visitor)
    open_chapter(visitor, "subjects")
    open_subjects(visitor)
    visitor.locator(".subject").get_by_label("Gençlik çalışması", exact=False).first.check()
    visitor.locator("[name=concepts_audience]").first.check()
    save_chapter(visitor)
    open_chapter(visitor, "safeguards")
    visitor.locator("[name=safeguards]").fill("Hiç kimsenin adı geçmez.")
    visitor.locator("[name=unintended_effects][value='not-looked-for']").check()
    save_chapter(visitor)
    visitor.locator("a[href$='/check/']").click()
    expect(visitor.locator("a[href$='/write/contact/#field_contact_email']")).to_be_visible()
    visitor.locator("a[href$='/write/contact/#field_contact_email']").first.click()
    visitor.locator("[name=contact_office]").fill("Önleme ofisi")
    visitor.locator("[name=contact_email]").fill("prevention@aarhus.example")
    visitor.locator("[name=contact_agreed]").check()
    save_chapter(visitor)

    visitor.locator("a[href$='/check/']").click()
    check_all(visitor.locator("[name^=declare_]"))
    send = visitor.get_by_role("button", name="Editörlere gönder")
    send.click()
    alert = visitor.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(visitor.locator("mark").first).to_have_text("86 12 34 56")
    expect(visitor.get_by_text("Aarhus modeli: Bilgi Evi", exact=False).first).to_be_visible()
    visitor.locator("textarea[name^=finding_]").fill("Belediyenin herkese açık danışma hattı.")
    check_all(visitor.locator("input[name^=duplicate_][value=different]"))
    send.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Editörlere gönderildi")
    expect(visitor.locator("main")).to_contain_text(re.compile(r"AX-\d{6}"))
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
    assert find_with_axe(editor) == []
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
    save_chapter(visitor)
    visitor.locator("a[href$='/check/']").click()
    check_all(visitor.locator("[name^=declare_]"))
    check_all(visitor.locator("input[name^=duplicate_][value=different]"))
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
    # Two seconds are allowed; the first search after the editor's click finds it.
    assert found(site, word, "tr") == 1
    (published,) = mails(site_folder, OFFICIAL, f"Yayımlandı: {title}")
    desk.close()

    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{site}/tr/search/?q={word}")
    reader.get_by_role("link", name=title).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    assert reader.url in published.replace("=\n", "")
    reader.context.close()


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        pytest.param("de", "light", marks=pytest.mark.audit),
        pytest.param("de", "dark", marks=pytest.mark.audit),
        pytest.param("ru", "light", marks=pytest.mark.audit),
        ("ru", "dark"),
    ],
)
def test_axe_finds_nothing_where_cities_write(
    browser: Browser, site: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, site, OFFICIAL, language)
    begin_record(page, site, "Jugendsozialarbeitsfortbildungsmaßnahmen", language, "full")
    addresses = [f"{site}/{language}/my-city/aarhus/new/"]
    addresses += [page.url, page.url + "check/", page.url + "delete/"]
    addresses += [
        page.url + f"write/{code}/" for code in ("basics", "work", "subjects", "sources", "contact")
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
    begin_record(page, site, "A record for bad weather")
    open_chapter(page, "work")
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
    other.locator("input[name=password]").fill(PASSWORD)
    other.locator("main form button[type=submit]").click()
    other.wait_for_url("**/my-city/**")
    page.get_by_role("button", name="Save", exact=True).click()
    # The key of that form was from before the sign-in, so the words come once more, with a new one.
    expect(page.get_by_role("alert")).to_contain_text("You have signed in meanwhile.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".task-list")).to_be_visible()
    open_chapter(page, "work")
    expect(page.locator("[name=summary]")).to_have_value("Written after the session had ended.")
    context.close()
