"""Reads one number as people write it: full width, thousands marks, kanji numerals. What is not certain is an error."""

import re
import unicodedata
from decimal import Decimal

from cluster_cms.text.cleaning import narrow

LONGEST = 60  # characters of a number or a day with everything around it
MOST_DIGITS, MOST_DECIMALS = 20, 10
KANJI_DIGITS = dict(zip("〇一二三四五六七八九零壱弐参", "01234567890123", strict=True))
SMALL = {"千": 1_000, "百": 100, "十": 10}
LARGE = {"兆": 10**12, "億": 10**8, "万": 10**4}
KANJI = "".join((*KANJI_DIGITS, *SMALL))
# Marks that keyboards and word processors put for a minus, an apostrophe, and the decimal mark and comma of Arabic.
SIGN = re.compile(r"([-+\u2010-\u2015\u2212\u30fc\u2500])\s?(?=\S)")
AS_ASCII = str.maketrans("\u2018\u2019\u02bc\u00b4`\u2032\u066b\u066c", "''''''.,")
PLAIN = re.compile(r"\d*\.?\d+")
# Groups of three with one mark throughout, then decimals behind another: 1,234.5 and, on the continent, 1.234,5.
GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[,' ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?")
CONTINENTAL = re.compile(
    r"[1-9]\d{0,2}(?:\.\d{3}){2,}|[1-9]\d{0,2}(?P<mark>[.' ])\d{3}(?:(?P=mark)\d{3})*,(?:\d{1,2}|\d{4,})"
)
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}|0,\d+")
SECTION = re.compile(rf"[\d.,{KANJI}]+")
# 一万五 is 10005 in Japanese, 15000 in Chinese, and of some who type 1万5, too.
CUT_SHORT = re.compile(r"[百千万億兆][1-9一二三四五六七八九壱弐参]")
PART = re.compile(r"(?P<count>[^千百十]*)(?P<unit>[千百十]?)")


class UnclearNumber(ValueError):
    """A text that is not certainly one number; `meant` is what its writer may mean, or empty."""

    def __init__(self, meant: str = "") -> None:
        super().__init__()
        self.meant = meant


def figures(text: str) -> str:
    """Return text on one line with digits of every script as 0 to 9. Raises ValueError for ½, ², ① and very long text.

    Those would become other digits in their usual width: 10³ is not 103.
    """
    if len(text) > LONGEST * 4 or any(unicodedata.category(letter) == "No" for letter in text):
        raise ValueError(text)
    plain = narrow(text)
    if len(plain) > LONGEST:
        raise ValueError(text)
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)


def read_number(text: str) -> str:
    """Return the number with digits, "-" and "." alone; zeros stay as written. Raises UnclearNumber."""
    if re.search(r"\S[\t\n\x0b-\r\x1c-\x1f\x85\u2028\u2029]+\S", text):  # two cells or two lines
        raise UnclearNumber
    try:
        plain = figures(text).translate(AS_ASCII)
        sign = SIGN.match(plain)
        number = unsigned(plain[sign.end() :] if sign else plain)
    except UnclearNumber:
        raise
    except ValueError as error:
        raise UnclearNumber from error
    whole, _point, decimals = number.partition(".")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        raise UnclearNumber
    return number if sign is None or sign[1] == "+" else f"-{number}"


def unsigned(text: str) -> str:
    """Return a number without a sign. Raises ValueError, UnclearNumber where the meaning can be supposed."""
    if PLAIN.fullmatch(text):
        return f"0{text}" if text.startswith(".") else text
    if GROUPED.fullmatch(text):
        return re.sub("[,' ]", "", text)
    if CONTINENTAL.fullmatch(text):
        return re.sub("[.' ]", "", text).replace(",", ".")
    if DECIMAL_COMMA.fullmatch(text):
        raise UnclearNumber(text.replace(",", "."))
    if not text or CUT_SHORT.search(text[-2:]):
        raise ValueError(text)
    return f"{kanji_number(text).normalize():f}"


def kanji_number(text: str) -> Decimal:
    """Return the value of a numeral with kanji: 十二, 二〇二六, 1億2千万, 1.5万. Raises ValueError."""
    total, limit, rest = Decimal(0), 10**16, text
    for unit, value in LARGE.items():
        count, found, after = rest.partition(unit)
        if found:
            total, limit, rest = total + below(limit // value, section(count)) * value, value, after
    return total + below(limit, section(rest)) if rest else total


def below(limit: int, number: Decimal) -> Decimal:
    if number >= limit:
        raise ValueError(number)
    return number


def section(text: str) -> Decimal:
    """Return what stands before one of 万, 億, 兆 or alone: 2千, 三百五十, 12, 一二. Raises ValueError."""
    if not SECTION.fullmatch(text):
        raise ValueError(text)
    total, limit = Decimal(0), 10**MOST_DIGITS
    for count, unit in PART.findall(text):
        value = SMALL.get(unit, 1)
        if count or unit:
            if value >= limit or (unit and len(count) > 1 and KANJI_DIGITS.keys() >= set(count)):
                raise ValueError(text)  # 十百, 一二十
            total += below(limit // value, digits(count or "1")) * value
            limit = value
    return total


def digits(text: str) -> Decimal:
    """Return digits, all of them of one kind: 12, 1.5, 1,234, 一二. Raises ValueError."""
    if set(text) <= KANJI_DIGITS.keys():
        return Decimal("".join(KANJI_DIGITS[letter] for letter in text))
    if PLAIN.fullmatch(text) or GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    raise ValueError(text)
