"""The mail that answers a data-subject request: granted, or refused with the reason."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording, fill_texts
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from contact.mails.own_data_wording import PLACES, SAMPLE
from contact.models import DataSubjectRequest

ANSWERED = "request.answered"  # the kind of mail; its subject is the reference of the request
ANSWER_WORDS = Wording(
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
        **{name: text for name, text in PLACES.items() if name != "page"},
        "reference": _("the reference of the request"),
        "request_type": _("what was asked for"),
        "answer": _("granted, or refused and why"),
    },
    required=frozenset({"reference", "answer", "desk"}),
    sample={
        **SAMPLE,
        "reference": "K7QM-2XFD",
        "request_type": _("Disclosure"),
        "answer": _("We have done what you asked for."),
    },
)


def answer_mail() -> MailKind:
    return MailKind(ANSWERED, _("Answer to a request about personal data"), write_answer, ANSWER_WORDS)


def write_answer(mail: OutboxMail) -> Letter | None:
    """Write the answer; nothing when the person has had the request forgotten meanwhile."""
    request = DataSubjectRequest.objects.filter(reference=mail.subject).first()
    if request is None or not request.address:
        return None
    site, language = default_site(), request.language
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    answer = str(request.get_refusal_display()) if request.refusal else _("We have done what you asked for.")
    values = {
        "reference": request.reference,
        "request_type": request.get_request_type_display(),
        "answer": answer,
        "company": paired(company, "name", language),
        "desk": paired(desk, "name", language),
        "phone": desk.phone,
        "hours": paired(desk, "hours", language),
        "mail": desk.email,
    }
    subject, body = fill_texts(ANSWER_WORDS.current(ANSWERED, language), values)
    return Letter(request.address, subject, body, reply_to=desk.email)
