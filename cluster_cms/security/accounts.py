"""Staff accounts, and their groups with the few ways in which an app gives a group a right."""

from django.contrib.auth.models import AbstractUser, Group, Permission
from wagtail.models import GroupPagePermission, Page

MARKETING = "Marketing"
LEGAL = "Legal"
APPROVER = "Approver"
DESK = "Desk"
PRIVACY = "Privacy officer"
GROUPS = (MARKETING, LEGAL, APPROVER, DESK, PRIVACY)


class User(AbstractUser):
    """A member of staff. Visitors have no account."""


def is_member(user: User, *names: str) -> bool:
    """Tell whether the account is active and in one of the groups; a superuser is in none by that alone."""
    return user.is_active and user.groups.filter(name__in=names).exists()


def make_groups() -> None:
    for name in GROUPS:
        Group.objects.get_or_create(name=name)
        grant(name, "wagtailadmin.access_admin")


def grant(group_name: str, *codenames: str) -> None:
    """Give a group rights named `app_label.codename`. Raises Permission.DoesNotExist for an unknown one."""
    group = Group.objects.get(name=group_name)
    for codename in codenames:
        app_label, name = codename.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=name))


def grant_on_page(group_name: str, page: Page, *codenames: str) -> None:
    """Give a group rights such as `change_page` on a page and all below it."""
    group = Group.objects.get(name=group_name)
    for codename in codenames:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=Page(pk=page.pk), permission=permission)
