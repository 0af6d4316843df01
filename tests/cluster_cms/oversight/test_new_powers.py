"""Whoever has just come to a power waits for a day, unless somebody who had it before confirms."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.log_actions import LogContext

from cluster_cms.oversight.new_powers import MayNotConfirm, confirm_power, waits_until
from cluster_cms.security.accounts import APPROVER, PRIVACY, User
from policy.permissions import may_promulgate
from tests.infrastructure.cast import Clock

SignIn = Callable[[User], Client]


def join(user: User, name: str, by: User) -> None:
    with LogContext(user=by):
        user.groups.add(Group.objects.get(name=name))


def test_a_superuser_who_makes_himself_approver_waits_for_a_day(admin: User, clock: Clock) -> None:
    assert not may_promulgate(admin)
    join(admin, APPROVER, by=admin)
    assert not may_promulgate(admin)
    clock.forward(hours=23, minutes=59)
    assert not may_promulgate(admin)
    clock.forward(minutes=2)
    assert may_promulgate(admin)


GAINS: dict[str, Callable[[User], object]] = {
    "password": lambda user: user.set_password("Tadashii-Uma-Denchi-9"),
    "email": lambda user: setattr(user, "email", "mine@example.com"),
    "username": lambda user: setattr(user, "username", "mine"),
}


@pytest.mark.parametrize("gain", GAINS)
@pytest.mark.parametrize("by_another", [True, False])
def test_an_approver_whose_sign_in_somebody_else_has_set_waits(
    gain: str, by_another: bool, admin: User, approver: User
) -> None:
    assert may_promulgate(approver)
    GAINS[gain](approver)
    with LogContext(user=admin if by_another else approver):
        approver.save()
    assert may_promulgate(approver) is not by_another


def test_an_account_that_is_woken_and_a_group_that_is_renamed_wait(
    approver: User, marketing: User, privacy_officer: User
) -> None:
    User.objects.filter(pk=approver.pk).update(is_active=False)
    User.objects.filter(pk=approver.pk).update(is_active=True)
    assert waits_until(User.objects.get(pk=approver.pk), APPROVER)
    Group.objects.filter(name=APPROVER).update(name="Old")
    Group.objects.filter(name="Marketing").update(name=APPROVER)
    assert not may_promulgate(marketing)
    confirm_power(account=marketing, group=APPROVER, actor=privacy_officer)
    assert may_promulgate(marketing)


def test_the_officer_or_an_earlier_approver_ends_the_wait(
    admin: User, desk: User, approver: User, privacy_officer: User
) -> None:
    for user, by in ((admin, privacy_officer), (desk, approver)):
        join(user, APPROVER, by=admin)
        confirm_power(account=user, group=APPROVER, actor=by)
        assert may_promulgate(user)


def test_nobody_confirms_himself_and_no_newcomer_confirms_another(admin: User, desk: User, legal: User) -> None:
    join(admin, APPROVER, by=admin)
    join(admin, PRIVACY, by=admin)
    join(desk, APPROVER, by=admin)
    for actor, account in ((admin, admin), (admin, desk), (legal, desk)):
        with pytest.raises(MayNotConfirm):
            confirm_power(account=account, group=APPROVER, actor=actor)


def test_an_officer_who_becomes_approver_does_not_confirm_herself(admin: User, privacy_officer: User) -> None:
    join(privacy_officer, APPROVER, by=admin)
    with pytest.raises(MayNotConfirm):
        confirm_power(account=privacy_officer, group=APPROVER, actor=privacy_officer)
    assert not may_promulgate(privacy_officer)


def test_the_screen_confirms_for_the_officer_and_refuses_others(
    admin: User, privacy_officer: User, legal: User, signed_in: SignIn
) -> None:
    join(admin, APPROVER, by=admin)
    page = signed_in(privacy_officer).get("/admin/confirmations/")
    assert f'value="{admin.pk}"' in page.content.decode()
    for other in (legal, admin):
        client = signed_in(other)
        assert f'name="approver" value="{admin.pk}"' not in client.get("/admin/confirmations/").content.decode()
        client.post("/admin/confirmations/", {"approver": admin.pk})
        assert not may_promulgate(admin)
    signed_in(privacy_officer).post("/admin/confirmations/", {"approver": admin.pk})
    assert may_promulgate(admin)


@pytest.mark.parametrize("wrong", ["", "x", "-1", "9" * 40, "999999"])
def test_a_wrong_number_is_no_fault(wrong: str, privacy_officer: User, signed_in: SignIn) -> None:
    assert signed_in(privacy_officer).post("/admin/confirmations/", {"approver": wrong}).status_code == 404
