"""To whom the desk may write about an inquiry: this is the one place where that is decided."""

from contact import answers
from contact.records import Inquiry


class NotTheirAddress(Exception):
    """The address is none that the person gave with the inquiry."""


class UseStopped(Exception):
    """The person has stopped the use of what they wrote; nobody writes to them about it any more."""


def address_of(inquiry: Inquiry) -> str:
    """Return the mail address that the person gave; empty when they gave none."""
    return answers.text_of(inquiry.answers, "mail")


def check_recipient(*, inquiry: Inquiry, address: str) -> None:
    """Let the person's own address pass. Raises UseStopped, and NotTheirAddress for any other and for none."""
    if inquiry.restricted_at is not None:
        raise UseStopped
    if not address or address != address_of(inquiry):
        raise NotTheirAddress
