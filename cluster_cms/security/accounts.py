"""Staff accounts, and their groups with the few ways in which an app gives a group a right."""

from contextvars import ContextVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import models
from django.utils.crypto import salted_hmac
from wagtail.models import GroupPagePermission, Page

MARKETING = "Marketing"
LEGAL = "Legal"
APPROVER = "Approver"
DESK = "Desk"
PRIVACY = "Privacy officer"
COLLEAGUE = "Colleague"  # may open the staff area, and nothing in it but what the desk asks
# Whether a password that was given is stored anew under a stronger hash: nobody has changed it.
rehashing: ContextVar[bool] = ContextVar("rehashing", default=False)
GROUPS = (MARKETING, LEGAL, APPROVER, DESK, PRIVACY, COLLEAGUE)


class User(AbstractUser):
    """A member of staff. Visitors have no account.

    A session ends when password, mail address or `session_epoch` is no longer what it was when the session began.
    """

    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    def check_password(self, raw_password: str | None) -> bool:
        """Check as Django does, which stores the same password again where its hash is out of date."""
        token = rehashing.set(True)
        try:
            return super().check_password(raw_password)
        finally:
            rehashing.reset(token)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return the value by which Django knows that a session still belongs to the account as it is."""
        value = f"{self.password}\0{self.email}\0{self.session_epoch}"
        return salted_hmac("cluster_cms.session", value, secret=secret, algorithm="sha256").hexdigest()


def language_of(user: User) -> str:
    """Return the language in which a person reads the staff area: one of the site's."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen = profile.get_preferred_language() if profile else ""
    return str(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)


def members_of(name: str) -> "models.QuerySet[User]":
    """Return the active accounts of a group."""
    return User.objects.filter(groups__name=name, is_active=True).order_by("pk")


def end_sessions(user: User) -> None:
    """Sign a person out everywhere; `update_session_auth_hash` after it keeps the session of a request."""
    User.objects.filter(pk=user.pk).update(session_epoch=models.F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


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
