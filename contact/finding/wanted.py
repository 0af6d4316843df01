"""What somebody looks for: a reference, a mail address, or words that all must occur."""

from dataclasses import dataclass

from cluster_cms import crypto
from contact.cleaning import mail_address, searchable
from contact.intake import MAIL_PURPOSE
from contact.references import ALPHABET

LETTERS = 8  # of a reference


@dataclass(frozen=True)
class Wanted:
    """`terms` are folded and in UTF-8, as the column for searches holds them; the others are empty if it is none."""

    terms: tuple[bytes, ...]
    reference: str = ""
    mail_key: str = ""


def read_words(words: str) -> Wanted:
    """Return what the words ask for, in any width, case and kana; nothing is asked for where no term is left."""
    terms = [term.encode() for word in words.split() if (term := searchable(word))]
    return Wanted(tuple(dict.fromkeys(terms)), reference_in(words), mail_key_of(words))


def reference_in(words: str) -> str:
    letters = searchable(words).upper()
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        return ""
    return f"{letters[:4]}-{letters[4:]}"


def mail_key_of(words: str) -> str:
    address = mail_address(words)
    box, sign, host = address.partition("@")
    return crypto.lookup_hash(address, purpose=MAIL_PURPOSE) if box and sign and host else ""
