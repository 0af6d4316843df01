"""The mails to one member of staff: asked inside, answered, assigned, a new message, due on the next business day."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security.accounts import User, language_of
from contact.mails.letterhead import desk_address
from contact.models import Inquiry, InsideQuestion, NoticeChoice
from contact.permissions import colleagues

# A kind of mail; its subject are references, its record is the event and the id of the account, 0 for the desk.
COLLEAGUE = "inquiry.colleague"
IN_ONE_MAIL = 10  # references, as many as the subject of a mail in the outbox holds
DESK = 0


class ColleagueEvent(models.TextChoices):
    """What has happened, as the first sentence of the mail."""

    ASKED = "asked", pgettext_lazy("to a colleague", "The desk asks you about an inquiry. Please answer on this page:")
    ANSWERED = "answered", pgettext_lazy("to a colleague", "The colleague whom you asked has answered:")
    ASSIGNED = "assigned", pgettext_lazy("to a colleague", "An inquiry is assigned to you:")
    MESSAGE = "message", pgettext_lazy("to a colleague", "A new message of the writer has been taken in:")
    DUE = "due", pgettext_lazy("to a colleague", "To be answered by the next business day:")


SWITCHED = (ColleagueEvent.ASSIGNED, ColleagueEvent.MESSAGE, ColleagueEvent.DUE)  # columns of NoticeChoice


def colleague_mail() -> MailKind:
    return MailKind(COLLEAGUE, gettext_lazy("Notice to the colleague in charge, or asked"), write_colleague_mail)


def wants(account: User, event: ColleagueEvent) -> bool:
    """Tell whether somebody has an address and has not switched these notices off; a question reaches everybody."""
    choice = NoticeChoice.objects.filter(user=account).first()
    return bool(account.email) and (event not in SWITCHED or choice is None or bool(getattr(choice, event.value)))


def queue_colleague_mail(event: ColleagueEvent, references: Sequence[str], account: User | None) -> None:
    """Queue the mail to an account that wants it, in its language; without an account to the desk."""
    if account and not wants(account, event):
        return
    record = f"{event.value}:{account.pk if account else DESK}"
    language = language_of(account) if account else JAPANESE
    for start in range(0, len(references), IN_ONE_MAIL):
        subject = " ".join(references[start : start + IN_ONE_MAIL])
        queue_mail(COLLEAGUE, subject=subject, record=record, language=language)


def write_colleague_mail(mail: OutboxMail) -> Letter | None:
    """Write the event, the references and their addresses, no personal data.

    None where nothing is left to do: the inquiries or the account are gone, or the question has ended.
    """
    value, _colon, account_id = mail.record.partition(":")
    event, to = ColleagueEvent(value), address_of(ColleagueEvent(value), int(account_id))
    lines = lines_of(event, mail.subject.split(), int(account_id))
    if not (to and lines):
        return None
    with translation.override(mail.language):
        reference = lines[0].split()[0]
        subject = _("Inquiry [%(reference)s]: a notice for you") % {"reference": reference}
        text = "\n\n".join([str(event.label), "\n".join(lines), _("Personal data is not in this email.")])
    return Letter(to, subject, f"{text}\n")


def address_of(event: ColleagueEvent, account_id: int) -> str:
    """Return where a notice goes: who is asked needs no right at the desk, all others must work there still."""
    if account_id == DESK:
        return desk_address()
    people = User.objects.filter(is_active=True) if event == ColleagueEvent.ASKED else colleagues()
    account = people.filter(pk=account_id).first()
    return account.email if account else ""


def lines_of(event: ColleagueEvent, references: Sequence[str], account_id: int) -> list[str]:
    """Return each reference that is left, with the address of its page."""
    if event == ColleagueEvent.ASKED:
        asked = InsideQuestion.objects.open().to(account_id).filter(inquiry__reference__in=references)
        pages = [(one.inquiry.reference, reverse("asked:question", args=[one.pk])) for one in asked]
    else:
        left = Inquiry.objects.with_references(*references).values_list("reference", flat=True)
        pages = [(reference, reverse("inquiries:inquiry", args=[reference])) for reference in sorted(left)]
    return [f"{reference}  {settings.SITE_URL}{page}" for reference, page in pages]
