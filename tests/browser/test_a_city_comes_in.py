"""A city comes in: by one screen of the secretariat, then its first record, written on a phone in Russian."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import (
    begin_record,
    check_all,
    decide,
    fill_what_is_needed,
    found,
    mails,
    open_chapter,
    outbox,
    save_chapter,
    sign_in,
    sign_out,
)
from tests.files import photo

COORDINATOR, EDITOR = "coordinator@freiburg.example", "editor@example.org"
OWN_PASSWORD = "a-long-walk-in-the-forest-7"
TITLE = "Беседы на рыночной площади"
PHONE = {"width": 390, "height": 844}


def test_a_new_city_writes_its_first_record_on_a_phone_and_an_editor_publishes_it(
    page: Page, site: str, site_folder: Path, browser: Browser
) -> None:
    sign_in(page, site, "secretariat@example.org")
    page.goto(f"{site}/admin/cities/new/")
    page.get_by_label("Name of the city, in any language").fill("Freiburg")
    page.locator("form[method=get] select[name=country]").select_option("DE")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_text("Proposed below; please check each name and number.")).to_be_visible()
    city = page.locator("main form[method=post]")
    expect(city.locator("[name=coordinates_source]")).to_have_value("GeoNames")
    city.locator("[name=email]").fill(COORDINATOR)
    city.locator("[name=mail_language]").select_option("ru")
    page.get_by_role("button", name="Put it on the site").click()
    expect(page.locator(".messages")).to_contain_text(f"{COORDINATOR} was invited.")
    page.goto(f"{site}/admin/cities/?find=freiburg")
    row = page.get_by_role("row").filter(has_text=COORDINATOR)
    expect(row).to_contain_text("Nobody yet")
    sign_out(page, site)

    phone = browser.new_context(viewport=PHONE, locale="ru").new_page()
    (mail,) = mails(site_folder, COORDINATOR)
    invitation = re.search(r"https?://\S+(/ru/invitation/\S+)", mail)
    assert invitation is not None
    phone.goto(site + invitation[1])
    phone.locator("[name=first_name]").fill("Ада")
    phone.locator("[name=last_name]").fill("Ланге")
    for box in phone.locator("main input[type=password]").all():
        box.fill(OWN_PASSWORD)
    phone.locator("main form button[type=submit]").first.click()
    expect(phone).to_have_url(re.compile(r"/ru/my-city/freiburg"))
    number = write_the_note(phone, site)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Отправлено редакторам")
    phone.context.close()

    sign_in(page, site, EDITOR)
    page.goto(f"{site}/admin/moderation/{number}/")
    expect(page.get_by_alt_text("Стол и два стула на площади").first).to_be_visible()
    decide(page, site, number, "publish")
    assert found(site, "рыночной", "ru") == 1
    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{site}/ru/search/?q=рыночной")
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_alt_text("Стол и два стула на площади").first).to_be_visible()
    reader.context.close()

    assert mails(site_folder, COORDINATOR, "Опубликовано: ")
    subjects = [
        re.sub(r"AX-\d{6}", "AX-…", subject) for subject in outbox(site_folder, COORDINATOR)
    ]
    assert subjects == [
        "Приглашение работать на Alliance Exchange от города: Фрайбург",
        f"Получено: {TITLE} (AX-…)",
        f"Опубликовано: {TITLE} (AX-…)",
    ]
    for_editors = outbox(site_folder, EDITOR, TITLE)
    assert [re.sub(r"AX-\d{6}", "AX-…", subject) for subject in for_editors] == [
        f"To be read: {TITLE} (AX-…)"
    ]


def write_the_note(phone: Page, site: str) -> str:
    """A short note in four parts with a picture, sent; the number of its record."""
    begin_record(phone, site, TITLE, "ru", city="freiburg")
    number = re.search(r"/records/(\d+)/", phone.url)[1]  # type: ignore[index]
    open_chapter(phone, "work")
    phone.locator("[name=summary]").fill("Каждую субботу мы говорим с людьми на рыночной площади.")
    phone.locator("textarea[name=description]").fill("Два сотрудника сидят за столом и слушают.")
    phone.locator("[name=year_from]").fill("2021")
    phone.locator("[name=status][value=ongoing]").check()
    save_chapter(phone)
    fill_what_is_needed(
        phone,
        safeguards="Имён никто не записывает.",
        office="Отдел профилактики",
        email="prevention@freiburg.example",
    )
    phone.goto(f"{site}/ru/my-city/freiburg/records/{number}/pictures/")
    file = {"name": "market.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.locator("[name=file]").set_input_files(file)
    phone.locator("input[name=description]").fill("Стол и два стула на площади")
    phone.locator("[name=credit]").fill("Город Фрайбург")
    phone.locator("[name=consent]").check()
    phone.locator("main form[enctype] button[type=submit]").click()
    expect(phone.get_by_alt_text("Стол и два стула на площади").first).to_be_visible()
    phone.goto(f"{site}/ru/my-city/freiburg/records/{number}/check/")
    check_all(phone.locator("[name^=declare_]"))
    phone.get_by_role("button", name="Отправить редакторам").click()
    return number
