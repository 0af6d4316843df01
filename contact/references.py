"""The short code by which an inquiry is called everywhere outside its own page."""

import secrets

# Neither 0 O, 1 I L, nor U V: each could be misheard or misread on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
PATTERN = r"[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}"


def new_reference() -> str:
    """Return a random code such as K7QM-2XFD (29^8, about 5 * 10^11 possibilities)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
