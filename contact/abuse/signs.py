"""Signs that an inquiry may be spam. Each adds to a score and none decides alone: an honest person may show any one.

The judgement is stored as plain codes, which say nothing of the person.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.languages import JAPANESE

TRAP = (
    "website"  # the field that people do not see; a plausible name for programs, none that browsers fill by themselves
)
THRESHOLD = 5
MANY_LINKS = 3
MANY_ADDRESSES = 3  # people who send the very same text

LINK = re.compile(r"https?://|\bwww\.|\[url|\bhref\s*=", re.IGNORECASE)
# Kana with their half-width forms, and kanji.
JAPANESE_LETTER = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
LATIN_LETTER = re.compile(r"[a-z]", re.IGNORECASE)


class Sign(models.TextChoices):
    """What may be seen of an inquiry."""

    TRAP = "trap", _("A field that people do not see was filled in")
    QUICK = "quick", _("Sent within seconds of checking")
    LINKS = "links", _("Many links")
    LANGUAGE = "language", _("Not in the language of the page")
    REPEATED = "repeated", _("The same text came from several mail addresses")
    NETWORK = "network", _("Many inquiries from the same network within an hour")


MARKED = "marked"  # no sign of its own: a person of the desk has judged
LABELS = {**{sign.value: sign.label for sign in Sign}, MARKED: _("Marked by the desk")}

# Every weight stays below THRESHOLD. A password manager fills the trap, a practised hand is quick, an engineer sends
# links, a foreigner writes their language, a class sends one text, an office shares one network.
WEIGHTS = {
    Sign.TRAP: 3,
    Sign.QUICK: 2,
    Sign.LINKS: 2,
    Sign.LANGUAGE: 1,
    Sign.REPEATED: 3,
    Sign.NETWORK: 2,
}


@dataclass(frozen=True)
class Observed:
    """All that is looked at; `seconds` from checking to sending, `addresses` with this text, `sends` of the network."""

    trapped: bool
    seconds: float
    texts: Sequence[str]
    language: str
    addresses: int
    sends: int


@dataclass(frozen=True)
class Judgement:
    """The score and what made it."""

    score: int
    signs: tuple[Sign, ...]

    @property
    def is_suspicious(self) -> bool:
        return self.score >= THRESHOLD


def judge(observed: Observed, *, quick: float, many_sends: int) -> Judgement:
    """Judge an inquiry; `quick` in seconds, `many_sends` from which a network has sent much within the hour."""
    text = unicodedata.normalize("NFKC", "\n".join(observed.texts))
    seen = {
        Sign.TRAP: observed.trapped,
        Sign.QUICK: 0 <= observed.seconds < quick,
        Sign.LINKS: len(LINK.findall(text)) >= MANY_LINKS,
        Sign.LANGUAGE: is_foreign(text, observed.language),
        Sign.REPEATED: observed.addresses >= MANY_ADDRESSES,
        Sign.NETWORK: observed.sends >= many_sends,
    }
    signs = tuple(sign for sign, is_there in seen.items() if is_there)
    return Judgement(score=sum(WEIGHTS[sign] for sign in signs), signs=signs)


def labels_of(codes: Sequence[str]) -> list[str]:
    """Return stored codes as the desk reads them, in the active language."""
    return [str(LABELS.get(code, code)) for code in codes]


def is_foreign(text: str, language: str) -> bool:
    """Tell whether a text has letters, but none of the page's language; Japanese is at home on every page."""
    if JAPANESE_LETTER.search(text) or not any(letter.isalpha() for letter in text):
        return False
    return language == JAPANESE or not LATIN_LETTER.search(text)
