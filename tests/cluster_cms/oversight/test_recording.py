"""Each change of power is one entry of the chain, whatever door it comes through."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from wagtail.log_actions import LogContext
from wagtail.models import GroupPagePermission, Page, Site

from cluster_cms.mail.wording import MailText
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.accounts import APPROVER, LEGAL, User, end_sessions
from cluster_cms.security.audit import AuditEntry


@pytest.fixture
def entries(database: None) -> Callable[[], list[tuple[str, str, dict[str, Any]]]]:
    """Returns action, subject and data of the entries since the test began."""
    since = AuditEntry.objects.count()

    def found() -> list[tuple[str, str, dict[str, Any]]]:
        return [(one.action, one.subject, json.loads(one.data)) for one in AuditEntry.objects.all()[since:]]

    return found


Entries = Callable[[], list[tuple[str, str, dict[str, Any]]]]


def test_a_superuser_who_makes_himself_approver_is_an_entry(admin: User, entries: Entries) -> None:
    group = Group.objects.get(name=APPROVER)
    with LogContext(user=admin):
        group.user_set.add(admin)
    assert entries() == [("account.changed", f"account:{admin.pk}", {"groups.added": f"{group.pk} {APPROVER}"})]
    assert AuditEntry.objects.order_by("-position")[0].actor_id == admin.pk


def test_a_password_set_by_somebody_else_is_an_entry_without_the_password(
    admin: User, approver: User, entries: Entries
) -> None:
    with LogContext(user=admin):
        approver.set_password("Tadashii-Uma-Denchi-9")
        approver.save()
    assert entries() == [("account.changed", f"account:{approver.pk}", {"password": "changed"})]


def in_bulk(user: User) -> None:
    user.is_superuser = True
    User.objects.bulk_update([user], ["is_superuser"])


def by_saving(user: User, **options: Any) -> None:
    user.is_superuser = True
    user.save(**options)


DOORS: dict[str, Callable[[User], object]] = {
    "save": by_saving,
    "update_fields": partial(by_saving, update_fields=["is_superuser"]),
    "update": lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
    "bulk_update": in_bulk,
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_to_a_field_is_seen(door: str, desk: User, entries: Entries) -> None:
    DOORS[door](desk)
    data = {"is_superuser.before": False, "is_superuser.after": True}
    assert entries() == [("account.changed", f"account:{desk.pk}", data)]


MEMBERSHIP_DOORS: dict[str, Callable[[User, Group], object]] = {
    "add": lambda user, group: user.groups.add(group),
    "set": lambda user, group: user.groups.set([*user.groups.all(), group]),
    "reverse add": lambda user, group: group.user_set.add(user),
    "reverse set": lambda user, group: group.user_set.set([*group.user_set.all(), user]),
}


@pytest.mark.parametrize("door", MEMBERSHIP_DOORS)
def test_every_door_to_a_membership_is_seen(door: str, desk: User, entries: Entries) -> None:
    group = Group.objects.get(name=LEGAL)
    MEMBERSHIP_DOORS[door](desk, group)
    assert entries() == [("account.changed", f"account:{desk.pk}", {"groups.added": f"{group.pk} {LEGAL}"})]


def test_clearing_and_deleting_a_group_are_entries_of_its_members(approver: User, entries: Entries) -> None:
    group = Group.objects.get(name=APPROVER)
    name = f"group:{group.pk}"
    group.user_set.clear()
    group.user_set.add(approver)
    group.delete()
    found = [list(data) for action, subject, data in entries() if subject == f"account:{approver.pk}"]
    assert found == [["groups.removed"], ["groups.added"], ["groups.removed"]]
    assert ("group.deleted", name) in [one[:2] for one in entries()]


def test_one_transaction_is_one_entry_for_each_row(entries: Entries) -> None:
    with transaction.atomic():
        user = User(username="new", email="new@example.com")
        user.save()
        user.groups.add(Group.objects.get(name=LEGAL))
        user.user_permissions.add(Permission.objects.get(codename="change_mailtext"))
    ((action, subject, data),) = entries()
    assert (action, subject, data["groups.added"].split()[1]) == ("account.created", f"account:{user.pk}", LEGAL)
    assert data["user_permissions.added"].endswith("cluster_cms.change_mailtext")


def test_a_mail_address_is_recorded_as_a_keyed_hash_alone(desk: User, entries: Entries) -> None:
    desk.email = "Somebody@example.org"
    desk.save()
    ((_action, _subject, data),) = entries()
    assert set(data) == {"email.before", "email.after"}
    assert "somebody" not in str(data).lower()
    assert all(len(value) == 16 for value in data.values())


def test_what_is_rolled_back_or_undone_leaves_no_entry(desk: User, entries: Entries) -> None:
    with transaction.atomic():
        with transaction.atomic():
            User.objects.filter(pk=desk.pk).update(is_superuser=True)
            transaction.set_rollback(True)
        User.objects.filter(pk=desk.pk).update(is_staff=not desk.is_staff)
        User.objects.filter(pk=desk.pk).update(is_staff=desk.is_staff)
    assert entries() == []


def test_signing_in_is_no_change(signed_in: Callable[[User], Client], desk: User, entries: Entries) -> None:
    signed_in(desk)
    assert entries() == []


def test_without_its_entry_a_change_is_not_stored(
    desk: User, monkeypatch: pytest.MonkeyPatch, entries: Entries
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError("the chain")

    monkeypatch.setattr("cluster_cms.security.audit.entries_of", fail)
    with pytest.raises(OSError, match="the chain"), transaction.atomic():
        User.objects.filter(pk=desk.pk).update(is_superuser=True)
    assert not User.objects.get(pk=desk.pk).is_superuser


def test_rights_on_pages_given_in_bulk_are_entries(entries: Entries) -> None:
    group, page = Group.objects.get(name=LEGAL), Page.objects.get(depth=1)
    permission = Permission.objects.get(codename="publish_page")
    made = GroupPagePermission.objects.bulk_create([GroupPagePermission(group=group, page=page, permission=permission)])
    GroupPagePermission.objects.filter(pk=made[0].pk).delete()
    assert [one[0] for one in entries()] == ["group_page_right.created", "group_page_right.deleted"]
    assert entries()[0][2]["group.after"] == f"{group.pk} {LEGAL}"


def test_settings_site_and_texts_are_entries(site: Site, entries: Entries) -> None:
    desk = DeskSettings.objects.get(site=site)
    desk.retention_months = 1
    desk.representative = "nobody"
    desk.save()
    site.hostname = "www.example.org"
    site.save()
    MailText.objects.create(kind="inquiry.desk", subject_ja="件名", body_ja="本文", subject_en="S", body_en="B")
    first, second, third = entries()
    assert first[2] == {"retention_months.before": 12, "retention_months.after": 1}
    assert (second[0], second[2]["hostname.after"]) == ("site.changed", "www.example.org")
    assert third == ("mail_text.created", "mail_text:inquiry.desk", {})


def test_what_nobody_has_changed_is_no_entry(admin: User, entries: Entries, settings: Settings) -> None:
    admin.set_password("seven paper lanterns")
    with LogContext(user=admin):
        admin.save()
    before = len(entries())
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    assert admin.check_password("seven paper lanterns")
    end_sessions(admin)
    assert User.objects.get(pk=admin.pk).password.startswith("pbkdf2")
    assert len(entries()) == before
