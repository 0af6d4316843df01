"""The mail to the assignee, or else to the desk, when the person of an inquiry has done something with it."""

from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.pages.languages import JAPANESE
from contact.mails.colleague_mails import ColleagueEvent, wants
from contact.mails.letterhead import desk_address
from contact.models import Inquiry
from contact.permissions import colleagues

# A kind of mail; its subject are the references, its record is the act and the id of the assignee.
PERSON_ACT = "inquiry.person_act"
IN_ONE_MAIL = 10  # references, as many as the subject of a mail in the outbox holds


class PersonAct(models.TextChoices):
    """What the person has done, as one sentence of the mail."""

    ADDED = "added", pgettext_lazy("act of the writer", "The person has added something to the message.")
    MAILED = "mailed", pgettext_lazy("act of the writer", "The person has written an email.")
    CORRECTED = "corrected", pgettext_lazy("act of the writer", "The person has corrected name, company or telephone.")
    ADDRESS = "address", pgettext_lazy("act of the writer", "The person has another email address from now on.")
    CONSENTED = "given", pgettext_lazy("act of the writer", "The person has given the consent that was asked for.")
    REFUSED = "refused", pgettext_lazy("act of the writer", "The person has refused the consent that was asked for.")
    WITHDRAWN = (
        "withdrawn",
        pgettext_lazy("act of the writer", "The person has withdrawn a consent. Please see to it that the use ends."),
    )
    STOPPED = (
        "stopped",
        pgettext_lazy(
            "act of the writer",
            "The person has stopped the use. It is closed, and nothing may be sent or done with it any more.",
        ),
    )
    DELETED = (
        "deleted",
        pgettext_lazy("act of the writer", "The person has deleted this. Nothing is left to answer."),
    )


def person_act_mail() -> MailKind:
    label = gettext_lazy("Notice of what the writer of an inquiry has done")
    return MailKind(PERSON_ACT, label, write_person_act)


def queue_person_act(act: PersonAct, concerned: Iterable[tuple[str, int | None]]) -> None:
    """Queue one mail for each assignee (None: the desk), from pairs of reference and the id of the assignee."""
    by_assignee = sorted((assignee or 0, reference) for reference, assignee in concerned)
    for assignee, group in groupby(by_assignee, key=lambda pair: pair[0]):
        references = [reference for _assignee, reference in group]
        for start in range(0, len(references), IN_ONE_MAIL):
            subject = " ".join(references[start : start + IN_ONE_MAIL])
            queue_mail(PERSON_ACT, subject=subject, record=f"{act.value}:{assignee}", language=JAPANESE)


def write_person_act(mail: OutboxMail) -> Letter | None:
    """Write the act and the references, no personal data; None where the inquiries were erased meanwhile.

    It goes to the assignee while that account is a colleague with an address who wants such notices, else to the desk.
    """
    act, _colon, assignee = mail.record.partition(":")
    references = mail.subject.split()
    left = set(Inquiry.objects.with_references(*references).values_list("reference", flat=True))
    if act != PersonAct.DELETED and not left:
        return None
    account = colleagues().filter(pk=assignee).first()
    with translation.override(mail.language):
        lines = [line_of(reference, reference in left) for reference in references]
        text = "\n\n".join([str(PersonAct(act).label), "\n".join(lines), _("Personal data is not in this email.")])
        subject = _("The writer has done something: inquiry [%(reference)s]") % {"reference": references[0]}
    to = account.email if account and wants(account, ColleagueEvent.MESSAGE) else desk_address()
    return Letter(to, subject, f"{text}\n")


def line_of(reference: str, is_left: bool) -> str:
    """Return a reference, with the address of its page where it has one still."""
    page = settings.SITE_URL + reverse("inquiries:inquiry", args=[reference]) if is_left else ""
    return f"{reference}  {page}".rstrip()
