"""The secretariat brings in a city by one screen, and its first coordinator is at work."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import mails, sign_in, sign_out

COORDINATOR = "coordinator@freiburg.example"
OWN_PASSWORD = "a-long-walk-in-the-forest-7"


def test_a_new_city_is_on_the_site_and_its_coordinator_sees_its_desk(
    page: Page, site: str, site_folder: Path
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
    city.locator("[name=mail_language]").select_option("de")
    page.get_by_role("button", name="Put it on the site").click()
    expect(page.locator(".messages")).to_contain_text(f"{COORDINATOR} was invited.")
    page.goto(f"{site}/admin/cities/?find=freiburg")
    row = page.get_by_role("row").filter(has_text=COORDINATOR)
    expect(row).to_contain_text("Nobody yet")
    sign_out(page, site)

    (mail,) = mails(site_folder, COORDINATOR)
    invitation = re.search(r"https?://\S+(/de/invitation/\S+)", mail)
    assert invitation is not None
    page.goto(site + invitation[1])
    page.locator("[name=first_name]").fill("Ada")
    page.locator("[name=last_name]").fill("Lange")
    for box in page.locator("main input[type=password]").all():
        box.fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Freiburg")
    expect(page).to_have_url(re.compile(r"/de/my-city/freiburg"))
    page.goto(f"{site}/ru/cities/")
    page.locator("#find").fill("Фрайбург")
    page.locator(".cities-filter button").click()
    expect(page.get_by_role("main").get_by_role("link", name="Фрайбург").first).to_be_visible()
