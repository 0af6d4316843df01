"""The mail that answers a data-subject request: granted, or refused with the reason."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording, fill_texts
from contact.mails.letterhead import DESK_PLACES, DESK_SAMPLE, desk_values, letter_from_desk
from contact.models import DataSubjectRequest

REQUEST_ANSWER = "request.answered"  # a kind of mail; its subject is the reference of the request
ANSWER_WORDING = Wording(
    subject=pgettext_lazy("mail", "Our answer to your request [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """You have made a request about your personal data.

    Request  {reference}
    Asked    {demand}
    Answer   {answer}

If you do not agree, please tell the desk. You may also turn to the
Personal Information Protection Commission.

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places={
        **DESK_PLACES,
        "reference": _("the reference of the request"),
        "demand": _("what was asked for"),
        "answer": _("granted, or refused and why"),
    },
    required=frozenset({"reference", "answer", "desk"}),
    sample={
        **DESK_SAMPLE,
        "reference": "K7QM-2XFD",
        "demand": _("Disclosure"),
        "answer": _("We have done what you asked for."),
    },
)


def request_answer_mail() -> MailKind:
    return MailKind(REQUEST_ANSWER, _("Answer to a request about personal data"), write_request_answer, ANSWER_WORDING)


def write_request_answer(mail: OutboxMail) -> Letter | None:
    """Write the answer; None where the personal data of the request was erased meanwhile."""
    request = DataSubjectRequest.objects.filter(reference=mail.subject).first()
    if request is None or not request.address:
        return None
    values = {
        **desk_values(request.language),
        "reference": request.reference,
        "demand": request.get_request_type_display(),
        "answer": request.get_refusal_display() if request.refusal else _("We have done what you asked for."),
    }
    words = fill_texts(ANSWER_WORDING.current(mail.kind, request.language), values)
    return letter_from_desk(request.address, words)
