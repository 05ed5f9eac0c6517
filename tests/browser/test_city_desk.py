"""A coordinator invites a colleague, who makes an account and sees the city's desk: in a browser, without
scripts too, in Turkish; axe finds nothing on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit.instruments import find_with_axe
from tests.browser.steps import mails, prove_again, sign_in, sign_out


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, locale="tr-TR")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_from_invitation_to_the_desk(
    visitor: Page, site: str, site_folder: Path, request: pytest.FixtureRequest
) -> None:
    name = "with" if "with scripts" in request.node.name else "without"
    email = f"{name}@aarhus.example"
    sign_in(visitor, site, "coordinator@example.org", "tr")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Aarhus")
    visitor.get_by_role("link", name="Kişiler ve davetler").click()
    visitor.get_by_label("e-posta adresi").fill(email)
    visitor.get_by_label("Kent görevlisi").check()
    visitor.get_by_role("button", name="Davet et").click()
    expect(visitor.locator(".messages")).to_contain_text(f"{email} davet edildi.")
    (mail,) = mails(site_folder, email)
    assert "Alliance Exchange" in mail
    link = re.search(r"http://\S+/tr/invitation/\S+/", mail)
    assert link is not None
    sign_out(visitor, site, "tr")
    visitor.goto(link[0])
    visitor.locator("[name=first_name]").fill("Ayşe")
    visitor.locator("[name=last_name]").fill("Yıldız")
    visitor.locator("[name=password1]").fill("uzun ve gizli bir parola")
    visitor.locator("[name=password2]").fill("another one")
    visitor.get_by_role("button", name="Daveti kabul et").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.locator("[name=first_name]")).to_have_value("Ayşe")
    visitor.locator("[name=password1]").fill("uzun ve gizli bir parola")
    visitor.locator("[name=password2]").fill("uzun ve gizli bir parola")
    visitor.get_by_role("button", name="Daveti kabul et").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Aarhus")
    expect(visitor.locator(".desk-list__item").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/de/my-city/aarhus/",
        "/ru/my-city/aarhus/?state=draft",
        "/fr/my-city/aarhus/people/",
        "/it/account/2fa/",
        "/tr/account/2fa/totp/activate/",
        "/ru/account/password/change/",
        "/en/account/logout/",
    ],
)
def test_axe_finds_nothing_at_the_desk(browser: Browser, site: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, site, "coordinator@example.org")
    page.goto(site + path)
    prove_again(page)
    assert find_with_axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_code_to_scan_stands_on_white_in_the_dark_scheme_too(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    sign_in(page, site, "coordinator@example.org")
    page.goto(f"{site}/en/account/2fa/totp/activate/")
    prove_again(page)
    code = page.locator("main form img")
    expect(code).to_be_visible()
    ground = code.evaluate("image => getComputedStyle(image).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    context.close()
