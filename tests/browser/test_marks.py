"""An official who knows no marks makes lists, links and bold words by buttons, by Enter and by pasting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.steps import begin_record, sign_in


@pytest.fixture
def box(browser: Browser, site: str) -> Iterator[Locator]:
    """The box in which an official says what is done, in a record of its own."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, site, "official@example.org")
    begin_record(page, site, "Evenings of sport")
    page.locator(".task-list a[href$='/write/work/']").click()
    expect(page.get_by_role("toolbar").first).to_be_visible()
    yield page.locator("textarea[name=description]")
    context.close()


def type_words(page: Page, *lines: str) -> None:
    for number, line in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def test_a_list_goes_on_with_enter_and_ends_with_a_second_one(box: Locator) -> None:
    box.focus()
    type_words(box.page, "Every week:", "- sport", "talks", "", "Then they eat.")
    expect(box).to_have_value("Every week:\n- sport\n- talks\nThen they eat.")
    box.fill("")
    type_words(box.page, "1. first", "second")
    expect(box).to_have_value("1. first\n2. second")


def test_a_button_makes_a_list_of_what_is_chosen_and_takes_it_back(box: Locator) -> None:
    box.fill("sport\ntalks")
    box.select_text()
    toolbar = box.page.locator("[role=toolbar]:has(+ textarea[name=description])")
    toolbar.get_by_role("button", name="Numbered list").click()
    expect(box).to_have_value("1. sport\n2. talks")
    box.select_text()
    toolbar.get_by_role("button", name="Numbered list").click()
    expect(box).to_have_value("sport\ntalks")
    box.page.keyboard.press("Control+z")
    expect(box).to_have_value("1. sport\n2. talks")


def test_by_keyboard_words_are_made_bold_and_a_link_and_are_stored_so(box: Locator) -> None:
    page = box.page
    box.fill("sport")
    box.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="List", exact=True).first).to_be_focused()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Bold").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("**sport**")
    page.keyboard.press("End")
    page.keyboard.type(" with [friends](https://example.org)")
    page.locator("form[data-desk] button[type=submit]:not([name], [form])").click()
    page.locator("a[href$='/check/']").click()
    said = page.locator("main")
    expect(said.locator("b, strong", has_text="sport").first).to_be_visible()
    expect(said.get_by_role("link", name="friends")).to_have_attribute(
        "href", "https://example.org"
    )


def test_points_pasted_from_a_word_processor_become_a_list(box: Locator) -> None:
    box.evaluate(
        """box => {
            box.focus();
            const data = new DataTransfer();
            data.setData("text/plain", "We do:\\n•\\tsport\\n•\\ttalks");
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true }));
        }"""
    )
    expect(box).to_have_value("We do:\n- sport\n- talks")
