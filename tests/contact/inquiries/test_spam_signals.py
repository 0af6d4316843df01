"""Each spam signal adds to the score; none is enough alone, two may be."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact.inquiries.spam_scoring import THRESHOLD, WEIGHTS, Observed, SpamScore, SpamSignal, score

JAPANESE = "CX-210の試料を希望します。"
PLAIN = Observed(honeypot_filled=False, seconds=40, texts=[JAPANESE], language="ja", addresses=1, sends=1)
LINKS = "https://a.example http://b.example www.c.example"
# What makes each signal appear, and no other.
CHANGES: dict[SpamSignal, dict[str, Any]] = {
    SpamSignal.HONEYPOT: {"honeypot_filled": True},
    SpamSignal.QUICK: {"seconds": 0.5},
    SpamSignal.LINKS: {"texts": [JAPANESE + LINKS]},
    SpamSignal.LANGUAGE: {"texts": ["We offer you the best prices"]},
    SpamSignal.REPEATED: {"addresses": 3},
    SpamSignal.NETWORK: {"sends": 5},
}
SIGNALS = list(CHANGES)  # beside FLOOD, which tells nothing about the inquiry


def scored(**changes: Any) -> SpamScore:
    return score(replace(PLAIN, **changes), quick=3, many_sends=5)


def scored_with(signals: Sequence[SpamSignal]) -> SpamScore:
    changes = [CHANGES[signal] for signal in signals]
    merged = {name: value for change in changes for name, value in change.items()}
    if {SpamSignal.LINKS, SpamSignal.LANGUAGE} <= set(signals):
        merged["texts"] = [LINKS]
    return scored(**merged)


def test_a_plain_inquiry_shows_no_signal() -> None:
    assert scored() == SpamScore(score=0, signals=())


def test_a_flood_leads_to_the_quarantine_whatever_the_score() -> None:
    assert scored(flooded=True) == SpamScore(score=0, signals=(SpamSignal.FLOOD,))
    assert scored(flooded=True).is_suspicious


@pytest.mark.parametrize("signal", SIGNALS)
def test_each_signal_is_seen_and_none_decides_alone(signal: SpamSignal) -> None:
    spam = scored_with([signal])
    assert spam.signals == (signal,)
    assert 0 < spam.score < THRESHOLD
    assert not spam.is_suspicious


@pytest.mark.parametrize("signals", combinations(SIGNALS, 2), ids=lambda pair: " and ".join(pair))
def test_two_signals_decide_by_their_weights(signals: tuple[SpamSignal, SpamSignal]) -> None:
    spam = scored_with(signals)
    assert set(spam.signals) == set(signals)
    assert spam.is_suspicious == (sum(WEIGHTS[signal] for signal in signals) >= THRESHOLD)


SUSPICIOUS = [
    {SpamSignal.HONEYPOT, SpamSignal.QUICK},
    {SpamSignal.HONEYPOT, SpamSignal.LINKS},
    {SpamSignal.QUICK, SpamSignal.LINKS, SpamSignal.LANGUAGE},
]
HARMLESS = [
    {SpamSignal.HONEYPOT, SpamSignal.LANGUAGE},
    {SpamSignal.LINKS, SpamSignal.LANGUAGE},
    {SpamSignal.QUICK, SpamSignal.LANGUAGE},
]
VERDICTS = [(one, True) for one in SUSPICIOUS] + [(one, False) for one in HARMLESS]


@pytest.mark.parametrize("signals, suspicious", VERDICTS)
def test_usual_combinations(signals: set[SpamSignal], suspicious: bool) -> None:
    assert scored_with(sorted(signals)).is_suspicious == suspicious


OBSERVED = st.builds(
    Observed,
    honeypot_filled=st.booleans(),
    seconds=st.floats(-1e6, 1e6),
    texts=st.lists(st.text() | st.just(LINKS) | st.just(JAPANESE), max_size=4),
    language=st.sampled_from(["ja", "en"]),
    addresses=st.integers(0, 1000),
    sends=st.integers(0, 1000),
)


@given(OBSERVED, st.floats(0, 60), st.integers(1, 100))
def test_no_single_signal_ever_reaches_the_threshold(observed: Observed, quick: float, many: int) -> None:
    spam = score(observed, quick=quick, many_sends=many)
    assert spam.score == sum(WEIGHTS[signal] for signal in spam.signals)
    assert len(spam.signals) > 1 or not spam.is_suspicious
    assert spam == score(observed, quick=quick, many_sends=many)


@given(OBSERVED, st.sampled_from(["honeypot_filled", "links", "addresses", "sends"]))
def test_one_more_signal_never_lowers_the_score(observed: Observed, name: str) -> None:
    more: dict[str, Any] = {
        "honeypot_filled": True,
        "links": [*observed.texts, LINKS, JAPANESE],
        "addresses": 1000,
        "sends": 1000,
    }
    worse = replace(observed, **{"texts" if name == "links" else name: more[name]})
    before, after = (score(one, quick=3, many_sends=5) for one in (observed, worse))
    assert set(after.signals) >= set(before.signals) - {SpamSignal.LANGUAGE}


LANGUAGES = [
    ("ja", "資料請求", False),
    ("ja", "ｶﾀﾛｸﾞｸﾀﾞｻｲ", False),
    ("ja", "Please send me a sample", True),
    ("ja", "Здравствуйте", True),
    ("ja", "CX-210 を 2 kg", False),
    ("ja", "06-1234-5678", False),
    ("ja", "", False),
    ("en", "Please send me a sample", False),
    ("en", "試料を希望します", False),
    ("en", "Здравствуйте", True),
    ("en", "Ω = 3", True),
]


@pytest.mark.parametrize("language, text, foreign", LANGUAGES)
def test_a_text_in_another_language_than_the_page(language: str, text: str, foreign: bool) -> None:
    assert (SpamSignal.LANGUAGE in scored(texts=[text], language=language).signals) == foreign


@pytest.mark.parametrize(
    "text", ["ｈｔｔｐｓ：／／a.example " * 3, "[url=x]a[/url] " * 3, "<a HREF='x'> " * 3, "WWW.a.example " * 3]
)
def test_links_are_seen_in_every_dress(text: str) -> None:
    assert SpamSignal.LINKS in scored(texts=[JAPANESE, text]).signals
    assert SpamSignal.LINKS not in scored(texts=[JAPANESE, text[: len(text) // 3] * 2]).signals
