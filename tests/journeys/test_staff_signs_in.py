"""A new member of staff enrols a passkey and signs in with it alone, with Chromium's own authenticator."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from cluster_cms.security.accounts import User
from tests.cluster_cms.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def tab(new_context: Callable[..., Any], site_url: str, settings: Settings) -> Page:
    """A browser with a passkey of its own; browsers let no site use them that has only a number for a name."""
    settings.SECOND_FACTOR_REQUIRED = True
    page: Page = new_context(base_url=site_url.replace("127.0.0.1", "localhost"), locale="en-GB").new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def test_a_passkey_is_enrolled_and_opens_the_staff_area_alone(
    tab: Page, admin: User, axe: Callable[[Page], None]
) -> None:
    admin.set_password(PASSWORD)
    admin.save()
    refused: list[str] = []
    tab.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    tab.goto("/admin/")
    axe(tab)
    tab.get_by_label("Username").fill(admin.username)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.locator('a[href$="/passkeys/add/"]').click()
    tab.locator("#passkey").click()
    expect(tab.locator("main ul.num li")).to_have_count(10)
    axe(tab)
    tab.goto("/admin/account/logout/")
    tab.locator("main button[type=submit]").click()
    tab.locator("#passkey_login").click()
    tab.wait_for_url("**/admin/")
    assert not refused
