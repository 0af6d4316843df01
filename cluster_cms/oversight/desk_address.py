"""A new mail address of the desk waits until the old mailbox or a second person confirms it; the old one is used."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import LogContext

from cluster_cms import clock
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.accounts import User

DESK_ADDRESS_QUESTION = "desk.address_question"  # a kind of mail, to the old address; its subject is desk_settings:<id>
SALT = "cluster_cms.oversight.desk_address"
LINK_LASTS = timedelta(days=7)


class NotConfirmed(Exception):
    """There is no address to confirm, or neither the link nor the account is one that may."""


class DeskForm(WagtailAdminModelForm):
    """The form of the desk's settings: another mail address is proposed, not taken."""

    def save(self, commit: bool = True) -> Any:
        """Save everything but a changed address, which waits for its confirmation."""
        new, old = self.instance.email, self.initial.get("email", "")
        if "email" in self.changed_data and old:
            self.instance.email = old
            self.instance.proposed_email = new
            self.instance.proposed_by = getattr(self.for_user, "pk", None)
            self.instance.proposed_at = clock.now()
        with transaction.atomic():
            if "email" in self.changed_data and old and self.instance.pk:
                queue_mail(DESK_ADDRESS_QUESTION, subject=f"desk_settings:{self.instance.pk}", language=JAPANESE)
            return super().save(commit=commit)


def token_of(desk: DeskSettings) -> str:
    """Return what the link in the old mailbox carries: it fits this proposal alone."""
    moment = desk.proposed_at.isoformat() if desk.proposed_at else ""
    return signing.dumps([desk.pk, moment], salt=SALT)


def is_token_of(desk: DeskSettings, token: str) -> bool:
    """Return whether a token was made for this proposal, within its time."""
    try:
        named = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return False
    return desk.proposed_at is not None and named == [desk.pk, desk.proposed_at.isoformat()]


def may_confirm_address(desk: DeskSettings, user: User, token: str = "") -> bool:
    """Tell whether somebody may confirm: with the link from the old mailbox, or as a second person."""
    if not desk.proposed_email:
        return False
    second = user.pk != desk.proposed_by and user.has_perm("cluster_cms.change_desksettings")
    return second or is_token_of(desk, token)


@transaction.atomic
def confirm_address(*, desk: DeskSettings, actor: User, token: str = "") -> None:
    """Let the proposed address take effect. Raises NotConfirmed."""
    desk = DeskSettings.objects.select_for_update().get(pk=desk.pk)
    if not may_confirm_address(desk, actor, token):
        raise NotConfirmed
    desk.email = desk.proposed_email
    drop_proposal(desk, actor)


@transaction.atomic
def withdraw_address(*, desk: DeskSettings, actor: User) -> None:
    """Forget the proposed address: the old one stays."""
    drop_proposal(DeskSettings.objects.select_for_update().get(pk=desk.pk), actor)


def drop_proposal(desk: DeskSettings, actor: User) -> None:
    desk.proposed_email, desk.proposed_by, desk.proposed_at = "", None, None
    with LogContext(user=actor):
        desk.save()


def desk_address_mail() -> MailKind:
    label = gettext_lazy("Question to the desk’s old email address about a new one")
    return MailKind(DESK_ADDRESS_QUESTION, label, write_desk_address_mail)


def write_desk_address_mail(mail: OutboxMail) -> Letter | None:
    """Ask at the present address of the desk about the new one; None where nothing waits any more."""
    desk = DeskSettings.objects.filter(pk=mail.subject.rpartition(":")[2]).exclude(proposed_email="").first()
    if desk is None:
        return None
    link = f"{settings.SITE_URL}{reverse('confirmations')}?token={token_of(desk)}"
    text = _(
        "Somebody has entered another email address for this desk. Until it is confirmed, emails come here.\n\n"
        "If it is right, open this page, signed in, within seven days and confirm it:\n\n%(link)s\n\n"
        "If you know nothing of it, confirm nothing and speak to the privacy officer."
    )
    return Letter(desk.email, _("Is the desk to get another email address?"), text % {"link": link} + "\n")
