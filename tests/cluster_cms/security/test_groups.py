"""Groups: who belongs, and what a group may do."""

import pytest
from django.contrib.auth.models import AbstractBaseUser, Permission

from cluster_cms.security.accounts import APPROVER, DESK, GROUPS, LEGAL, User, grant, is_member


def test_a_member_belongs_to_its_own_group_alone(legal: User) -> None:
    assert is_member(legal, LEGAL)
    assert is_member(legal, APPROVER, LEGAL)
    assert not is_member(legal, APPROVER)


def test_being_superuser_is_no_membership(admin: User) -> None:
    assert admin.is_superuser
    assert not is_member(admin, *GROUPS)


def test_an_account_put_out_of_use_belongs_nowhere(desk: User) -> None:
    desk.is_active = False
    assert not is_member(desk, DESK)


@pytest.mark.parametrize("role", ["marketing", "legal", "approver", "desk", "privacy_officer"])
def test_every_role_may_enter_the_staff_area(role: str, request: pytest.FixtureRequest) -> None:
    person: AbstractBaseUser = request.getfixturevalue(role)
    assert User.objects.get(pk=person.pk).has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("role", ["marketing", "legal", "approver", "desk", "privacy_officer"])
def test_no_role_may_change_accounts_groups_or_the_site_itself(role: str, request: pytest.FixtureRequest) -> None:
    person = User.objects.get(pk=request.getfixturevalue(role).pk)
    forbidden = {"auth", "wagtailcore.add_workflow", "wagtailcore.change_site", "cluster_cms.change_user"}
    assert not [name for name in person.get_all_permissions() if name in forbidden or name.split(".")[0] == "auth"]


@pytest.mark.django_db
def test_a_right_that_does_not_exist_cannot_be_given() -> None:
    with pytest.raises(Permission.DoesNotExist):
        grant(LEGAL, "cluster_cms.fly")
