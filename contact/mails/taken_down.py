"""The acknowledgement of an inquiry that the desk took down, sent where the clerk asks for it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording
from cluster_cms.site_settings import DeskSettings, default_site
from contact import answers
from contact.mails.received import acknowledgement_values, words
from contact.mails.words import ACKNOWLEDGEMENT
from contact.records import Inquiry

TAKEN_DOWN = "inquiry.taken_down"

WORDING = Wording(
    subject=pgettext_lazy("mail", "We have noted your inquiry [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you for getting in touch. We have noted your inquiry.

    Reference  {reference}
    Received   {received} (Japan time)

What happens next

  1. Somebody who knows the subject reads it, and you hear from us.
  2. {months} months after it is closed, what we noted is erased.

What we use it for
{purpose}

Our privacy policy (revision {revision}):
{policy}

To see, correct or delete what we noted, ask the desk below and give
the reference. Please keep this mail.

This mail does not repeat what you told us. If you did not ask us
anything, please tell the desk the reference, and nothing more.

--
{company}
{desk}
{phone} {hours}
{mail}
{form}
""",
    ),
    places=ACKNOWLEDGEMENT.places,
    required=ACKNOWLEDGEMENT.required,
    sample=ACKNOWLEDGEMENT.sample,
)


def taken_down_mail() -> MailKind:
    return MailKind(TAKEN_DOWN, _("Acknowledgement of an inquiry that the desk took down"), write, WORDING)


def write(mail: OutboxMail) -> Letter | None:
    """Say that it is noted, never what: nobody knows yet whether the address was heard rightly."""
    inquiry = Inquiry.objects.called(mail.subject).select_related("policy_revision", "page").first()
    if inquiry is None:
        return None
    subject, body = words(WORDING, mail, inquiry, acknowledgement_values(inquiry))
    desk = DeskSettings.for_site(default_site()).email
    return Letter(answers.text_of(inquiry.answers, "mail"), subject, body, reply_to=desk, auto="auto-replied")
