"""A visitor searches, filters, opens a record and changes the language, as a person would."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.steps import choose_language

EXIT_RECORD = "The Aarhus model: Info-House, counselling, mentoring and exit"
EXIT_RECORD_IN_GERMAN = "Das Aarhus-Modell: Infohaus, Beratung, Mentoring und Ausstieg"


def test_a_visitor_searches_filters_opens_a_record_and_changes_the_language(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/en/")
    box = (
        page.get_by_role("main")
        .get_by_role("searchbox")
        .or_(page.get_by_role("main").get_by_role("combobox"))
    )
    box.first.fill("exit work")
    box.first.press("Enter")
    expect(page).to_have_url(f"{site}/en/search/?q=exit+work")
    total = page.locator("[data-total]")
    before = int(total.get_attribute("data-total") or 0)
    assert before > 5

    page.get_by_label("Denmark").check()
    expect(page).to_have_url(f"{site}/en/search/?q=exit+work&country=DK")
    expect(total).not_to_have_attribute("data-total", str(before))
    after = int(total.get_attribute("data-total") or 0)
    assert 0 < after < before

    page.get_by_role("link", name=EXIT_RECORD, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EXIT_RECORD)

    choose_language(page, "Deutsch")
    expect(page).to_have_url(f"{site}/de/cities/aarhus/aarhus-model-info-house/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    # Its head is translated, its story is not.
    expect(page.get_by_role("heading", level=1)).to_have_text(EXIT_RECORD_IN_GERMAN)
    assert page.get_by_role("heading", level=1).get_attribute("lang") is None
    expect(page.locator(".prose[lang=en]").first).to_be_visible()


def test_the_language_switch_keeps_the_search(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit&country=DK")
    choose_language(page, "Русский")
    expect(page).to_have_url(f"{site}/ru/search/?q=exit&country=DK")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Ausstieg"),
        ("ru", "выход из радикализации"),
        ("fr", "désengagement"),
        ("en", "exit"),
    ],
)
def test_exit_work_is_found_in_any_language_though_most_records_are_in_english(
    page: Page, site: str, language: str, words: str
) -> None:
    page.goto(f"{site}/{language}/search/?q={words}")
    addresses = page.locator(".result a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname.split('/').slice(2).join('/'))"
    )
    assert "cities/aarhus/aarhus-model-info-house/" in addresses
    assert "cities/copenhagen/copenhagen-vink/" in addresses


def test_everything_works_without_scripts(context: BrowserContext, site: str) -> None:
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{site}/en/search/?q=exit")
    page.get_by_label("Denmark").check()
    page.get_by_role("button", name="Apply").first.click()
    page.wait_for_url("**country=DK**")
    expect(page.locator(".result")).not_to_have_count(0)
    plain.close()


def test_suggestions_are_reached_and_chosen_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/")
    page.locator("#q").focus()
    page.keyboard.type("Aarh", delay=30)
    expect(page.locator(".suggest [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".suggest [role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".suggest [role=option]").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/en/search/?q=Aarh")


def test_a_long_facet_is_searched_while_typing_and_keeps_what_is_chosen(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/en/search/?q=exit")
    facet = page.locator("details.facet", has=page.locator("#find-country"))
    chosen = facet.get_by_role("checkbox").first.get_attribute("value")
    facet.get_by_role("checkbox").first.check()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country={chosen}")
    page.locator("#find-country").focus()
    page.keyboard.type("Swed", delay=20)
    expect(facet.get_by_role("checkbox")).to_have_count(2)
    expect(facet.get_by_role("checkbox").first).to_be_checked()
    expect(facet.get_by_role("status")).to_have_text("1")
    facet.get_by_label("Sweden").check()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country={chosen}&country=SE")


def test_all_values_of_a_facet_are_reached_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/search/?q=exit")
    page.get_by_role("link", name="more in “Country”").click()
    page.get_by_label("Find in the list").fill("Swed")
    page.get_by_role("button", name="Find").click()
    page.locator("#country-SE").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country=SE")
    expect(page.locator(".chip")).to_contain_text("in Sweden")
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator(".result-map__list a").first).to_be_visible()
    page.get_by_role("link", name="Expert search").click()
    page.get_by_label("Words", exact=True).first.fill("prison")
    page.get_by_role("button", name="More rows").click()
    expect(page.get_by_label("Words", exact=True)).to_have_count(4)
    expect(page.get_by_label("Words", exact=True).first).to_have_value("prison")
    context.close()


def test_a_visit_asks_nobody_else_and_leaves_no_cookie(
    context: BrowserContext, page: Page, site: str
) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(f"{page.url}: {message.text}"))
    for path in (
        "/en/",
        "/fr/search/?q=prison",
        "/en/cities/",
        "/ru/cities/aarhus/",
        "/en/cities/aarhus/aarhus-model-info-house/",
        "/en/documents/aarhus-declaration/",
        "/tr/about/",
        "/api/v1/docs",
    ):
        page.goto(site + path)
    assert hosts == {urlsplit(site).netloc}
    assert context.cookies() == []
    assert problems == []
