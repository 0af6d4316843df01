"""The mail that a new revision of the policy changes a purpose of use (APPI Art. 21(3))."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cluster_cms.clock import tokyo_date
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from contact.mails.letterhead import desk_values, letter_from_desk
from contact.models import Inquiry, PurposeNotice
from contact.text import answers
from contact.text.links import own_data_address

# A kind of mail; its subject is the reference of an inquiry, its record the id of the PurposeNotice.
PURPOSE_NOTICE = "policy.purpose_changed"


def purpose_notice_mail() -> MailKind:
    return MailKind(PURPOSE_NOTICE, _("Notice of a changed purpose"), write_purpose_notice)


def write_purpose_notice(mail: OutboxMail) -> Letter | None:
    """Write what changes and when; None where the writer has stopped the use or the inquiry was erased meanwhile."""
    inquiry = Inquiry.objects.unrestricted().with_references(mail.subject).first()
    notice = PurposeNotice.objects.select_related("revision__page").filter(pk=mail.record).first()
    if inquiry is None or notice is None:
        return None
    revision, language = notice.revision, mail.language
    values = {
        **desk_values(language),
        "day": tokyo_date(revision.effective_on),
        "summary": revision.summary(language),
        "policy": settings.SITE_URL + revision.address(language),
        "reference": inquiry.reference,
        "data": own_data_address(language),
    }
    subject = pgettext("mail", "Our privacy policy changes a purpose on %(day)s")
    return letter_from_desk(answers.text_of(inquiry.answers, "mail"), (subject % values, body() % values))


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
