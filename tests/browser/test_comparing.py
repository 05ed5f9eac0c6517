"""A researcher compares three exit programmes across three languages and prints one."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.steps import choose_language

BERLIN = "KOMPASS und seine Nachfolgerin: aufsuchende Ausstiegsberatung in Berlin"
MULHOUSE = (
    "Mulhouse\N{NO-BREAK SPACE}: un programme judiciaire pour les personnes en dérive radicale"
)
MULHOUSE_IN_GERMAN = (
    "Mülhausen: gerichtlich angeordnete Begleitung beim Abgleiten in den Extremismus"
)
AARHUS = "The Aarhus model: Info-House, counselling, mentoring and exit"
AARHUS_IN_GERMAN = "Das Aarhus-Modell: Infohaus, Beratung, Mentoring und Ausstieg"
BERLIN_IN_FRENCH = "un conseil mobile pour sortir de l’extrémisme à Berlin"
MILLIMETRE = 72 / 25.4


def add(page: Page, words: str, title: str) -> None:
    """Find a record on the German comparison page and put it beside the others."""
    page.get_by_label("Wörter aus dem gesuchten Eintrag").fill(words)
    page.get_by_role("button", name="Finden").click()
    found = page.locator(".compare-found__record", has_text=title)
    found.get_by_role("link", name="Hinzufügen").click()
    expect(page.locator(".compare__title", has_text=title)).to_be_visible()


def printed(page: Page) -> PdfReader:
    """What comes out of the printer."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_researcher_compares_three_exit_programmes_across_three_languages_and_prints_one(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/de/search/?q=Ausstieg+Berlin")
    page.get_by_role("link", name=BERLIN).first.click()
    page.get_by_role("link", name="Diesen Eintrag mit anderen vergleichen").click()
    expect(page.get_by_role("heading", level=2, name="Vergleichen mit …")).to_be_visible()

    add(page, "Mulhouse", MULHOUSE_IN_GERMAN)
    add(page, "Aarhus Info-House", AARHUS_IN_GERMAN)
    titles = page.locator(".compare__title")
    expect(titles).to_have_text([BERLIN, MULHOUSE_IN_GERMAN, AARHUS_IN_GERMAN])
    told = page.locator("td[headers*=row-description] .compare__prose")
    assert [cell.get_attribute("lang") for cell in told.all()] == [None, "en", "en"]
    expect(page.locator(".page-head__lead")).to_contain_text("3 Einträge nebeneinander.")

    choose_language(page, "Français")
    expect(titles).to_contain_text([BERLIN_IN_FRENCH, MULHOUSE, "Info-House"])
    same = page.locator(".verdict", has_text="identique")
    expect(same).not_to_have_count(0)
    page.get_by_role("link", name="Seulement les différences").click()
    expect(page).to_have_url(re.compile("rows=different"))
    expect(page.locator(".verdict", has_text="diffère")).not_to_have_count(0)
    expect(same).to_have_count(0)

    table = printed(page)
    width, height = table.pages[0].mediabox.width, table.pages[0].mediabox.height
    assert (round(float(width) / MILLIMETRE), round(float(height) / MILLIMETRE)) == (297, 210)
    assert "Mulhouse" in table.pages[0].extract_text()

    choose_language(page, "English")
    page.locator(".compare__title", has_text="Aarhus model").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(AARHUS)
    paper = " ".join(" ".join(sheet.extract_text() for sheet in printed(page).pages).split())
    assert "The Aarhus model" in paper
    assert "Creative Commons Attribution 4.0" in paper
    context.close()


def test_the_table_comes_as_a_file_and_reads_on_a_phone(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/en/cities/aarhus/aarhus-model-info-house/")
    page.get_by_role("link", name="Compare this record with others").click()
    page.locator(".compare-found__record").first.get_by_role("link", name="Add").click()
    expect(page.locator("tr:not(.compare__same) .compare__who").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as download:
        page.get_by_role("link", name="Table as a file (CSV)").click()
    assert download.value.suggested_filename == "comparison.csv"
    assert "Possible harm" in download.value.path().read_text(encoding="utf-8-sig")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_records_put_aside_stay_from_page_to_page_and_stand_side_by_side(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/en/search/")
    tray = page.locator(".tray")
    total = page.locator("[data-total]").get_attribute("data-total")
    page.locator(".choose").first.click()
    expect(tray.get_by_role("heading")).to_have_text("1 record put aside")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(total))
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".pagination__place")).to_contain_text("Page 2")
    page.locator(".choose").nth(1).click()
    expect(tray.get_by_role("heading")).to_have_text("2 records put aside")
    assert page.url.count("record=") == 2
    expect(tray).to_be_in_viewport()
    tray.get_by_role("link", name="Compare", exact=True).click()
    expect(page.locator(".compare__title")).to_have_count(2)
    page.go_back()
    expect(tray.get_by_role("heading")).to_have_text("2 records put aside")
    tray.get_by_role("link", name="Empty").click()
    expect(tray).to_have_count(0)
    context.close()


def test_a_shortlist_is_kept_in_the_browser_and_passed_on_as_an_address(
    browser: Browser, site: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/en/cities/aarhus/aarhus-model-info-house/")
    page.get_by_role("button", name="Keep in my shortlist").click()
    page.goto(f"{site}/en/cities/bologna/bologna-local-police-course/")
    page.get_by_role("button", name="Keep in my shortlist").click()
    page.get_by_role("link", name=re.compile("My shortlist")).click()
    expect(page).to_have_url(re.compile(r"/en/shortlist/\?record=.*&record="))
    expect(page.locator(".shortlist__entry")).to_have_count(2)
    assert context.cookies() == []

    other = browser.new_context()
    guest = other.new_page()
    guest.goto(page.url)
    expect(guest.locator(".shortlist__entry")).to_have_count(2)
    guest.get_by_role("button", name="Keep this list in my browser").click()
    guest.goto(f"{site}/en/shortlist/")
    expect(guest.locator(".shortlist__entry")).to_have_count(2)
    other.close()

    page.locator("[data-drop]").first.click()
    expect(page.locator(".shortlist__entry")).to_have_count(1)
    page.goto(f"{site}/en/shortlist/")
    expect(page.locator(".shortlist__entry")).to_have_count(1)
    assert "9945295b-542f-5f9a-b5d2-83860909a191" in page.url
    context.close()


def test_the_map_leads_to_the_records_behind_a_number(page: Page, site: str) -> None:
    page.goto(f"{site}/en/")
    page.get_by_role("navigation", name="Main navigation").get_by_role(
        "link", name="Evidence map"
    ).click()
    page.get_by_label("Rows", exact=True).select_option(label="Country")
    page.get_by_label("Columns", exact=True).select_option(label="Kind")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("rows=country"))
    row = page.locator(".map__row", has_text="Denmark")
    number = row.locator(".map__count").first.inner_text()
    row.locator(".map__cell").first.click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", number)
    expect(page.get_by_label("Denmark").first).to_be_checked()
