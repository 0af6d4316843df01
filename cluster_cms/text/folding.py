"""Folds text for comparison: one way for both searches, and a milder one that tells a repeated inquiry.

For a search every character is folded by itself or with its neighbours, never by the word it stands in: so whoever
types a part of a text finds it. What depends on words is asked for in each spelling (`cluster_cms.text.spellings`).
"""

import re
from collections.abc import Callable

from cluster_cms.text.cleaning import normalized, tidy
from cluster_cms.text.kanji_shapes import shape_table
from cluster_cms.text.telephone_numbers import with_plain_numbers

VERSION = 3  # raise it with every change of what a search compares: the worker then makes all stored texts anew
# Iteration marks and 〇, kana, ideographs with every extension (Unicode blocks).
JAPANESE = (
    "\u3005-\u3007\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
KANJI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KATAKANA = "\u30a1-\u30fa\u30fc"
LONG_MARK = "ー"
HIRAGANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}

# What NFKC would turn into letters, or keep though nobody types it: read otherwise before it, or left out.
ODD = {"º": "°", "˚": "°", "゛": "\u3099", "゜": "\u309a"}
# Format characters, variation selectors of every kind (UTS 37, UTS 51), tags, signs of a trade mark.
SILENT = (
    r"\x80-\x84\x86-\x9f\u00ad\u00ae\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2120\u2122\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef"
)
BEFORE = re.compile(f"[º˚゛゜{SILENT}]")
# Marks that many leave out: accents, Hebrew points, Arabic vowel signs. Only texts of these scripts are looked at.
ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+")
ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u0370-\u045f\u0591-\u05c7\u0610-\u0670\u1e00-\u1fff]")


class Shapes(dict[int, int | str | None]):
    """A table for `str.translate` that learns which characters stay: a missing key costs it an exception each time."""

    def __missing__(self, code: int) -> int:
        if code < 0x10000:
            self[code] = code
        return code


def table(one: str, other: str) -> dict[int, int]:
    return dict(zip(map(ord, one), map(ord, other), strict=True))


