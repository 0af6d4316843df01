"""The look-up hash of a mail address, by which the records of a person are found, and its masked form for lists."""

from cluster_cms.security import crypto
from cluster_cms.text.email_address import InvalidAddress, read_address
from cluster_cms.text.pasted_address import parse_address

EMAIL_HMAC_CONTEXT = "inquiry.mail"


def identity_of(address: str) -> str:
    """Return the text that is equal for the spellings of one mailbox; what is no address is only itself."""
    try:
        return parse_address(address).identity
    except InvalidAddress:
        return address


def is_same_address(one: str, other: str) -> bool:
    """Tell whether two texts name one mailbox; an empty text names none."""
    return bool(one) and identity_of(one) == identity_of(other)


def domain_of(address: str) -> str:
    """Return the domain of an address in A-labels; empty for what is no address."""
    try:
        return parse_address(address).domain
    except InvalidAddress:
        return ""


def in_unicode(address: str) -> str:
    """Return an address with its domain in the letters of its language; what is no address unchanged."""
    try:
        return read_address(address).in_unicode
    except InvalidAddress:
        return address


def email_hmac(address: str) -> str:
    """Return the keyed hash (hex) by which the records of an address are found.

    Records without an address store an empty text instead, which no address hashes to: not even the empty one.
    """
    return crypto.lookup_hash(identity_of(address), purpose=EMAIL_HMAC_CONTEXT)


def masked_address(address: str) -> str:
    """Return the first letter of an address and its host, such as t***@example.com."""
    return f"{address[:1]}***@{address.rpartition('@')[2]}" if address else ""
