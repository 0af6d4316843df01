"""Mails everybody whose data are held when the policy changes a purpose (APPI Art. 21(3))."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from cluster_cms.security import audit
from contact.models import Inquiry, InquiryQuerySet, PurposeNotice
from contact.text import answers
from contact.text.links import own_data_address
from policy.publishing import revision_promulgated

CHANGED = "policy.purpose_changed"  # the kind of mail; its record is the number of the notice
PURPOSE = "purpose"  # the kind of change that concerns everybody
BATCH = 100  # addresses in one transaction


def listen() -> None:
    """Hear of every promulgation, from the start of the process on."""
    revision_promulgated.connect(note_change, dispatch_uid="contact.privacy.purpose_changes")


def note_change(*, revision: Any, **_signal: Any) -> None:
    """Note, in the transaction of the promulgation, that people have to be told."""
    if revision.change_kind == PURPOSE:
        PurposeNotice.objects.create(revision=revision)


def purpose_notice_job() -> Job:
    return Job(name="notices of changed purposes", every=timedelta(minutes=1), run=notify_everybody)


def notify_everybody() -> None:
    """Queue one mail for each address, batch by batch, until nobody is left to be told."""
    while PurposeNotice.objects.waiting().exists():
        notify_batch()


@transaction.atomic
def notify_batch() -> None:
    """Tell the next addresses; the notice is locked, so that two workers tell nobody twice."""
    notice = PurposeNotice.objects.waiting().select_for_update().order_by("pk").first()
    if notice is None:
        return
    keys = list(held(notice).values_list("email_hmac", flat=True).order_by("email_hmac").distinct()[:BATCH])
    for key in keys:
        newest = held(notice).filter(email_hmac=key).latest("received_at")
        queue_mail(CHANGED, subject=newest.reference, record=str(notice.pk), language=newest.language)
    if keys:
        notice.after, notice.count = keys[-1], notice.count + len(keys)
    else:
        notice.finished_at = clock.now()
        audit.record(
            "policy.purpose_notified", subject=f"policy:{notice.revision.number}", data={"count": notice.count}
        )
    notice.save()


def held(notice: PurposeNotice) -> InquiryQuerySet:
    """Return what was held when the change was promulgated, of addresses not yet told."""
    held_then = Inquiry.objects.not_spam().unrestricted().filter(received_at__lte=notice.noted_at)
    return held_then.exclude(email_hmac="").filter(email_hmac__gt=notice.after)


def purpose_mail() -> MailKind:
    return MailKind(CHANGED, _("Notice of a changed purpose"), write_notice)


def write_notice(mail: OutboxMail) -> Letter | None:
    """Say what changes and when; nothing to whoever has stopped the use meanwhile."""
    inquiry = Inquiry.objects.unrestricted().with_references(mail.subject).first()
    notice = PurposeNotice.objects.select_related("revision__page").filter(pk=mail.record).first()
    if inquiry is None or notice is None:
        return None
    revision, language, site = notice.revision, mail.language, default_site()
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    values = {
        "day": tokyo_date(revision.effective_on),
        "summary": revision.summary(language),
        "policy": settings.SITE_URL + revision.address(language),
        "reference": inquiry.reference,
        "data": own_data_address(language),
        "company": paired(company, "name", language),
        "desk": paired(desk, "name", language),
        "phone": desk.phone,
        "mail": desk.email,
    }
    subject = pgettext("mail", "Our privacy policy changes a purpose on %(day)s") % values
    return Letter(answers.text_of(inquiry.answers, "mail"), subject, body() % values, reply_to=desk.email)


def body() -> str:
    return pgettext(
        "mail",
        """You wrote to us, and we still hold your inquiry (%(reference)s).
From %(day)s on our privacy policy names a changed purpose of use:

%(summary)s

Read it here:
%(policy)s

The change does not apply to what you gave us before. To see, delete
or stop the use of it:
%(data)s

--
%(company)s
%(desk)s
%(phone)s
%(mail)s
""",
    )
