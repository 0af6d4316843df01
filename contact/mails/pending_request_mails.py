"""The mails about requests made without the references: how to object, what the desk decides, and the desk's notice."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms import clock
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording, fill_texts
from contact.mails.letterhead import DESK_PLACES, DESK_SAMPLE, desk_address, desk_values, letter_from_desk
from contact.models import DataSubjectRequest
from contact.text.links import objection_address, objection_token, own_data_address

# Kinds of mail; their subject is the reference of the request.
OBJECTION_MAIL, PASSED_ON, DESK_DECIDES = "request.pending", "request.passed_on", "request.desk"
PLACES: dict[str, str | Promise] = {
    **DESK_PLACES,
    "reference": gettext_lazy("the reference of the request"),
    "demand": gettext_lazy("what was asked for"),
    "page": gettext_lazy("the address of the page “your data”"),
}
SAMPLE: dict[str, str | Promise] = {
    **DESK_SAMPLE,
    "reference": "K7QM-2XFD",
    "demand": pgettext_lazy("request", "Deletion"),
    "page": "https://www.example.com/your-data/",
}
OBJECTION_WORDING = Wording(
    subject=pgettext_lazy("mail", "Your data: you can object until {until}"),
    body=pgettext_lazy(
        "mail",
        """On our page “your data” somebody, most likely you, has asked for
this under this email address, without naming the references:

    {demand}
    Inquiries received on
    {days}
    Request {reference}

Mailboxes are often shared. So we do it only after {until}
(Japan time), and only if nobody who reads this mailbox objects.

If it was you, there is nothing to do. If it is not to be done, open
this link and press the button. It works once.
{link}

With the reference of an inquiry it is done at once, on this page:
{page}

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places={
        **PLACES,
        "days": gettext_lazy("the days on which the inquiries were received"),
        "link": gettext_lazy("the link to object, which works once"),
        "until": gettext_lazy("the time until which one can object"),
    },
    required=frozenset({"demand", "link", "until", "desk"}),
    sample={
        **SAMPLE,
        "days": "2026-12-01",
        "link": "https://www.example.com/your-data/object/…/",
        "until": "2026-12-02 14:52",
    },
)
PASSED_ON_WORDING = Wording(
    subject=pgettext_lazy("mail", "Your data: the desk decides [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """On our page “your data” this was asked for under this email address,
without naming the references:

    {demand}
    Request {reference}

It was not done, or not all of it:
{reason}.

The desk makes sure who asked, and decides by {day} at
the latest. Whoever has the reference of an inquiry can do it at
once, on this page:
{page}

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places={
        **PLACES,
        "reason": gettext_lazy("why it was not done"),
        "day": gettext_lazy("the day by which the desk decides"),
    },
    required=frozenset({"demand", "reason", "day", "desk"}),
    sample={**SAMPLE, "reason": gettext_lazy("Somebody who reads the mailbox has objected"), "day": "2026-12-15"},
)


def objection_mail() -> MailKind:
    label = gettext_lazy("Request about one's own data, with a link to object")
    return MailKind(OBJECTION_MAIL, label, write_objection_mail, OBJECTION_WORDING)


def passed_on_mail() -> MailKind:
    label = gettext_lazy("Request about one's own data that the desk decides")
    return MailKind(PASSED_ON, label, write_passed_on, PASSED_ON_WORDING)


def desk_decides_mail() -> MailKind:
    return MailKind(DESK_DECIDES, gettext_lazy("Notice to the desk of a request to decide"), write_desk_decides)


def write_objection_mail(mail: OutboxMail) -> Letter | None:
    """Write how to object; None where the request has ended, or where nothing is left of its inquiries.

    The time that it names is a moment before the request may be carried out: that counts from when the mail left.
    """
    request = DataSubjectRequest.objects.objectionable().filter(reference=mail.subject).first()
    days = days_received(request) if request else []
    if request is None or not days:
        return None
    values = {
        "days": "\n    ".join(days),
        "until": f"{(clock.now() + settings.OBJECTION_PERIOD).astimezone(clock.TOKYO):%Y-%m-%d %H:%M}",
        "link": objection_address(mail.language, objection_token(request.pk, request.objection_hash or "")),
    }
    return write(mail, request, OBJECTION_WORDING, values)


def days_received(request: DataSubjectRequest) -> list[str]:
    """Return the days on which the inquiries of a request were received, and nothing else of them."""
    times = request.concerned.order_by("received_at").values_list("received_at", flat=True)
    return [f"{at.astimezone(clock.TOKYO):%Y-%m-%d}" for at in times]


def write_passed_on(mail: OutboxMail) -> Letter | None:
    """Write why the desk decides, and by when; None where the request has been answered meanwhile."""
    request = DataSubjectRequest.objects.for_desk_to_decide().filter(reference=mail.subject).first()
    if request is None or request.deadline is None:
        return None
    values = {"reason": request.get_desk_reason_display(), "day": request.deadline.isoformat()}
    return write(mail, request, PASSED_ON_WORDING, values)


def write_desk_decides(mail: OutboxMail) -> Letter | None:
    """Write the reference and the address of a request, no personal data; None where it has been answered meanwhile."""
    request = DataSubjectRequest.objects.for_desk_to_decide().filter(reference=mail.subject).first()
    if request is None:
        return None
    subject = _("A request about personal data is to be decided [%(reference)s]") % {"reference": request.reference}
    text = _("%(demand)s, asked for on the page “your data” without the references. It is not carried out by itself:")
    lines = [
        text % {"demand": request.get_request_type_display()},
        f"{request.get_desk_reason_display()}.",
        "",
        settings.SITE_URL + reverse("requests:request", args=[request.reference]),
    ]
    return Letter(desk_address(), subject, "\n".join(lines) + "\n")


def write(mail: OutboxMail, request: DataSubjectRequest, wording: Wording, more: Mapping[str, object]) -> Letter | None:
    """Return a letter to the mailbox of a request; None where its address was erased."""
    if not request.address:
        return None
    values = {
        **desk_values(mail.language),
        "reference": request.reference,
        "demand": request.get_request_type_display(),
        "page": own_data_address(mail.language),
        **more,
    }
    return letter_from_desk(request.address, fill_texts(wording.current(mail.kind, mail.language), values))
