"""Signing in with a passkey: Chromium's virtual authenticator stands for the finger on the reader."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.steps import prove_again, sign_in, sign_out


def test_a_passkey_is_added_and_opens_the_desk_without_a_password(
    browser: Browser, site: str
) -> None:
    # The standard knows no passkeys for bare numbers of a network.
    site = site.replace("127.0.0.1", "localhost")
    context = browser.new_context()
    context.set_default_timeout(15_000)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    # Nobody else in these tests signs in as the secretariat, who is asked for the passkey from now on.
    sign_in(page, site, "secretariat@example.org")
    page.goto(f"{site}/en/account/2fa/webauthn/add/")
    prove_again(page)
    page.locator("[name=name]").fill("My computer")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.goto(f"{site}/en/account/2fa/webauthn/")
    expect(page.get_by_text("My computer").first).to_be_visible()
    sign_out(page, site)
    page.goto(f"{site}/en/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/admin/**")
    context.close()
