"""What a visitor typed, made fit to search with and to show again."""

import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 100  # characters
MAX_TYPED = 10 * MAX_LENGTH  # characters that are looked at before folding


@dataclass(frozen=True)
class Words:
    """The words to search for; `cut` when more was typed than is used."""

    text: str
    cut: bool = False


def tidy(typed: str) -> Words:
    """Return the words in one width (NFKC), without control characters, single blanks between, cut to length."""
    normal = unicodedata.normalize("NFKC", typed[:MAX_TYPED])
    plain = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in normal)
    text = " ".join(plain.split())
    return Words(text=text[:MAX_LENGTH].rstrip(), cut=len(text) > MAX_LENGTH or len(typed) > MAX_TYPED)
