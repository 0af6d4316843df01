"""Folds text for comparison in searches: width, case, kana, kanji variants."""

import re
import unicodedata

from cluster_cms.text.cleaning import tidy

KANJI_VARIANTS = str.maketrans(
    "髙﨑嵜濵濱邊邉齋齊斎澤櫻廣國德嶋嶌槗眞惠瀨槇冨龍𠮷桒條萬與藪",
    "高崎崎浜浜辺辺斉斉斉沢桜広国徳島島橋真恵瀬槙富竜吉桑条万与薮",
)
# Left out of searches: blanks, hyphens, and the selectors that choose between variants of a kanji (UTS 37).
# A long vowel mark beside a letter or digit of ASCII is a hyphen typed with the wrong key.
IGNORED_IN_SEARCH = re.compile(
    r"[\s\-\u2010-\u2015\u2212\u2500\ufe00-\ufe0f\U000e0100-\U000e01ef]|(?<=[0-9a-z])\u30fc|\u30fc(?=[0-9a-z])"
)
HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def fold(text: str) -> str:
    """Return text as it is compared: NFKC, case folded, hiragana as katakana."""
    return unicodedata.normalize("NFKC", tidy(text)).casefold().translate(HIRAGANA)


def searchable(text: str) -> str:
    """Return text as searches compare it: folded, kanji variants unified, without blanks and hyphens."""
    return IGNORED_IN_SEARCH.sub("", fold(text).translate(KANJI_VARIANTS))
