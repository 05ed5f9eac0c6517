"""A mayor finds what cities like hers do, with scripts and without; a letter is written by keyboard alone."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_mayor_finds_what_cities_like_hers_do(browser: Browser, site: str, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts, locale="de-DE")
    page = context.new_page()
    page.goto(f"{site}/de/")
    main = page.get_by_role("main")
    page.get_by_role("navigation").get_by_role("link", name="Städte", exact=True).click()
    main.locator("#find").fill("Aarh")
    main.locator(".cities-filter button").click()
    main.get_by_role("link", name="Aarhus", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aarhus")
    like = main.locator("#like").locator("xpath=..").locator(".city-like__city").first
    expect(like.locator("li").first).not_to_be_empty()
    other = like.get_by_role("link")
    name = other.inner_text()
    other.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    record = main.locator(".card__title a").first
    title, address = record.inner_text(), record.get_attribute("href") or ""
    record.click()
    expect(page).to_have_url(urljoin(site, address))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert context.cookies() == []
    context.close()


def test_a_letter_is_written_by_keyboard_and_its_mistakes_are_led_to(page: Page, site: str) -> None:
    page.goto(f"{site}/en/cities/aarhus/contact/")
    page.get_by_label("Your name").focus()
    for words in ("Ada", "Turin", "no address", "Workshops", "May we visit you?"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send the message")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link").press("Enter")
    field = page.get_by_label("Where to answer")
    expect(field).to_be_focused()
    expect(page.get_by_label("Your message")).to_have_value("May we visit you?")
    field.fill("ada@example.org")
    page.get_by_role("button", name="Send the message").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your message is on its way")
    assert page.context.cookies() == []
