"""`load_demo` fills an empty site, keeps what people have changed, and gives each role a password of its own."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Model
from pytest_django import Settings
from wagtail.models import Page, Revision, Site

from cluster_cms.demo import ROLES
from cluster_cms.pages.media import CustomImage
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from tests.infrastructure.template import Template


@pytest.fixture(autouse=True)
def accounts(database: None, settings: Settings, tmp_path: Path) -> Path:
    """The file of accounts, in a folder of the test's own."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "demo-accounts.txt"


def state() -> list[list[object]]:
    kinds: list[type[Model]] = [Page, Revision, User, CustomImage, AuditEntry, CompanySettings, DeskSettings]
    return [list(kind._default_manager.order_by("pk").values_list()) for kind in kinds]


def load() -> None:
    call_command("load_demo", verbosity=0)


def test_loaded_again_it_changes_nothing(accounts: Path) -> None:
    before = state()
    load()
    assert state() == before
    assert not accounts.exists()


def test_changed_content_stays_changed(home_page: Page) -> None:
    profile = home_page.get_children().get(slug="corporate-profile").specific
    profile.title = "会社について"
    profile.save_revision().publish()
    desk = DeskSettings.for_site(Site.objects.get(is_default_site=True))
    desk.phone = "03-1111-1111"
    desk.save()
    home_page.get_children().get(slug="news").delete()
    before = state()
    load()
    assert state() == before


def test_there_is_one_account_for_each_role() -> None:
    found = {person.username: list(person.groups.values_list("name", flat=True)) for person in User.objects.all()}
    assert found == {role: [group] if group else [] for role, group in ROLES.items()}
    assert [person.username for person in User.objects.filter(is_superuser=True)] == ["admin"]


def test_the_passwords_in_the_file_open_the_accounts(template: Template) -> None:
    lines = [line.split() for line in template.accounts.read_text().splitlines()]
    assert [role for role, _name, _password in lines] == list(ROLES)
    assert all(authenticate(username=name, password=password) for _role, name, password in lines)
    assert len({password for _role, _name, password in lines}) == len(ROLES)
    assert stat.S_IMODE(template.accounts.stat().st_mode) == 0o600


def test_a_missing_account_is_made_again_and_its_old_line_replaced(accounts: Path) -> None:
    accounts.write_text("desk desk old-word\nlegal legal kept-word\n")
    accounts.chmod(0o644)
    User.objects.filter(username="desk").update(username="former")
    load()
    lines = accounts.read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["legal", "desk"]
    assert authenticate(username="desk", password=lines[1].split()[2])
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600


def test_an_interrupted_load_leaves_nothing(monkeypatch: pytest.MonkeyPatch, accounts: Path) -> None:
    def fail(stage: object) -> None:
        raise ZeroDivisionError

    User.objects.filter(username="desk").update(username="former")
    before = state()
    monkeypatch.setattr("cluster_cms.management.commands.load_demo.demo_loaders", lambda: [fail])
    with pytest.raises(ZeroDivisionError):
        load()
    assert state() == before
    assert not accounts.exists()


def test_a_site_of_people_is_refused_by_its_settings(settings: Settings) -> None:
    settings.SAMPLE_KEYS_IN, before = "", state()
    with pytest.raises(CommandError, match="these settings are not the demo's"):
        load()
    assert state() == before


def test_a_database_with_the_accounts_of_people_is_refused() -> None:
    for person in User.objects.all():
        person.username = f"suzuki-{person.pk}"
        person.save()
    before = state()
    with pytest.raises(CommandError, match="has the accounts of people"):
        load()
    assert state() == before
