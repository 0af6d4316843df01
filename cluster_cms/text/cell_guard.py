"""Tells which texts a spreadsheet would read as anything else than text, and marks them.

The grammar was held against LibreOffice 7.4 (`make test-extra`); what Excel alone reads (MAR1, #N/A) is in it too.
"""

import re
from functools import lru_cache
from unicodedata import normalize

# What XML 1.0 cannot hold (2.2, Char); a carriage return would become a line feed.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARK = "'"
LONGEST = 80  # characters at the beginning of a text that are looked at; no date is longer, and no number that is typed
# What may stand before a formula or a number without hiding it; the characters that are left out are among them.
BLANK = r"[\s\x00-\x1f\x7f-\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]*"
# Wide and small forms as ASCII spells them; a minus sign and an apostrophe of typography are read as those of ASCII.
NARROW = {code: normalize("NFKC", chr(code)) for code in (*range(0xFE50, 0xFE6C), *range(0xFF01, 0xFF5F), 0xFFE5)}
NARROW |= {0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2019: "'", 0x2212: "-"}
FORMULA = ("=", "+", "-", "@")
ONLY_DASHES = re.compile(rf"-+{BLANK}")  # "none" in a form, or a line: no formula, a spreadsheet keeps it
# Numbers of which a spreadsheet shows every character. Elsewhere 12.5 is a day, 1.45 a month, and 1.234 are thousands.
SHOWN_AS_WRITTEN = re.compile(
    r"0|[1-9][0-9]{0,10}|(?:0|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,5})\.(?![0-9]{3}\Z)[0-9]{0,3}[1-9]|[1-9][0-9]?\.[0-9]{3}[1-9]"
)
# What follows is compared with texts whose digits and signs are as narrow as in ASCII.
MONEY = r"[%$\u00a2-\u00a5\u20a0-\u20cf\\]"
DIGITS = r"(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d*)?|[.,]?\d[\d.,]*)"  # grouped with blanks or apostrophes, or with , and .
NUMBER = rf"{MONEY}? ?\(?{MONEY}? ?[-+]?{DIGITS}(?: ?[ed] ?[-+]?\d+)? ?{MONEY}? ?[-+]?\)?|\d+ \d+/\d+"
HALF = r"(?:[ap]\.? ?m\.?|[ap])"
CLOCK = rf"\d+(?::\d+){{1,2}}(?:[.,]\d+)?(?: ?{HALF})?|\d{{1,2}}(?: {HALF}|[ap]\.?m\.?)"
TIME = rf"(?:午前|午後)? ?(?:{CLOCK}|\d{{1,2}} ?時 ?(?:\d{{1,2}} ?分 ?(?:\d{{1,2}} ?秒)?)?)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
# German and French names count behind a day only: "MARS 5" is more often a product.
ABROAD = (
    r"(?:jän(?:ner)?|januar|februar|märz|mai|juni|juli|okt(?:ober)?|dez(?:ember)?|janv(?:ier)?|févr(?:ier)?|mars|avr(?:il)?"
    r"|juin|juil(?:let)?|août|septembre|octobre|novembre|déc(?:embre)?)"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
NO_MORE_THAN_12 = r"(?:0?[1-9]|1[0-2])"  # two numbers are a date when one of them can be a month
DAY = (
    rf"{NO_MORE_THAN_12}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]{NO_MORE_THAN_12}\.?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{1,5}}"
    r"|\d{4,5}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}"
)
NAMED_DAY = (
    rf"{WEEKDAY}(?:{MONTH}[-/. ]*'?\d{{1,4}}(?:,? ?\d{{4}})?"
    rf"|\d{{1,2}}[-/. ]*(?:{MONTH}|{ABROAD})\.?(?:[-/., ]*'?\d{{2,4}})?)"
)
ERA = r"(?:明治?|大正?|昭和?|平成?|令和?|[㍻-㍾㋿mtshr])"
YEAR = rf"(?:(?:{ERA} ?)?\d{{1,4}}|{ERA} ?元) ?年"
EAST_ASIAN_DAY = (
    rf"{YEAR} ?\d{{1,2}} ?月|(?:{YEAR} ?)?\d{{1,2}} ?月 ?\d{{1,2}} ?日"
    rf"|{ERA} ?(?:\d{{1,2}}|元)(?:[./-]\d{{1,2}}){{2}}"
)
ZONE = r"(?: ?(?:z|[-+]\d{2}:?\d{2}))?"
DATE = rf"(?:{DAY}|{NAMED_DAY}|{EAST_ASIAN_DAY})"
WORD = r"true|false|wahr|falsch|vrai|faux|#[^\s!?]{2,15}[!?]|#n/a|#nv|#getting_data"
VALUE = re.compile(rf"(?:{WORD}|{NUMBER}|{DATE}(?:[ t]*{TIME}{ZONE})?|{TIME}(?: +{DATE})?){BLANK}\Z", re.IGNORECASE)
# How all of them begin, in any width; a line end or a tabulator at the very beginning is suspect enough.
SUSPECT = re.compile(
    rf"([\t\r\n])|{BLANK}[=+\-@\u2212\ufe50-\ufe6b\uff01-\uff5e\uffe5\d.,(#%$\u00a2-\u00a5\u20a0-\u20cf\\"
    r"adefhjmnorstvw㍻-㍾㋿明大昭平令午]",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return the text without characters that no spreadsheet can hold."""
    return UNFIT.sub("", text) if UNFIT.search(text) else text


def guarded(text: str) -> str:
    """Return the text, with an apostrophe in front if a spreadsheet would take it for anything else than this text."""
    found = SUSPECT.match(text)
    if not found or not (found[1] or is_no_text(text[found.end() - 1 :][:LONGEST])):
        return text
    return text if SHOWN_AS_WRITTEN.fullmatch(text) else MARK + text


@lru_cache(maxsize=4096)  # most columns say the same a thousand times
def is_no_text(text: str) -> bool:
    """Tell whether a spreadsheet reads a formula, number, date, time, truth value or error in a text."""
    plain = clean(text) if text.isascii() else clean(text).translate(NARROW)
    if plain.startswith(FORMULA):
        return not ONLY_DASHES.fullmatch(plain)
    return VALUE.match(plain) is not None
