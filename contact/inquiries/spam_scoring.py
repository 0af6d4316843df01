"""Scores an inquiry for spam before it is stored: each signal adds to the score, none is enough alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.languages import JAPANESE
from cluster_cms.text.cleaning import normalized
from cluster_cms.text.folding import fold
from contact.inquiries.block_list import is_blocked
from contact.inquiries.draft import Draft
from contact.rate_limits.counters import HALF_DAY, increment, read
from contact.rate_limits.limits import CountedPost
from contact.text import answers
from contact.text.question_kinds import Kind

HONEYPOT = "website"  # name of a hidden field: plausible for programs, but filled in by no browser on its own
THRESHOLD = 5
MANY_LINKS = 3
MANY_ADDRESSES = 3  # that send the very same text
LINK = re.compile(r"https?://|\bwww\.|\[url|\bhref\s*=", re.IGNORECASE)
# Kana with their half-width forms, and kanji.
JAPANESE_LETTER = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
LATIN_LETTER = re.compile(r"[a-z]", re.IGNORECASE)
MARKED = "marked"  # stored among the signals when a person of the desk marks an inquiry as spam
LONG_ENOUGH = 20  # characters: shorter texts are equal by chance
PROSE = (Kind.TEXT, Kind.LONG_TEXT)
NOT_PROSE = ("mail", "phone")


class SpamSignal(models.TextChoices):
    """A property of an inquiry that makes spam more likely."""

    HONEYPOT = "honeypot", _("A field that people do not see was filled in")
    QUICK = "quick", _("Sent within seconds of checking")
    LINKS = "links", _("Many links")
    LANGUAGE = "language", _("Not in the language of the page")
    REPEATED = "repeated", _("The same text came from several email addresses")
    NETWORK = "network", _("Many inquiries from the same network within an hour")
    BLOCKED = "blocked", _("The sender or the domain is on the block list")
    FLOOD = "flood", _("Received while the form was flooded; nothing else need be wrong with it")


LABELS = {**{signal.value: signal.label for signal in SpamSignal}, MARKED: _("Marked by the desk")}
# A flood and a blocked sender weigh nothing and lead to the quarantine whatever the score.
# Every weight stays below THRESHOLD. A password manager fills in the honeypot, a practised hand is quick, an engineer
# sends links, a foreigner writes their language, a class sends one text, an office shares one network.
WEIGHTS = {
    SpamSignal.HONEYPOT: 3,
    SpamSignal.QUICK: 2,
    SpamSignal.LINKS: 2,
    SpamSignal.LANGUAGE: 1,
    SpamSignal.REPEATED: 3,
    SpamSignal.NETWORK: 2,
    SpamSignal.BLOCKED: 0,
    SpamSignal.FLOOD: 0,
}
ENOUGH = {SpamSignal.BLOCKED, SpamSignal.FLOOD}


@dataclass(frozen=True)
class Observed:
    """What the score is made from."""

    honeypot_filled: bool
    seconds: float  # from checking to sending
    texts: Sequence[str]
    language: str  # of the page
    addresses: int  # that sent this message within half a day, this one included
    sends: int  # of the network in this hour
    blocked: bool = False  # the desk has put the sender on the block list
    flooded: bool = False  # too many came; it has a place that is reserved for networks hardly seen


@dataclass(frozen=True)
class SpamScore:
    """The sum of the weights, and the signals that made it."""

    score: int
    signals: tuple[SpamSignal, ...]

    @property
    def is_suspicious(self) -> bool:
        return self.score >= THRESHOLD or bool(ENOUGH.intersection(self.signals))


def spam_score_of(draft: Draft, post: CountedPost | None, *, at: datetime) -> SpamScore:
    """Return the score of a draft sent `at` by a post, which has been checked against the rate limits."""
    observed = Observed(
        honeypot_filled=draft.honeypot_filled,
        seconds=(at - datetime.fromisoformat(draft.made_at)).total_seconds(),
        texts=prose_of(draft),
        language=draft.language,
        addresses=count_addresses(draft),
        sends=post.sends if post else 0,
        blocked=is_blocked(answers.text_of(draft.answers, "mail")),
        flooded=post.is_flooded if post else False,
    )
    return score(observed, quick=settings.FORM_QUICK, many_sends=max(2, settings.FORM_SENDS_PER_NETWORK // 4))


def score(observed: Observed, *, quick: float, many_sends: int) -> SpamScore:
    """Return the score; `quick` in seconds, `many_sends` the number from which a network has sent many."""
    text = normalized("NFKC", "\n".join(observed.texts))
    present = {
        SpamSignal.HONEYPOT: observed.honeypot_filled,
        SpamSignal.QUICK: 0 <= observed.seconds < quick,
        SpamSignal.LINKS: len(LINK.findall(text)) >= MANY_LINKS,
        SpamSignal.LANGUAGE: is_foreign(text, observed.language),
        SpamSignal.REPEATED: observed.addresses >= MANY_ADDRESSES,
        SpamSignal.NETWORK: observed.sends >= many_sends,
        SpamSignal.BLOCKED: observed.blocked,
        SpamSignal.FLOOD: observed.flooded,
    }
    signals = tuple(signal for signal, is_present in present.items() if is_present)
    return SpamScore(score=sum(WEIGHTS[signal] for signal in signals), signals=signals)


def is_foreign(text: str, language: str) -> bool:
    """Return whether a text has letters but none of the page's language; Japanese is accepted on every page."""
    if JAPANESE_LETTER.search(text) or not any(letter.isalpha() for letter in text):
        return False
    return language == JAPANESE or not LATIN_LETTER.search(text)


def prose_of(draft: Draft) -> list[str]:
    """Return the answers that were written in own words."""
    return [
        answers.shown(answer) for answer in draft.answers if answer["kind"] in PROSE and answer["key"] not in NOT_PROSE
    ]


def count_addresses(draft: Draft) -> int:
    """Return from how many mail addresses the message came within half a day; neither is kept."""
    text = "".join(fold(answers.text_of(draft.answers, "message")).split())
    if len(text) < LONG_ENOUGH:
        return 1
    with_address = HALF_DAY.key("text", text, answers.text_of(draft.answers, "mail"))
    alone = HALF_DAY.key("text", text)
    is_new = increment({with_address: HALF_DAY})[with_address] == 1
    return (increment if is_new else read)({alone: HALF_DAY})[alone]


def labels_of(codes: Sequence[str]) -> list[str]:
    """Return stored signals as the desk reads them, in the active language."""
    return [str(LABELS.get(code, code)) for code in codes]
