"""To whom the desk may write about an inquiry: this is the one place where that is decided."""

from django.utils.translation import gettext_lazy as _

from cluster_cms.site_settings import DeskSettings, default_site
from contact import answers
from contact.handovers.destination import Destination, HandOverRefused
from contact.permissions import colleagues
from contact.records import Inquiry

NOT_OF_THE_DESK = _(
    "This address belongs neither to the desk nor to anybody who works on inquiries. Say who receives the data there."
)


class NotTheirAddress(Exception):
    """The address is none that the person gave with the inquiry, and it is not said who receives the data there."""


class UseStopped(Exception):
    """The person has stopped the use of what they wrote; nobody writes to them about it any more."""


def address_of(inquiry: Inquiry) -> str:
    """Return the mail address that the person gave; empty when they gave none."""
    return answers.text_of(inquiry.answers, "mail")


def is_their_own(inquiry: Inquiry, address: str) -> bool:
    """Tell whether an address is the person's own; case does not make it another one."""
    return bool(address) and address.casefold() == address_of(inquiry).casefold()


def check_recipient(*, inquiry: Inquiry, address: str, destination: Destination | None = None) -> None:
    """Let the person's own address pass, and any other of which is said who receives the data there.

    Whether that receiver may have them is asked when the hand-over is recorded.

    Raises UseStopped, NotTheirAddress, HandOverRefused.
    """
    if inquiry.restricted_at is not None:
        raise UseStopped
    if is_their_own(inquiry, address):
        return
    if not address or destination is None:
        raise NotTheirAddress
    if not destination.is_outside and not is_of_the_desk(address):
        raise HandOverRefused({"receiver": NOT_OF_THE_DESK})


def is_of_the_desk(address: str) -> bool:
    """Tell whether an address is the desk's own, or that of somebody who may work on inquiries."""
    own = DeskSettings.for_site(default_site()).email
    return address.casefold() == own.casefold() or colleagues().filter(email__iexact=address).exists()
