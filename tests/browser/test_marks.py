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


def test_a_link_is_made_by_asking_for_words_and_address(box: Locator) -> None:
    page = box.page
    box.fill("Ask us.")
    page.keyboard.press("Control+a")
    toolbar = page.locator("[role=toolbar]:has(+ textarea[name=description])")
    toolbar.get_by_role("button", name="Link").click()
    asked = page.get_by_role("dialog")
    expect(asked.get_by_label("Words that readers see")).to_have_value("Ask us.")
    asked.get_by_label("Web address or e-mail address").fill("www.aarhus.example/a (b)")
    asked.get_by_role("button", name="Put in the link").click()
    expect(asked).to_be_visible()  # an address has no spaces
    asked.get_by_label("Web address or e-mail address").fill("www.aarhus.example/(b)")
    asked.get_by_role("button", name="Put in the link").click()
    expect(box).to_have_value("[Ask us.](<https://www.aarhus.example/(b)>)")
    # Where the cursor stands in a link, that one is changed; cancelling changes nothing.
    box.press("Home")
    box.press("ArrowRight")
    toolbar.get_by_role("button", name="Link").click()
    expect(asked.get_by_label("Web address or e-mail address")).to_have_value(
        "https://www.aarhus.example/(b)"
    )
    asked.get_by_role("button", name="Cancel").click()
    expect(box).to_have_value("[Ask us.](<https://www.aarhus.example/(b)>)")


def test_pasted_links_and_bold_words_keep_what_they_are(box: Locator) -> None:
    box.evaluate(
        """box => {
            box.focus();
            const data = new DataTransfer();
            data.setData("text/plain", "We are open. See here. sport talks");
            data.setData("text/html", "<p>We are <b>open</b>. See <a href='https://example.org/x'>here</a>.</p>"
                + "<ul><li>sport</li><li>talks</li></ul>");
            box.dispatchEvent(new ClipboardEvent(
                "paste", { clipboardData: data, cancelable: true, bubbles: true }));
        }"""
    )
    expect(box).to_have_value(
        "We are **open**. See [here](https://example.org/x).\n\n- sport\n- talks"
    )


def test_a_day_at_the_start_of_a_line_begins_no_list(box: Locator) -> None:
    box.focus()
    type_words(box.page, "24. November 2015", "Then more.")
    expect(box).to_have_value("24. November 2015\nThen more.")


def test_a_subject_is_found_by_a_word_and_stands_on_top_when_ticked(box: Locator) -> None:
    page = box.page
    page.goto(page.url.replace("/write/work/", "/write/subjects/"))
    theme = page.locator("[data-subjects]").first
    theme.get_by_label("Find in this list by a word").fill("prison")
    expect(theme.locator("[data-said]")).to_have_text("Found: 1")
    theme.locator("[data-subject]:visible input").check()
    expect(theme.locator("[data-ticked] li")).to_have_count(1)
    expect(theme.locator("[data-ticked] li")).to_contain_text("rison")
