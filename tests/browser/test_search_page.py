"""The results page under a reader's hands: in place with scripts, whole pages without, a sheet on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A tab on a narrow screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_a_filter_changes_the_results_in_place_and_says_so(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit")
    page.evaluate("window.samePage = true")
    box = page.locator("#country-DK")
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country=DK")
    expect(page.locator("#search-said")).to_have_text("3 records for “exit”")
    expect(page.locator(".chip")).to_contain_text("in Denmark")
    expect(page.locator("label[for=kind-practice] .facet__count [aria-hidden]")).to_have_text("2")
    expect(page.locator("#country-DK")).to_be_focused()
    assert page.evaluate("window.samePage") is True


def test_back_and_forward_show_what_was_there(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit")
    page.get_by_label("Denmark").check()
    page.locator("#chip-country-DK").wait_for()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country=DK&view=map")
    expect(page.get_by_role("link", name="Deutsch", include_hidden=True)).to_have_attribute(
        "href", re.compile(r"/de/search/\?q=exit&country=DK&view=map$")
    )
    page.go_back()
    expect(page.locator(".result")).to_have_count(3)
    expect(page.get_by_label("Denmark")).to_be_checked()
    page.go_back()
    expect(page.locator("#results-heading")).to_have_text("23 records for “exit”")
    expect(page.get_by_label("Denmark")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_label("Denmark")).to_be_checked()


def test_coming_back_from_a_record_the_way_back_still_works(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit")
    page.get_by_label("Denmark").check()
    expect(page.locator(".result")).to_have_count(3)
    page.locator(".result a").first.click()
    page.wait_for_url("**/cities/**")
    page.go_back()
    expect(page.locator(".result")).to_have_count(3)
    page.go_back()
    expect(page.locator("#results-heading")).to_have_text("23 records for “exit”")


def test_the_next_page_begins_at_its_top(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/")
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(f"{site}/en/search/?page=2")
    expect(page.locator("#search-said")).to_contain_text("Page 2 of")
    expect(page.locator("#results-heading")).to_be_focused()


def test_a_removed_filter_leaves_the_focus_at_the_number_of_results(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit&country=DK")
    page.locator("#chip-country-DK").click()
    expect(page.locator("#search-said")).to_have_text("23 records for “exit”")
    expect(page.locator("#results-heading")).to_be_focused()
    expect(page.get_by_label("Denmark")).not_to_be_checked()


def test_a_failure_keeps_what_was_chosen_and_can_be_tried_again(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit")

    def fail(route: Route) -> None:
        route.fulfill(status=502, body="<html><body>Bad gateway</body></html>")

    page.route("**/search/?*country=DK*", fail)
    page.get_by_label("Denmark").check()
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("The results could not be fetched.")
    expect(page.get_by_label("Denmark")).to_be_checked()
    expect(page.locator("#results-heading")).to_have_text("23 records for “exit”")
    expect(page).to_have_url(f"{site}/en/search/?q=exit")
    page.unroute("**/search/?*country=DK*")
    notice.get_by_role("button", name="Try again").click()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country=DK")
    expect(notice).to_be_hidden()


def test_only_the_last_of_two_quick_choices_is_shown(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/?q=exit")
    waiting: list[Route] = []
    page.route("**/search/?q=exit&country=DK", lambda route: waiting.append(route))
    page.get_by_label("Denmark").check()
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "true")
    page.locator("#country-SE").check()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country=DK&country=SE")
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    assert len(waiting) == 1
    expect(page.locator(".chip")).to_have_count(2)


def test_htmx_is_fetched_with_the_first_touch_of_the_form(page: Page, site: str) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url.rsplit("/", 1)[1]))
    page.goto(f"{site}/en/search/?q=exit", wait_until="networkidle")
    assert not any(name.startswith("htmx") for name in scripts)
    page.locator("#q").focus()
    page.wait_for_function("() => window.htmx")
    assert any(name.startswith("htmx") for name in scripts)


def test_the_filters_of_a_phone_are_a_sheet_for_the_keyboard_too(phone: Page, site: str) -> None:
    phone.goto(f"{site}/en/search/?q=exit")
    expect(phone.get_by_label("Denmark")).to_be_hidden()
    phone.locator("#filters-open").focus()
    phone.keyboard.press("Enter")
    sheet = phone.get_by_role("dialog", name="Filters")
    expect(sheet).to_be_visible()
    expect(phone.locator("#filters-heading")).to_be_focused()
    phone.get_by_label("Denmark").focus()
    phone.keyboard.press("Space")
    expect(sheet.get_by_role("button", name="Show 3 records")).to_be_visible()
    expect(phone.locator("#search-said")).to_have_text("3 records for “exit”")
    expect(phone.locator("#country-DK")).to_be_focused()
    for _step in range(60):
        phone.keyboard.press("Tab")
        assert phone.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(phone.locator("#filters-open")).to_be_focused()
    phone.locator("#filters-open").click()
    sheet.get_by_role("link", name="Remove all filters").click()
    sheet.get_by_role("button", name="Show 23 records").click()
    expect(sheet).to_be_hidden()
    expect(phone).to_have_url(f"{site}/en/search/?q=exit")


def test_without_a_script_the_filters_stand_in_the_page(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/en/search/?q=exit")
    expect(page.locator("#filters-open")).to_be_hidden()
    expect(page.get_by_role("link", name="To the results")).to_be_visible()
    page.get_by_label("Denmark").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(f"{site}/en/search/?q=exit&country=DK")
    page.get_by_role("link", name="Remove the filter: in Denmark").click()
    expect(page).to_have_url(f"{site}/en/search/?q=exit")
    context.close()


def test_the_map_opens_records_beside_it_and_keeps_what_was_enlarged(page: Page, site: str) -> None:
    page.goto(f"{site}/en/search/")
    page.get_by_role("link", name="Map", exact=True).click()
    picture = page.locator(".result-map__picture")
    expect(picture).to_have_class(re.compile("is-live"))
    page.get_by_role("button", name="Closer").click()
    expect(picture).to_have_attribute("viewBox", "250.0 180.0 500 360")
    page.locator(".result-map__list").get_by_role("link", name="Aarhus", exact=True).click()
    heading = page.locator("#map-panel-heading")
    expect(heading).to_contain_text("Aarhus: ")
    expect(heading).to_be_focused()
    expect(picture).to_have_attribute("viewBox", "250.0 180.0 500 360")
    expect(page).to_have_url(f"{site}/en/search/?view=map&at=aarhus")
    page.get_by_role("button", name="To the east").click()
    expect(picture).to_have_attribute("viewBox", "416.7 180.0 500 360")
    page.locator("#area-south").click()
    expect(picture).to_have_attribute("viewBox", "130.0 360.0 500 360")
    expect(heading).to_have_count(0)
    small = page.evaluate(
        "[...document.querySelectorAll('.result-map__dots a')].filter((dot) => dot.checkVisibility())"
        ".map((dot) => dot.querySelector('circle').getBoundingClientRect().width)"
        ".filter((width) => width < 24)"
    )
    assert small == []


def test_parts_of_the_map_and_the_finder_work_without_javascript(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/search/?view=map")
    page.get_by_role("link", name="South", exact=True).click()
    expect(page.locator(".result-map__picture")).to_have_attribute("viewBox", "130 360 500 360")
    page.locator(".result-map__list").get_by_role("link", name="Aarhus", exact=True).click()
    expect(page.locator("#map-panel")).to_contain_text("Aarhus model")
    page.goto(f"{site}/en/")
    page.get_by_role("link", name="Five questions lead to what fits your city").click()
    page.get_by_label("Prevention of violent extremism").check()
    page.get_by_role("button", name="Next question").click()
    expect(page.locator("legend")).to_contain_text("Question 2 of 5")
    page.get_by_role("button", name="Next question").click()
    expect(page).to_have_url(f"{site}/en/find/?theme=prevention-of-violent-extremism&question=3")
    page.get_by_role("link", name="What is your concern?").click()
    expect(page.get_by_label("Prevention of violent extremism")).to_be_checked()
    context.close()
