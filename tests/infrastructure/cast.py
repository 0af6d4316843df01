"""The people, their browsers' plainest stand-in, the clock, and the pages every test knows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from cluster_cms.pages import content_stamp, last_identity
from cluster_cms.security.accounts import User
from tests.infrastructure.template import Template

TOKYO = ZoneInfo("Asia/Tokyo")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Runs the test once for each language of the site."""
    return str(request.param)


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads what another one has cached or remembered, and none depends on when that is read anew."""
    cache.clear()
    content_stamp.reader.forget()
    last_identity.clear()
    monkeypatch.setattr(content_stamp, "READ_EVERY", 3_600)


# --- People -----------------------------------------------------------------------------------------------


@pytest.fixture
def person(template: Template, database: None) -> Callable[[str], User]:
    """Finds the demo's account of a role: marketing, legal, approver, desk, privacy, admin."""
    lines = [line.split() for line in template.accounts.read_text().splitlines()]
    usernames = {role: username for role, username, _password in lines}
    return lambda role: User.objects.get(username=usernames[role])


@pytest.fixture
def marketing(person: Callable[[str], User]) -> User:
    return person("marketing")


@pytest.fixture
def legal(person: Callable[[str], User]) -> User:
    return person("legal")


@pytest.fixture
def approver(person: Callable[[str], User]) -> User:
    return person("approver")


@pytest.fixture
def desk(person: Callable[[str], User]) -> User:
    return person("desk")


@pytest.fixture
def privacy_officer(person: Callable[[str], User]) -> User:
    return person("privacy")


@pytest.fixture
def admin(person: Callable[[str], User]) -> User:
    return person("admin")


@pytest.fixture
def visitor(database: None) -> Client:
    """Somebody without an account, whose browser says that forms come from our own pages."""
    return Client(enforce_csrf_checks=True, headers=SAME_ORIGIN)


@pytest.fixture
def signed_in(database: None) -> Callable[[User], Client]:
    """Returns a client in which the person is signed in; CSRF checks are left to the tests about them."""

    def sign_in(user: User) -> Client:
        client = Client(headers=SAME_ORIGIN)
        client.force_login(user)
        return client

    return sign_in


# --- Time -------------------------------------------------------------------------------------------------


class Clock:
    """The time that the code under test reads, once it is set. Texts are Tokyo time: "2026-12-01 00:00"."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._now = timezone.now()

    def set(self, moment: str | datetime) -> datetime:
        """Stop the clock at a moment and return it, aware."""
        given = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        self._now = given if given.tzinfo else given.replace(tzinfo=TOKYO)
        self._monkeypatch.setattr(timezone, "now", lambda: self._now)
        return self._now

    def forward(self, **amount: float) -> datetime:
        """Set the clock forward, for example by `days=1, hours=2`, and return the new moment."""
        return self.set(self._now + timedelta(**amount))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the code under test; it runs on until a test sets it."""
    return Clock(monkeypatch)


# --- Pages ------------------------------------------------------------------------------------------------


def live_page(model_name: str, language: str = "ja") -> Page:
    """Return the one live page of a type ("contact.contactpage") in a language, as its own class."""
    app_label, model = model_name.split(".")
    found = Page.objects.live().filter(
        content_type__app_label=app_label, content_type__model=model, locale__language_code=language
    )
    return found.get().specific


def take_down(page: Page) -> None:
    """Unpublish a page as only SQL can: the site refuses to lose a home page and the last contact page."""
    Page.objects.filter(pk=page.pk).update(live=False)


@pytest.fixture
def site(database: None) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def home_page(database: None) -> Page:
    return live_page("home.homepage")


@pytest.fixture
def policy_page(database: None) -> Page:
    return live_page("policy.policypage")


@pytest.fixture
def contact_page(database: None) -> Page:
    return live_page("contact.contactpage")
