"""A mayor’s office registers for a summit from a phone, in Turkish; the secretariat confirms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.steps import mails, sign_in

PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_office_registers_in_turkish_from_a_phone_and_is_confirmed(
    browser: Browser, site: str, site_folder: Path, scripts: bool
) -> None:
    email = f"ofis{int(scripts)}@izmir.example"
    context = browser.new_context(java_script_enabled=scripts, locale="tr-TR", viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/tr/events/")
    page.get_by_role("link", name="Zirve 2027 (gösterim)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zirve 2027 (gösterim)")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Başvur").click()
    form = page.locator("form.letter__form")
    form.locator("[name=name]").fill("Ayşe Yılmaz")
    form.locator("[name=city]").fill("İzmir")
    form.locator("[name=email]").fill(email)
    form.locator("[name=function]").fill("Belediye başkan yardımcısı")
    form.locator("[name=hears]").select_option("tr")
    form.locator("[name=travel_support]").check()
    form.locator("button[type=submit]").click()
    # The consent is missing: what was typed stands there still.
    expect(page.get_by_role("alert")).to_be_visible()
    expect(form.locator("[name=city]")).to_have_value("İzmir")
    form.locator("[name=consent]").check()
    form.locator("button[type=submit]").click()
    expect(page).to_have_url(re.compile("/register/sent/"))
    (letter,) = mails(site_folder, email)
    link = re.search(r"https?://[^/]+(/tr/registration/\S+)", letter)
    assert link is not None
    page.goto(f"{site}{link[1]}")
    page.get_by_role("button", name="Kaydımı onayla").click()
    expect(page.get_by_text("Sekretaryayı bekliyor")).to_be_visible()
    assert context.cookies() == []
    context.close()
    office = browser.new_context(locale="en-GB")
    admin = office.new_page()
    sign_in(admin, site, "secretariat@example.org")
    admin.goto(f"{site}/admin/events/")
    admin.get_by_role("link", name="Summit 2027 (demonstration)").click()
    admin.get_by_role("row", name=re.compile(email)).get_by_role("checkbox").check()
    admin.get_by_role("button", name="Confirm the ticked ones").click()
    expect(admin.get_by_text("1 registration confirmed.")).to_be_visible()
    office.close()
    assert mails(site_folder, email, "Yeriniz onaylandı")
