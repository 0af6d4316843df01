"""Reference codes: the short random names of inquiries and requests in mails, lists, logs and on the telephone."""

import secrets

from cluster_cms.text import cleaning

# Neither 0 O, 1 I L, nor U V: each could be misheard or misread on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
PATTERN = r"[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}"


def new_reference() -> str:
    """Return a random code such as K7QM-2XFD (29^8, about 5 * 10^11 possible codes)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def as_reference(typed: str) -> str:
    """Return typed text in the form of a reference; width, case, blanks and hyphens do not matter."""
    letters = "".join(filter(str.isalnum, cleaning.phone_number(typed).upper()))
    return f"{letters[:4]}-{letters[4:8]}" if len(letters) == 8 else letters[:9]
