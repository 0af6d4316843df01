"""Tells a person by mail that password or second factor has changed; `oversight` tells of all other changes."""

import uuid
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms import clock
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.security.accounts import User, end_sessions, language_of
from cluster_cms.security.crypto import EncryptedTextField

NOTICE = "account.notice"
KEPT = timedelta(days=30)


class AccountChange(models.TextChoices):
    """What has changed, as the mail says it."""

    PASSWORD = "password", gettext_lazy("The password was changed.")
    FACTOR_ADDED = "factor_added", gettext_lazy("A second factor was added.")
    FACTOR_REMOVED = "factor_removed", gettext_lazy("A second factor was removed.")
    CODES_RENEWED = "codes_renewed", gettext_lazy("New recovery codes were made. The ones before are void.")
    CODE_USED = "code_used", gettext_lazy("A recovery code was used to sign in.")


class AccountNotice(models.Model):
    """One change, and the address that the account had at that moment: who takes an account over cannot redirect it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.CharField(max_length=20, choices=AccountChange)
    told_at = EncryptedTextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.change


@transaction.atomic
def tell(user: User, change: AccountChange) -> None:
    """Queue the mail about a change to the address of the account; nothing where there is none."""
    if user.email:
        notice = AccountNotice.objects.create(change=change, told_at=user.email)
        queue_mail(NOTICE, subject=str(user.pk), record=str(notice.pk), language=language_of(user))


def notice_mail() -> MailKind:
    return MailKind(NOTICE, gettext_lazy("Notice of a change to one's account"), write_notice)


def write_notice(mail: OutboxMail) -> Letter | None:
    notice = AccountNotice.objects.filter(pk=mail.record).first()
    if notice is None:
        return None
    with translation.override(mail.language):
        when = date_format(notice.at.astimezone(clock.TOKYO), pgettext("format of a moment", "j F Y, H:i"))
        text = _(
            "%(change)s\n\nWhen: %(when)s\n\n"
            "If it was not you, ask the administrator of the site at once to stop your account.\n%(site)s\n"
        ) % {"change": notice.get_change_display(), "when": when, "site": settings.SITE_URL}
        return Letter(notice.told_at, _("Your account was changed"), text)


def notice_deletion_job() -> Job:
    return Job("account notices", every=timedelta(days=1), run=delete_old_notices)


def delete_old_notices() -> None:
    AccountNotice.objects.filter(at__lt=clock.now() - KEPT).delete()


class PasswordNotice:
    """Django calls each password validator when a password has been changed, by whatever form or command."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Find no fault: the other validators do."""

    def password_changed(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Tell the person, unless the account was made a moment ago with this password."""
        if isinstance(user, User) and clock.now() - user.date_joined > timedelta(minutes=1):
            tell(user, AccountChange.PASSWORD)

    def get_help_text(self) -> str:
        return ""


def factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Tell the person, sign them out elsewhere, and let this session, which has just used the factor, count as such."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=str(authenticator.type))
        factor_changed(request, user, AccountChange.FACTOR_ADDED)


def factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        factor_changed(request, user, AccountChange.FACTOR_REMOVED)


def codes_renewed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    factor_changed(request, user, AccountChange.CODES_RENEWED)


def factor_used(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        tell(user, AccountChange.CODE_USED)


def factor_changed(request: HttpRequest, user: User, change: AccountChange) -> None:
    tell(user, change)
    end_sessions(user)
    update_session_auth_hash(request, user)


def listen() -> None:
    signals.authenticator_added.connect(factor_added)
    signals.authenticator_removed.connect(factor_removed)
    signals.authenticator_reset.connect(codes_renewed)
    signals.authenticator_used.connect(factor_used)
