"""A person with a known password, signing in as people do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from pytest_django import Settings

from cluster_cms.security.accounts import User
from tests.infrastructure.cast import SAME_ORIGIN

PASSWORD = "seven paper lanterns at dusk"
LOGIN = "/admin/account/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
Browser = Callable[..., Client]


@pytest.fixture
def strict(settings: Settings) -> Settings:
    """The settings of a public site: a second factor, and proofs before changes of power."""
    settings.SECOND_FACTOR_REQUIRED = settings.PROOF_REQUIRED = True
    return settings


@pytest.fixture
def editor(admin: User, settings: Settings) -> User:
    settings.SESSION_IDLE, settings.SESSION_COOKIE_AGE = timedelta(hours=1), 8 * 60 * 60
    admin.set_password(PASSWORD)
    admin.save()
    return admin


@pytest.fixture
def tab(database: None) -> Client:
    """The browser of somebody who is not signed in yet."""
    return Client(headers=SAME_ORIGIN)


def sign_in(client: Client, user: User, password: str = PASSWORD) -> str:
    """Send name and password; return where the answer leads, empty when it is no redirect."""
    response = client.post(LOGIN, {"login": user.username, "password": password})
    return response.headers.get("Location", "")


def code(secret: str, periods: int = 0) -> str:
    """Return the code of an app, of the period now or some periods later."""
    counter = [*totp.yield_hotp_counters_from_time()][1] + periods
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def enrol_app(client: Client) -> str:
    """Enrol an authenticator app in a session that has just given the password; return its secret."""
    client.get("/admin/account/factors/app/add/")
    secret = str(client.session["mfa.totp.secret"])
    assert client.post("/admin/account/factors/app/add/", {"code": code(secret)}).status_code == 302
    return secret
