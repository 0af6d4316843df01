"""Default wording of the acknowledgements to the writer and of the notice to the desk, with their placeholders."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.mail.wording import Wording
from contact.mails.letterhead import DESK_PLACES, DESK_SAMPLE

ACKNOWLEDGEMENT_WORDING = Wording(
    subject=pgettext_lazy("mail", "We have your inquiry [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you for writing to us. Your inquiry has arrived.

    Reference  {reference}
    Received   {received} (Japan time)

What happens next

  1. Somebody who knows the subject reads it.
  2. You hear from us at this address.
  3. {months} months after it is closed, or after our last exchange if
     it is not, what you sent is erased.

What we use it for
{purpose}

The privacy policy you agreed to (revision {revision}):
{policy}

To see, correct or delete what you sent, at any time and at once:
{own_data}
You need the reference for it. Please keep this email.

This email does not repeat your message. If you did not write to us,
please tell the desk the reference, and nothing more.

--
{company}
{desk}
{phone} {hours}
{mail}
{form}
""",
    ),
    places={
        "reference": _("the reference of the inquiry"),
        "received": _("date and time of receipt"),
        "months": _("how many months an inquiry is kept after it is closed"),
        "purpose": _("the purpose of use as it stood beside the form"),
        "revision": _("the number of the revision of the policy"),
        "policy": _("the address of that revision"),
        **DESK_PLACES,
        "form": _("the address of the contact form"),
        "own_data": _("the address of the page “your data”"),
    },
    required=frozenset({"reference", "purpose", "months", "desk", "own_data"}),
    sample={
        "reference": "K7QM-2XFD",
        "received": pgettext_lazy("made-up moment", "1 December 2026, 14:52"),
        "months": "12",
        "purpose": _("(the purpose of use of the contact form)"),
        "revision": "3",
        "policy": "https://www.example.com/privacy-policy/v/3/",
        **DESK_SAMPLE,
        "form": "https://www.example.com/contact-us/",
        "own_data": "https://www.example.com/your-data/",
    },
)
MANUAL_ACKNOWLEDGEMENT_WORDING = Wording(
    subject=pgettext_lazy("mail", "We have noted your inquiry [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you for getting in touch. We have noted your inquiry.

    Reference  {reference}
    Received   {received} (Japan time)

What happens next

  1. Somebody who knows the subject reads it, and you hear from us.
  2. {months} months after it is closed, or after our last exchange if
     it is not, what we noted is erased.

What we use it for
{purpose}

Our privacy policy (revision {revision}):
{policy}

To see, correct or delete what we noted, ask the desk below and give
the reference. Please keep this email.

This email does not repeat what you told us. If you did not ask us
anything, please tell the desk the reference, and nothing more.

--
{company}
{desk}
{phone} {hours}
{mail}
{form}
""",
    ),
    places=ACKNOWLEDGEMENT_WORDING.places,
    required=ACKNOWLEDGEMENT_WORDING.required,
    sample=ACKNOWLEDGEMENT_WORDING.sample,
)
DESK_NOTICE_WORDING = Wording(
    subject=pgettext_lazy("mail", "New inquiry [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """A new inquiry has arrived.

    Reference  {reference}
    Received   {received} (JST)

Open it (you sign in first; opening is recorded)
{link}

Name, address and message are not in this email.
A reply to this email does not reach the visitor.
""",
    ),
    places={
        "reference": _("the reference of the inquiry"),
        "received": _("date and time of receipt"),
        "link": _("the address at which the desk opens it"),
    },
    required=frozenset({"reference", "link"}),
    sample={
        "reference": "K7QM-2XFD",
        "received": pgettext_lazy("made-up moment", "1 December 2026, 14:52"),
        "link": "https://www.example.com/admin/inquiries/K7QM-2XFD/",
    },
)
