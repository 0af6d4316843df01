"""The first words of the mails about consent, and what can be filled in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.mail.wording import Wording

PLACES: dict[str, str | Promise] = {
    "reference": _("the reference of the inquiry"),
    "purpose": _("the purpose that is asked for"),
    "company": _("the name of the company"),
    "desk": _("the name of the desk"),
    "phone": _("the telephone number of the desk"),
    "mail": _("the mail address of the desk"),
}
SAMPLE: dict[str, str | Promise] = {
    "reference": "K7QM-2XFD",
    "purpose": _("(the purpose)"),
    "company": _("(company)"),
    "desk": _("(desk)"),
    "phone": "00-0000-0000",
    "mail": "desk@example.com",
    "link": "https://www.example.com/contact-us/consent/…/",
    "until": "2026-12-15 14:52",
}

QUESTION_WORDS = Wording(
    subject=pgettext_lazy("mail", "May we use your inquiry for another purpose? [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """You wrote to us; your inquiry has the reference {reference}.
We would like to use what you gave us for a purpose that we did not
tell you then:

{purpose}

We do so only if you agree. Please answer until {until}
(Japan time) on this page, with yes or no:
{link}

Without an answer nothing changes. If you say no, we do not ask
again, and it has no effect on your inquiry.

--
{company}
{desk}
{phone}
{mail}
""",
    ),
    places=PLACES | {"link": _("the address of the page that asks"), "until": _("until when it can be answered")},
    required=frozenset({"purpose", "link", "reference", "desk"}),
    sample=SAMPLE,
)

CONFIRMATION = Wording(
    subject=pgettext_lazy("mail", "You have agreed; how to withdraw it [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you. You have agreed that we use what you gave us with your
inquiry {reference} for this purpose:

{purpose}

You can withdraw it at any time, without a reason, on this page.
Please keep this mail for it.
{link}

--
{company}
{desk}
{phone}
{mail}
""",
    ),
    places=PLACES | {"link": _("the address of the page that withdraws it")},
    required=frozenset({"purpose", "link", "reference", "desk"}),
    sample=SAMPLE,
)
