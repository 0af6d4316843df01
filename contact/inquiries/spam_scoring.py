"""Scores an inquiry for spam as it is stored: each signal adds to the score, none decides alone."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.sites import JAPANESE
from contact.inquiries.submission import Draft
from contact.rate_limits.counters import HALF_DAY, increment, read
from contact.text import answers
from contact.text.cleaning import fold
from contact.text.question_kinds import Kind

HONEYPOT = (
    "website"  # the field that people do not see; a plausible name for programs, none that browsers fill by themselves
)
THRESHOLD = 5
MANY_LINKS = 3
MANY_ADDRESSES = 3  # people who send the very same text
LINK = re.compile(r"https?://|\bwww\.|\[url|\bhref\s*=", re.IGNORECASE)
# Kana with their half-width forms, and kanji.
JAPANESE_LETTER = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
LATIN_LETTER = re.compile(r"[a-z]", re.IGNORECASE)
MARKED = "marked"  # no sign of its own: a person of the desk has judged
LONG_ENOUGH = 20  # characters: shorter texts are alike by chance
PROSE = (Kind.TEXT, Kind.LONG_TEXT)
NOT_PROSE = ("mail", "phone")


class SpamSignal(models.TextChoices):
    """What may be seen of an inquiry."""

    TRAP = "trap", _("A field that people do not see was filled in")
    QUICK = "quick", _("Sent within seconds of checking")
    LINKS = "links", _("Many links")
    LANGUAGE = "language", _("Not in the language of the page")
    REPEATED = "repeated", _("The same text came from several mail addresses")
    NETWORK = "network", _("Many inquiries from the same network within an hour")


LABELS = {**{sign.value: sign.label for sign in SpamSignal}, MARKED: _("Marked by the desk")}
# Every weight stays below THRESHOLD. A password manager fills the trap, a practised hand is quick, an engineer sends
# links, a foreigner writes their language, a class sends one text, an office shares one network.
WEIGHTS = {
    SpamSignal.TRAP: 3,
    SpamSignal.QUICK: 2,
    SpamSignal.LINKS: 2,
    SpamSignal.LANGUAGE: 1,
    SpamSignal.REPEATED: 3,
    SpamSignal.NETWORK: 2,
}


@dataclass(frozen=True)
class Observed:
    """All that is looked at; `seconds` from checking to sending, `addresses` with this text, `sends` of the network."""

    honeypot_filled: bool
    seconds: float
    texts: Sequence[str]
    language: str
    addresses: int
    sends: int


@dataclass(frozen=True)
class SpamScore:
    """The score and what made it."""

    score: int
    signs: tuple[SpamSignal, ...]

    @property
    def is_suspicious(self) -> bool:
        return self.score >= THRESHOLD


def score(observed: Observed, *, quick: float, many_sends: int) -> SpamScore:
    """Judge an inquiry; `quick` in seconds, `many_sends` from which a network has sent much within the hour."""
    text = unicodedata.normalize("NFKC", "\n".join(observed.texts))
    seen = {
        SpamSignal.TRAP: observed.honeypot_filled,
        SpamSignal.QUICK: 0 <= observed.seconds < quick,
        SpamSignal.LINKS: len(LINK.findall(text)) >= MANY_LINKS,
        SpamSignal.LANGUAGE: is_foreign(text, observed.language),
        SpamSignal.REPEATED: observed.addresses >= MANY_ADDRESSES,
        SpamSignal.NETWORK: observed.sends >= many_sends,
    }
    signs = tuple(sign for sign, is_there in seen.items() if is_there)
    return SpamScore(score=sum(WEIGHTS[sign] for sign in signs), signs=signs)


def labels_of(codes: Sequence[str]) -> list[str]:
    """Return stored codes as the desk reads them, in the active language."""
    return [str(LABELS.get(code, code)) for code in codes]


def is_foreign(text: str, language: str) -> bool:
    """Tell whether a text has letters, but none of the page's language; Japanese is at home on every page."""
    if JAPANESE_LETTER.search(text) or not any(letter.isalpha() for letter in text):
        return False
    return language == JAPANESE or not LATIN_LETTER.search(text)


def spam_score_of(draft: Draft, *, sends: int, at: datetime) -> SpamScore:
    """Judge a draft sent `at`, when its network has sent `sends` inquiries in this hour."""
    observed = Observed(
        honeypot_filled=draft.honeypot_filled,
        seconds=(at - datetime.fromisoformat(draft.made_at)).total_seconds(),
        texts=prose_of(draft),
        language=draft.language,
        addresses=addresses_with_text_of(draft),
        sends=sends,
    )
    return score(observed, quick=settings.FORM_QUICK, many_sends=max(2, settings.FORM_SENDS_PER_NETWORK // 4))


def prose_of(draft: Draft) -> list[str]:
    """Return what was written in own words."""
    return [
        answers.shown(answer) for answer in draft.answers if answer["kind"] in PROSE and answer["key"] not in NOT_PROSE
    ]


def addresses_with_text_of(draft: Draft) -> int:
    """Count from how many mail addresses the same message came lately, this one included, without keeping either."""
    text = "".join(fold(answers.text_of(draft.answers, "message")).split())
    if len(text) < LONG_ENOUGH:
        return 1
    pair, alone = HALF_DAY.key("text", text, answers.text_of(draft.answers, "mail")), HALF_DAY.key("text", text)
    keys = {alone: HALF_DAY}
    is_new = increment({pair: HALF_DAY})[pair] == 1
    return (increment if is_new else read)(keys)[alone]
