"""Nobody reaches the staff area of a public site by a password alone, whichever address is used."""

from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from cluster_cms.security.accounts import User
from cluster_cms.sign_in.secrets import SecondFactorSecret, unseal
from tests.cluster_cms.sign_in.conftest import PASSWORD, code, enrol_app, sign_in

STAFF = ["/admin/", "/admin/users/", "/admin/account/", "/admin/inquiries/", "/admin/account/email/", "/admin/sprite/"]


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/login/?next=/admin/users/"])
def test_wagtails_sign_in_takes_no_password(editor: User, tab: Client, address: str) -> None:
    response = tab.post(address, {"username": editor.username, "password": PASSWORD})
    assert unquote(response.headers["Location"]) == address.replace("/admin/login/", "/admin/account/login/")
    assert tab.get("/admin/").status_code == 302


@pytest.mark.parametrize("rest", ["", "done/", "confirm/MQ/set-password/", "complete/"])
def test_wagtails_password_reset_leads_to_ours(tab: Client, rest: str) -> None:
    for ask in (tab.get, tab.post):
        assert ask(f"/admin/password_reset/{rest}").headers["Location"] == "/admin/account/password/reset/"


def test_who_has_no_second_factor_reaches_enrolment_and_nothing_else(
    editor: User, tab: Client, strict: Settings
) -> None:
    assert sign_in(tab, editor) == "/admin/"
    for address in STAFF:
        for ask in (tab.get, tab.post):
            response = ask(address)
            assert (response.status_code, response.headers["Location"]) == (302, "/admin/account/factors/")
    assert tab.get("/admin/account/factors/").status_code == 200


@pytest.mark.usefixtures("committed_db")
def test_enrolment_opens_the_session_in_which_it_is_done(editor: User, tab: Client, strict: Settings) -> None:
    sign_in(tab, editor)
    enrol_app(tab)
    assert tab.get("/admin/").status_code == 200


@pytest.mark.usefixtures("committed_db")
def test_the_next_sign_in_asks_for_the_code(editor: User, tab: Client, strict: Settings) -> None:
    sign_in(tab, editor)
    secret = enrol_app(tab)
    tab.logout()
    assert sign_in(tab, editor) == "/admin/account/factors/sign-in/"
    assert tab.get("/admin/").status_code == 302
    assert tab.post("/admin/account/factors/sign-in/", {"code": "000000"}).status_code == 200
    response = tab.post("/admin/account/factors/sign-in/", {"code": code(secret, 1)})
    assert response.headers["Location"] == "/admin/"
    assert tab.get("/admin/").status_code == 200


@pytest.mark.usefixtures("committed_db")
def test_a_recovery_code_opens_once(editor: User, tab: Client, strict: Settings) -> None:
    sign_in(tab, editor)
    enrol_app(tab)
    first, *_others = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()
    for expected in (302, 200):
        tab.logout()
        sign_in(tab, editor)
        assert tab.post("/admin/account/factors/sign-in/", {"code": first}).status_code == expected


@pytest.mark.usefixtures("committed_db")
def test_recovery_codes_are_shown_once(editor: User, tab: Client) -> None:
    sign_in(tab, editor)
    enrol_app(tab)
    [first, *_rest] = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()
    shown = [first in tab.get("/admin/account/factors/codes/").content.decode() for _time in range(2)]
    assert shown == [True, False]


@pytest.mark.usefixtures("committed_db")
def test_a_session_that_came_past_the_second_factor_is_thrown_out(editor: User, tab: Client, strict: Settings) -> None:
    sign_in(tab, editor)
    enrol_app(tab)
    other = Client()
    editor.refresh_from_db()
    other.force_login(editor)
    assert other.get("/admin/account/factors/app/remove/").headers["Location"] == "/admin/account/login/"
    assert "_auth_user_id" not in other.session


@pytest.mark.usefixtures("committed_db")
def test_the_last_second_factor_stays(editor: User, tab: Client, strict: Settings) -> None:
    sign_in(tab, editor)
    enrol_app(tab)
    tab.post("/admin/account/factors/app/remove/")
    passkey = Authenticator.objects.create(user=editor, type="webauthn", data={"name": "key", "credential": {}})
    Authenticator.objects.filter(type="totp").delete()
    tab.post(f"/admin/account/passkeys/{passkey.pk}/remove/")
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_secrets_are_stored_encrypted_and_go_with_their_authenticator(editor: User, tab: Client) -> None:
    sign_in(tab, editor)
    secret = enrol_app(tab)
    app = Authenticator.objects.get(user=editor, type="totp")
    assert secret not in str(app.data)
    assert unseal(app.data["secret"]) == secret
    assert secret.encode() not in SecondFactorSecret.objects.get(pk=app.data["secret"]).__dict__["secret"]
    Authenticator.objects.filter(user=editor).delete()
    assert not SecondFactorSecret.objects.exists()


def test_nobody_signs_up(tab: Client) -> None:
    assert tab.get("/admin/account/signup/").status_code == 404
    assert tab.post("/admin/account/signup/", {"username": "x", "password1": PASSWORD}).status_code == 404


def test_the_demo_lets_its_accounts_in_by_password(editor: User, tab: Client) -> None:
    assert sign_in(tab, editor) == "/admin/"
    assert tab.get("/admin/").status_code == 200
