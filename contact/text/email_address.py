"""Mail addresses as people type them: cleaned, checked, masked, and hashed so that they can be found again."""

from django.utils.translation import gettext as _

from cluster_cms.security import crypto
from cluster_cms.text.cleaning import narrow

EMAIL_HMAC_CONTEXT = "inquiry.mail"


def clean_address(text: str) -> str:
    """Return an address in its usual width, without the blanks that slip in when it is typed or pasted."""
    return "".join(narrow(text).split())


def address_error(address: str) -> str:
    """Return one sentence, in the active language, that says where an invalid address is wrong."""
    if "@" not in address:
        return _("Your mail address needs an @")
    if address.startswith("@"):
        return _("Check the part before @ in your mail address")
    return _("Check the part after @ in your mail address")


def email_hmac(address: str) -> str:
    """Return the keyed hash (hex) by which the records of an address are found.

    Records without an address store an empty text instead, which no address hashes to: not even the empty one.
    """
    return crypto.lookup_hash(address, purpose=EMAIL_HMAC_CONTEXT)


def masked_address(address: str) -> str:
    """Return the first letter of an address and its host, such as t***@example.com."""
    return f"{address[:1]}***@{address.rpartition('@')[2]}" if address else ""
