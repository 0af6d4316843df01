"""Default wording of the mails about one's own data, with their placeholders."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.mail.wording import Wording
from contact.mails.letterhead import DESK_PLACES, DESK_SAMPLE

PLACES: dict[str, str | Promise] = {**DESK_PLACES, "page": _("the address of the page “your data”")}
SAMPLE: dict[str, str | Promise] = {**DESK_SAMPLE, "page": "https://www.example.com/your-data/"}
LINK_WORDING = Wording(
    subject=pgettext_lazy("mail", "Your link to the data we hold"),
    body=pgettext_lazy(
        "mail",
        """Somebody, most likely you, has asked on our site to see the data
held under this email address.

Open this link until {until} (Japan time). It works once.
{link}

There you see what we hold and who looked at it, and you can take
a copy, correct it, stop its use or delete it. To read a message you
also need the reference of the inquiry: mailboxes are often shared.

If it was not you, do nothing: nobody can open the link without
this email.

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places={
        **PLACES,
        "link": _("the link, which works once"),
        "until": _("the time until which the link works"),
    },
    required=frozenset({"link", "until", "desk"}),
    sample={**SAMPLE, "link": "https://www.example.com/your-data/link/…/", "until": "15:30"},
)
ADDRESS_CHANGE_WORDING = Wording(
    subject=pgettext_lazy("mail", "Please confirm your new email address"),
    body=pgettext_lazy(
        "mail",
        """Somebody, most likely you, has given us this address as the new one
for an inquiry.

Open this link until {until} (Japan time) and confirm it.
It works once.
{link}

If it was not you, do nothing: the inquiry keeps its old address.

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places=LINK_WORDING.places,
    required=LINK_WORDING.required,
    sample=LINK_WORDING.sample,
)
NOTHING_HELD_WORDING = Wording(
    subject=pgettext_lazy("mail", "We hold no data under this address"),
    body=pgettext_lazy(
        "mail",
        """Somebody, most likely you, has asked on our site to see the data
held under this email address.

We hold nothing under it. What you sent from another address you
find under that one:
{page}

If you wrote or called without giving an email address, please ask
the desk; it makes sure who you are and then looks for you.

If it was not you, there is nothing to do.

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places=PLACES,
    required=frozenset({"desk"}),
    sample=SAMPLE,
)
DONE_WORDING = Wording(
    subject=pgettext_lazy("mail", "What was done with your data"),
    body=pgettext_lazy(
        "mail",
        """On our page “your data” this was done under your email address:

    {done}
    {time} (Japan time)

It took effect at once. If it was not you, please tell the desk.

--
{company}
{desk}
{phone} {hours}
{mail}
""",
    ),
    places={**PLACES, "done": _("what was done"), "time": _("date and time")},
    required=frozenset({"done", "desk"}),
    sample={**SAMPLE, "done": _("The use of your data was stopped."), "time": "2026-12-01 14:52"},
)
