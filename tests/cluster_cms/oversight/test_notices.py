"""A change is mailed to whom it concerns and to the privacy officers, without more about a person than a number."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core import mail as sent
from wagtail.log_actions import LogContext

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.oversight.notices import CHANGE_NOTICE
from cluster_cms.oversight.recording import without_notices
from cluster_cms.security.accounts import APPROVER, DESK, User


@pytest.fixture
def notices(database: None) -> Callable[[], dict[str, str]]:
    """Sends what waits; returns subject and text by recipient."""
    OutboxMail.objects.all().delete()

    def send() -> dict[str, str]:
        send_due_mails()
        assert not OutboxMail.objects.filter(kind=CHANGE_NOTICE).exclude(state="sent").exists()
        return {mail.to[0]: f"{mail.subject}\n{mail.body}" for mail in sent.outbox}

    return send


Notices = Callable[[], dict[str, str]]


def test_who_is_made_approver_and_the_officer_are_told(admin: User, privacy_officer: User, notices: Notices) -> None:
    with LogContext(user=admin):
        admin.groups.add(Group.objects.get(name=APPROVER))
    told = notices()
    assert set(told) == {admin.email, privacy_officer.email}
    assert f"+ {Group.objects.get(name=APPROVER).pk} {APPROVER}" in told[privacy_officer.email]
    assert f"no. {admin.pk}" in told[privacy_officer.email] or f"番号 {admin.pk}" in told[privacy_officer.email]


def test_the_old_address_is_told_of_a_new_one_and_neither_names_the_other(
    admin: User, approver: User, privacy_officer: User, notices: Notices
) -> None:
    old = approver.email
    with LogContext(user=admin):
        approver.email = "elsewhere@example.net"
        approver.save()
    told = notices()
    assert set(told) == {old, approver.email, privacy_officer.email}
    for text in told.values():
        assert "@" not in text


def test_a_deleted_account_is_told_at_its_address(desk: User, privacy_officer: User, notices: Notices) -> None:
    User(username="leaves", email="leaves@example.com").save()
    notices()
    User.objects.get(username="leaves").delete()
    assert "leaves@example.com" in notices()


def test_members_are_told_of_another_right_of_their_group(desk: User, privacy_officer: User, notices: Notices) -> None:
    Group.objects.get(name=DESK).permissions.clear()
    assert {desk.email, privacy_officer.email} <= set(notices())


def test_one_transaction_is_one_mail_to_each(desk: User, privacy_officer: User, notices: Notices) -> None:
    desk.is_superuser, desk.email = True, "other@example.com"
    desk.save()
    notices()
    assert sorted(mail.to[0] for mail in sent.outbox).count(privacy_officer.email) == 1


def test_a_site_that_is_being_filled_tells_nobody(desk: User, notices: Notices) -> None:
    with without_notices():
        desk.is_superuser = True
        desk.save()
    assert notices() == {}
