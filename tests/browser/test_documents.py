"""A document is read, narrowed to countries, laid beside another language, and counted in a table."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import choose_language

DECLARATION = "/en/documents/aarhus-declaration/"


def test_without_scripts_a_reader_narrows_the_margin_and_reads_in_two_languages(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site + DECLARATION)
    fold = page.locator("[id='4'] details")
    expect(fold.get_by_role("link").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.get_by_role("link").first).to_be_visible()

    page.locator("summary", has_text="Records about").click()
    page.get_by_label("Denmark").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(f"{site}{DECLARATION}?country=DK")
    expect(page.locator(".chip")).to_contain_text("Denmark")

    page.get_by_text("Side by side with another language").click()
    page.get_by_role("link", name="Russian").click()
    expect(page).to_have_url(f"{site}{DECLARATION}?country=DK&with=ru")
    expect(page.locator("[id='4'] [lang='ru'] .passage__words")).to_be_visible()

    choose_language(page, "Русский")
    expect(page).to_have_url(f"{site}/ru/documents/aarhus-declaration/?country=DK&with=en")
    expect(page.locator("[id='4'] [lang='en'] .passage__words")).to_be_visible()
    context.close()


def test_on_a_desk_the_margin_stands_open_and_the_contents_say_where_one_is(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}{DECLARATION}#6")
    point = page.locator("[id='6']")
    expect(point.locator(".margin__notes a").first).to_be_visible()
    expect(point.locator("summary")).to_be_hidden()
    expect(page.locator(".reading__contents [aria-current=location]")).to_contain_text("Learning")
    text, margin = point.locator(".passage__text"), point.locator(".margin")
    assert abs((text.bounding_box() or {})["y"] - (margin.bounding_box() or {})["y"]) < 10
    context.close()


def test_by_keyboard_the_folded_contents_open_lead_to_a_point_and_close(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(site + DECLARATION)
    page.locator("[data-contents][data-ready] summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-contents]")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator("[data-contents]")).not_to_have_attribute("open", "")
    expect(page.locator("[data-contents] summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="On this page").get_by_role(
        "link", name="7 A yearly"
    ).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{DECLARATION}#7")
    expect(page.locator("[data-contents]")).not_to_have_attribute("open", "")
    heading = page.locator("#heading-7")
    bar = page.locator(".reading__contents")
    expect(heading).to_be_in_viewport()
    edge = bar.bounding_box() or {}
    # What one came for is not under the list that stays at the edge.
    assert (heading.bounding_box() or {})["y"] >= edge["y"] + edge["height"]
    context.close()


def test_the_table_leads_from_a_number_to_its_records_and_scrolls_in_itself(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + DECLARATION)
    page.get_by_role("link", name="Points by country, as a table").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Points by country")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    region = page.get_by_role("region", name="Records by point and country")
    region.evaluate("region => region.scrollTo(400, 300)")
    corner = page.locator(".matrix__corner").bounding_box() or {}
    frame = region.bounding_box() or {}
    assert abs(corner["x"] - frame["x"]) < 3
    cell = page.locator(".matrix__cell a").first
    count = cell.inner_text()
    cell.click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", count)