TABLE = Shapes(
    {
        **HIRAGANA,
        **shape_table(),
        # The small vowels, ヵ and ヶ, kana that sound alike, the small kana of Ainu.
        **table("ァィゥェォヮヵヶヂヅヰヱヷヸヹヺ", "アイウエオワケケジズイエバイエボ"),
        **table("ぁぃぅぇぉゎゕゖぢづゐゑ", "アイウエオワケケジズイエ"),
        **table("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "クシストヌハヒフヘホムラリルレロ"),
        **dict.fromkeys(map(ord, "‐‑‒–—―−─﹣⁃"), "-"),
        **dict.fromkeys(map(ord, "’‘ʼʻ´′"), "'"),
        **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
        **table("○◯øłđðıħŧ×✕⌀〜⁄ىيكة〻", "〇〇olddihtxxφ~/ییکه々"),
        **{ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th", 0x3099: None, 0x309A: None},
    }
)
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
VOICED = str.maketrans("カキクケコサシスセソタチツテトハヒフヘホ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボ")
VU = dict(zip("アイエオ", "バビベボ", strict=True))
DIGITS = table("〇一二三四五六七八九", "0123456789")


def nothing(_match: re.Match[str]) -> str:
    return ""


def repeated(match: re.Match[str]) -> str:
    """Return スス for スヽ, スズ for スヾ."""
    before = match.string[match.start() - 1]
    return before.translate(VOICED) if match[0] == "ヾ" else before


def arabic(match: re.Match[str]) -> str:
    """Return 2026 for 二〇二六, and for four digits before 年; a number such as 二十 or 第二 stays."""
    digits = match[0].translate(DIGITS)
    is_year = len(digits) == 4 and match.string[match.end() : match.end() + 1] == "年"
    return digits if is_year or ("0" in digits and digits.strip("0")) else match[0]


# While hiragana and katakana still differ: ー typed as a hyphen or as 一, dots and blanks inside Japanese. Each pattern
# begins with the character that is replaced, which the engine looks for many times faster than for what stands before.
JOINTS: tuple[Rule, ...] = (
    (re.compile(f"[-‐‑‒–—―−─一](?<=[{KATAKANA}].)(?=[{KATAKANA}])"), lambda _match: "ー"),
    (re.compile(f"[·・•‧⋅゠](?<=[{KATAKANA}].)(?=[{KATAKANA}])"), nothing),
    (re.compile(rf"\s(?<=[{JAPANESE}]\s)\s*(?=[{JAPANESE}])"), nothing),
)
KANA_AND_DIGITS: tuple[Rule, ...] = (
    (re.compile("[ヽヾ](?<=[ァ-ヺ].)"), repeated),
    (re.compile("ヴ([アイエオ]?)"), lambda match: VU.get(match[1], "ブ")),
    (re.compile("[〇一二三四五六七八九]{2,}"), arabic),
)
HAS_JAPANESE = re.compile(f"[{JAPANESE}]")
THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
MICRO = re.compile("μ(?=(?:[mlgsfhvaw]|pa|mol|sv)(?![a-z]))")


def fold(text: str) -> str:
    """Return text as repeated inquiries are told: NFKC, case folded, hiragana as katakana."""
    return normalized("NFKC", tidy(text)).casefold().translate(HIRAGANA)


def fold_for_search(text: str) -> str:
    """Return text as both searches compare it, with the blanks and marks between its words."""
    folded = fold_letters(text)
    if not folded.isascii():
        before, after = (JOINTS, KANA_AND_DIGITS) if HAS_JAPANESE.search(folded) else ((), ())
        for pattern, replace in before:
            folded = pattern.sub(replace, folded)
        folded = MICRO.sub("u", folded.translate(TABLE))
        for pattern, replace in after:
            folded = pattern.sub(replace, folded)
    return THOUSANDS.sub("", folded)


def fold_letters(text: str) -> str:
    """Return text in one width and one case, without accents and without what cannot be seen."""
    if text.isascii():
        return text.casefold()
    folded = normalized("NFKC", BEFORE.sub(lambda found: ODD.get(found[0], ""), text)).casefold()
    folded = folded.replace("ㇷ\u309a", "プ")
    if ACCENTED.search(folded):
        folded = normalized("NFC", ACCENTS.sub("", normalized("NFD", folded)))
    return folded


# Left out: blanks, hyphens, apostrophes, quotation marks, the sign of degrees. Beside ASCII a long vowel mark is
# a hyphen.
IGNORED = re.compile(r"[\s\-'\"°]|(?<=[0-9a-z])ー|ー(?=[0-9a-z])")


def searchable(text: str) -> str:
    """Return text as the desk's search compares it: folded, without blanks, hyphens and the marks of telephone numbers.

    A word with an umlaut stands a second time on a line of its own, with its vowels written out (Müller, Mueller).
    """
    squeezed = (without_marks(with_plain_numbers(fold_for_search(one))) for one in (text, *written_out(text)))
    return "\n".join(filter(None, squeezed))


def without_marks(folded: str) -> str:
    """Return folded text without the blanks and marks that the desk's search leaves out."""
    return IGNORED.sub("", folded)


UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
HAS_UMLAUT = re.compile("[äöüøåÄÖÜØÅ\u0308\u030a]")
WITH_UMLAUT = re.compile("[a-zà-ɏ'-]*[äöüøå][a-zà-ɏ'-]*")


def written_out(text: str) -> list[str]:
    """Return the words of a text that have an umlaut, with each umlaut as two letters."""
    return [spelled for word in WITH_UMLAUT.findall(composed_lower(text)) for spelled in written_out_whole(word)]


def written_out_whole(text: str) -> list[str]:
    """Return the text with each umlaut as two letters; nothing when it has none."""
    letters = composed_lower(text)
    spelled = "".join(UMLAUTS.get(letter, letter) for letter in letters)
    return [spelled] if spelled != letters else []


def composed_lower(text: str) -> str:
    """Return text in NFC and lower case; empty when it can have no umlaut."""
    return normalized("NFC", text).lower() if not text.isascii() and HAS_UMLAUT.search(text) else ""
