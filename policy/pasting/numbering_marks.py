"""Reads numbering marks at the beginning of a line, Japanese and English ones: "1.", 第1条, (a), ア, bullets."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policy.text.numbering import KANA, roman

IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
KANJI_VALUES = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
TENS = {"十": 10, "百": 100}
ROMAN = {roman(value): value for value in range(1, 60)}
GAP = r"[ \t\u3000]"
DIGITS = r"[0-9０-９]{1,3}"
KANJI = "[〇一二三四五六七八九十百]{1,5}"
# Hyphens, dashes and minus signs of every width.
DASHES = "\\-‐‑‒–—―−﹘﹣－"
OPEN, CLOSE = "[(（]", "[)）]"
SET_OFF = rf"(?={GAP}|[（(【〔［:：]|$)[:：]?"
BULLET = "bullet "
# style, pattern. The group "n" holds the numeral; the pattern ends where the mark does.
NUMBERED = [
    (
        "article",
        rf"第{GAP}?(?P<n>{DIGITS}|{KANJI}){GAP}?条(?:の(?P<branch>{DIGITS}|{KANJI}))?{SET_OFF}",
    ),
    ("chapter", rf"第{GAP}?(?P<n>{DIGITS}|{KANJI}){GAP}?[章編節](?={GAP}|$)"),
    ("paragraph", rf"第{GAP}?(?P<n>{DIGITS}|{KANJI}){GAP}?項{SET_OFF}"),
    ("dot", rf"(?P<n>{DIGITS}){GAP}?[.．](?![0-9０-９])"),
    ("comma", rf"(?P<n>{DIGITS}){GAP}?、"),
    ("colon", rf"(?P<n>{DIGITS}){GAP}?[:：](?![0-9０-９])"),
    ("bare", rf"(?P<n>{DIGITS})(?=[\t\u3000]| +[^\sa-z0-9])"),
    ("brackets", rf"[\[［【〔](?P<n>{DIGITS})[\]］】〕]"),
    ("half-parenthesis", rf"(?P<n>{DIGITS}){GAP}?{CLOSE}"),
    ("parentheses", rf"{OPEN}{GAP}?(?P<n>{DIGITS}){GAP}?{CLOSE}"),
    ("kanji", rf"(?P<n>{KANJI})(?:[.．、]|(?=[\t\u3000]))"),
    ("kanji-parentheses", rf"{OPEN}(?P<n>{KANJI}){CLOSE}"),
]
SYMBOLS = [
    ("circled", "(?P<n>[①-⑳❶-❿])"),
    ("parentheses", "(?P<n>[⑴-⒇㈠-㈩])"),
    ("dot", "(?P<n>[⒈-⒛])"),
]
LETTERED = [
    ("dot", rf"(?P<n>[a-zａ-ｚ]{{1,6}}|[A-ZＡ-Ｚ]{{1,6}})[.．](?={GAP}|$)"),
    ("half-parenthesis", rf"(?P<n>[a-zａ-ｚ]{{1,6}}|[A-ZＡ-Ｚ]{{1,6}}){CLOSE}"),
    ("parentheses", rf"{OPEN}(?P<n>[a-zａ-ｚ]{{1,6}}|[A-ZＡ-Ｚ]{{1,6}}){CLOSE}"),
    ("sign", rf"(?P<n>[Ⅰ-Ⅻⅰ-ⅻ])(?:[.．、]|(?={GAP}))"),
]
KATAKANA = [
    ("kana-dot", rf"(?P<n>[ア-ンｱ-ﾝ])(?:[.．、)）]|(?={GAP}))"),
    ("kana-parentheses", rf"{OPEN}(?P<n>[ア-ンｱ-ﾝ]){CLOSE}"),
]
WORD = re.compile(
    rf"(?P<word>article|item|section|clause){GAP}+(?P<n>{DIGITS}|[IVX]{{1,6}})(?=[\s.:)–—-]|$)[.:)–—-]?", re.I
)
DECIMAL = re.compile(rf"(?P<up>{DIGITS}(?:[.．-]{DIGITS})*)[.．-](?P<n>{DIGITS})[.．)）]?(?={GAP}|$)")
# Signs that are bullets wherever they stand, and signs that need a blank after them. Private-use letters are Word's.
BULLETS = re.compile(
    rf"(?P<sign>[•・･‣◦▪▫■□●○◆◇▶►➢✓✔]|#{{2,6}}(?={GAP})|[{DASHES}ー*＊\uf020-\uf0ff](?={GAP})|[o§](?=\t))"
)


def digits_value(token: str) -> int:
    """Return the value of half-width or full-width digits."""
    return int(unicodedata.normalize("NFKC", token))


def kanji_value(token: str) -> int:
    """Return the value of a kanji numeral below a thousand: 十二 and 一二 are both 12."""
    if not any(letter in TENS for letter in token):
        return int("".join(str(KANJI_VALUES[letter]) for letter in token))
    total = pending = 0
    for letter in token:
        if letter in TENS:
            total += (pending or 1) * TENS[letter]
            pending = 0
        else:
            pending = KANJI_VALUES[letter]
    return total + pending


def arabic_or_kanji(token: str) -> int:
    return kanji_value(token) if token[0] in KANJI_VALUES or token[0] in TENS else digits_value(token)


def any_number(token: str) -> int:
    """Return the value of digits, kanji or Roman numerals."""
    return ROMAN[token.lower()] if token.lower() in ROMAN else arabic_or_kanji(token)


def symbol_value(token: str) -> int:
    """Return the value of one sign that holds its number: ①, ❶, ⑴, ⒈, ㈠."""
    return int(unicodedata.numeric(token))


def letter_value(token: str) -> Iterator[tuple[str, int]]:
    """Yield each way to read a Latin token and its value: (i) is the ninth letter and the first Roman numeral."""
    plain = unicodedata.normalize("NFKC", token)
    if plain.lower() in ROMAN and (plain.islower() or plain.isupper()):
        yield "roman", ROMAN[plain.lower()]
    if len(plain) == 1:
        yield "letter", ord(plain.lower()) - ord("a") + 1


def kana_value(token: str) -> Iterator[tuple[str, int]]:
    """Yield each way to count with a katakana letter: ア イ ウ and イ ロ ハ."""
    plain = unicodedata.normalize("NFKC", token)
    if plain in KANA:
        yield "kana", KANA.index(plain) + 1
    if plain in IROHA:
        yield "iroha", IROHA.index(plain) + 1


@dataclass(frozen=True)
class Mark:
    """A mark read in one way. Marks of one list share their `style`; a bullet counts nothing and has the ordinal 0."""

    style: str
    ordinal: int
    text: str
    rest: str
    branch: int = 0

    @property
    def is_bullet(self) -> bool:
        return self.style.startswith(BULLET)


def compiled(patterns: list[tuple[str, str]]) -> list[tuple[str, re.Pattern[str]]]:
    return [(style, re.compile(pattern)) for style, pattern in patterns]


NUMBERED_PATTERNS = compiled(NUMBERED)
SYMBOL_PATTERNS = compiled(SYMBOLS)
LETTERED_PATTERNS = compiled(LETTERED)
KATAKANA_PATTERNS = compiled(KATAKANA)


@lru_cache(maxsize=10_000)
def possible_marks(text: str) -> tuple[Mark, ...]:
    """Return every way to read the beginning of a line as a mark; most lines have none."""
    return (*numbered(text), *named(text), *lettered(text), *bulleted(text))


def numbered(text: str) -> Iterator[Mark]:
    for style, pattern in NUMBERED_PATTERNS:
        if match := pattern.match(text):
            words = match.groupdict().get("branch")
            branch = arabic_or_kanji(words) if words else 0
            yield mark_from(text, match, style, arabic_or_kanji(match["n"]), branch=branch)
    for style, pattern in SYMBOL_PATTERNS:
        if match := pattern.match(text):
            yield mark_from(text, match, style, symbol_value(match["n"]))
    if match := DECIMAL.match(text):
        yield mark_from(text, match, f"decimal {len(re.split('[.．-]', match['up']))}", digits_value(match["n"]))


def named(text: str) -> Iterator[Mark]:
    """Yield "Article 3." and its like."""
    match = WORD.match(text)
    is_reference = match and match[0][-1].isalnum() and text[match.end() :].strip()[:1].islower()  # "Section 5 above"
    if match and not is_reference:
        roman = [value for custom, value in letter_value(match["n"]) if custom == "roman"]
        if roman or not match["n"].isalpha():
            yield mark_from(text, match, match["word"].lower(), roman[0] if roman else digits_value(match["n"]))


def lettered(text: str) -> Iterator[Mark]:
    for style, pattern in LETTERED_PATTERNS:
        if match := pattern.match(text):
            case = "upper" if match["n"].isupper() else "lower"
            for custom, value in letter_value(match["n"]):
                yield mark_from(text, match, f"{case} {custom} {style}", value)
    for style, pattern in KATAKANA_PATTERNS:
        if match := pattern.match(text):
            for custom, value in kana_value(match["n"]):
                yield mark_from(text, match, f"{custom} {style}", value)


def bulleted(text: str) -> Iterator[Mark]:
    if match := BULLETS.match(text):
        yield mark_from(text, match, BULLET + match["sign"], 0)


def mark_from(text: str, match: re.Match[str], style: str, ordinal: int, *, branch: int = 0) -> Mark:
    return Mark(style, ordinal, match[0], text[match.end() :].strip(), branch)
