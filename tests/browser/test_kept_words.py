"""Five boxes filled, one bad address, leave, come back: all is there; the same with the server stopped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.running_site import ServerThatStops
from tests.browser.steps import begin_record, sign_in, sign_out

OFFICIAL = "official@example.org"
TYPED = {
    "results": "More young people came.",
    "lessons": "Begin with the school.",
    "factors": "A good director helped.",
    "evaluation_design": "We asked before and after.",
    "evaluation_report": "see the report on our pages",
}


@pytest.fixture
def server(site: str, site_folder: Path) -> Iterator[ServerThatStops]:
    """A second server of the site, which may be stopped without harm to other tests."""
    second = ServerThatStops(site_folder)
    second.start()
    yield second
    second.stop()


def write_five_boxes(page: Page) -> None:
    for name, words in TYPED.items():
        page.locator(f"main [name={name}]").fill(words)


def expect_five_boxes(page: Page) -> None:
    for name, words in TYPED.items():
        expect(page.locator(f"main [name={name}]")).to_have_value(words)


def open_results(page: Page) -> None:
    page.locator(".task-list a[href$='/write/results/']").click()
    expect(page.locator("form[data-desk][data-watched]")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_five_boxes_and_one_bad_address_are_all_there_afterwards(
    context: BrowserContext, site: str, width: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    sign_in(page, site, OFFICIAL)
    begin_record(page, site, f"Kept words at {width}", size="full")
    open_results(page)
    write_five_boxes(page)
    state = page.locator("[data-saved]")
    expect(state).to_contain_text("One answer is kept as you typed it, to be put right")
    # Said where it can be seen, with the way to the box, wherever on the page one is.
    page.locator("main [name=theory_of_change]").scroll_into_view_if_needed()
    expect(state).to_be_in_viewport()
    state.get_by_role("link", name="Evaluation report").click()
    expect(page.locator("main [name=evaluation_report]")).to_be_in_viewport()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("#id_evaluation_report_error")).to_be_visible()
    # All is kept, so nobody is asked whether to leave.
    page.get_by_role("link", name="Back to").first.click()
    expect(page.locator(".task-list")).to_contain_text("To be put right")
    assert asked == []
    open_results(page)
    expect_five_boxes(page)
    expect(page.locator("#id_evaluation_report_error")).to_be_visible()
    page.locator("main [name=evaluation_report]").fill("example.org/report")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".task-list")).not_to_contain_text("To be put right")


def test_five_boxes_written_while_the_server_is_away_are_put_back(
    context: BrowserContext, server: ServerThatStops
) -> None:
    page = context.new_page()
    sign_in(page, server.address, OFFICIAL)
    begin_record(page, server.address, "Kept words, server away", size="full")
    open_results(page)
    address = page.url
    server.stop()
    write_five_boxes(page)
    expect(page.locator("[data-saved]")).to_contain_text("No connection")
    page.close(run_before_unload=False)
    server.start()
    again = context.new_page()
    again.goto(address)
    expect_five_boxes(again)
    expect(again.locator("[data-saved]")).to_contain_text("Saved at")
    third = context.new_page()
    third.goto(address)
    expect_five_boxes(third)
    assert (
        third.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('desk:'))") == []
    )


def test_who_reopens_at_once_what_was_closed_in_mid_typing_finds_it_and_goes_on(
    context: BrowserContext, site: str
) -> None:
    page = context.new_page()
    sign_in(page, site, OFFICIAL)
    begin_record(page, site, "Closed in mid-typing", size="full")
    open_results(page)
    address = page.url
    page.locator("main [name=lessons]").fill("One.")
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("form[data-desk][data-watched]")).to_be_visible()
    lessons = again.locator("main [name=lessons]")
    expect(lessons).to_have_value("One.")
    lessons.press("End")
    lessons.press_sequentially(" Two.")
    again.close(run_before_unload=False)
    third = context.new_page()
    third.goto(address)
    expect(third.locator("main [name=lessons]")).to_have_value("One. Two.")
    third.get_by_role("button", name="Save", exact=True).click()
    expect(third.locator(".task-list")).to_be_visible()


def open_before_the_script_comes(page: Page, address: str) -> Callable[[], None]:
    """A part as it stands while its script is on its way; what is returned lets the script come."""
    on_its_way: list[Route] = []
    page.route("**/js/desk*.js", lambda route: on_its_way.append(route))
    page.goto(address, wait_until="commit")
    expect(page.get_by_role("button", name="Save and go on")).to_be_visible()

    def come() -> None:
        while not on_its_way:
            page.wait_for_timeout(50)
        on_its_way[0].continue_()
        page.unroute("**/js/desk*.js")
        expect(page.locator("form[data-desk][data-watched]")).to_be_visible()

    return come


def test_what_is_typed_before_the_script_has_come_is_saved_like_the_rest(
    context: BrowserContext, site: str
) -> None:
    page = context.new_page()
    sign_in(page, site, OFFICIAL)
    begin_record(page, site, "Typed early", size="full")
    open_results(page)
    address = page.url
    page.close()
    early = context.new_page()
    come = open_before_the_script_comes(early, address)
    early.locator("main [name=lessons]").fill("Early.")
    come()
    expect(early.locator("[data-saved]")).to_contain_text("Saved at")
    early.close()
    # The same from a page that closes before anything was saved; then typed early over what was kept.
    closed = context.new_page()
    come = open_before_the_script_comes(closed, address)
    closed.locator("main [name=lessons]").fill("Early and closed.")
    context.route("**/write/results/", lambda route: route.abort())
    come()
    closed.close(run_before_unload=False)
    context.unroute("**/write/results/")
    both = context.new_page()
    come = open_before_the_script_comes(both, address)
    both.locator("main [name=lessons]").fill("Early again.")
    come()
    found = both.locator("[data-found]")
    expect(found).to_contain_text("Early and closed.")
    expect(both.locator("main [name=lessons]")).to_have_value("Early again.")
    found.get_by_role("button", name="Put my words into the boxes").click()
    expect(both.locator("main [name=lessons]")).to_have_value("Early and closed.")
    expect(both.locator("[data-saved]")).to_contain_text("Saved at")


def test_a_save_whose_answer_was_lost_is_no_conflict(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    sign_in(page, site, OFFICIAL)
    begin_record(page, site, "Answer lost", size="full")
    open_results(page)

    def lose_the_answer(route) -> None:  # type: ignore[no-untyped-def]
        route.fetch()
        route.abort()

    page.route("**/write/results/", lose_the_answer, times=1)
    page.locator("main [name=lessons]").fill("One.")
    expect(page.locator("[data-saved]")).to_contain_text("No connection")
    page.locator("main [name=lessons]").fill("One. Two.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    page.reload()
    expect(page.locator("main [name=lessons]")).to_have_value("One. Two.")


def test_words_of_an_ended_session_are_put_back_and_go_with_signing_out(
    context: BrowserContext, site: str
) -> None:
    page = context.new_page()
    sign_in(page, site, OFFICIAL)
    begin_record(page, site, "Session ended", size="full")
    open_results(page)
    address = page.url
    context.clear_cookies()
    page.locator("main [name=lessons]").fill("Long thought about.")
    expect(page.locator("[data-saved]")).to_contain_text("You were signed out")
    page.close(run_before_unload=False)
    again = context.new_page()
    sign_in(again, site, OFFICIAL)
    again.goto(address)
    expect(again.locator("main [name=lessons]")).to_have_value("Long thought about.")
    expect(again.locator("[data-saved]")).to_contain_text("Saved at")
    context.route("**/write/results/", lambda route: route.abort())
    again.locator("main [name=lessons]").fill("Never saved.")
    expect(again.locator("[data-saved]")).to_contain_text("No connection")
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('desk:')).length"
    assert again.evaluate(kept) == 1
    again.on("dialog", lambda dialog: dialog.accept())
    sign_out(again, site)
    assert again.evaluate(kept) == 0
    assert re.search(r"/en/", again.url)
