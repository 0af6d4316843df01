"""The mail that asks approvers to look at texts of the past; it says how many and where, nothing of their words."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.oversight.recording import notices_are_off
from cluster_cms.security.accounts import APPROVER, User, language_of
from policy.models.approval import display_name
from policy.models.earlier_texts import EarlierTextsSubmission
from policy.publishing.earlier_batch import Batch, earlier_batch

EARLIER_TEXTS = "policy.earlier_texts"


def ask_approvers(found: Batch, actor: User) -> None:
    """Queue a mail to each approver who may enter the texts, except to who submits them."""
    if notices_are_off():
        return
    people = User.objects.filter(groups__name=APPROVER, is_active=True).exclude(pk=actor.pk).exclude(email="")
    asked = [person for person in people.order_by("pk") if not found.why_not_enter(person)]
    queue_mails(
        OutboxMail(kind=EARLIER_TEXTS, subject="policy", record=str(person.pk), language=language_of(person))
        for person in asked
    )


def earlier_texts_mail() -> MailKind:
    """Return the kind of mail; for the hook `register_mail_kind`."""
    return MailKind(EARLIER_TEXTS, gettext_lazy("Request to enter texts of the past"), write_request)


def write_request(mail: OutboxMail) -> Letter | None:
    """Write to an approver who may enter them; None when they were entered or sent back meanwhile."""
    person = User.objects.filter(pk=mail.record, is_active=True).exclude(email="").first()
    submission = EarlierTextsSubmission.objects.filter(is_open=True).select_related("page").first()
    found = earlier_batch(submission.page) if submission else None
    if person is None or submission is None or found is None or found.why_not_enter(person):
        return None
    text = ngettext(
        "%(who)s asks you to look at %(count)d text of the past of the privacy policy. Please enter it or send it back:"
        "\n%(address)s\n",
        "%(who)s asks you to look at %(count)d texts of the past of the privacy policy. Please enter them or send them "
        "back:\n%(address)s\n",
        len(found.texts),
    )
    words = {
        "who": display_name(submission.submitted_by),
        "count": len(found.texts),
        "address": f"{settings.SITE_URL}{reverse('policy_earlier')}",
    }
    return Letter(person.email, _("Please look at texts of the past of the privacy policy"), text % words)
