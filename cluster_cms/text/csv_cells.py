"""CSV for Excel: encoding, and a guard for cells that a spreadsheet would read as anything else than text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

# What XML 1.0 cannot hold (2.2, Char); a carriage return would become a line feed.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BYTE_ORDER_MARK = "\ufeff"
MARK = "'"
LONGEST = 80  # characters at the beginning of a text that are looked at; no date is longer, and no number that is typed
# What may stand before a formula or a number without hiding it; the characters that are left out are among them.
BLANK = r"[\s\x00-\x1f\x7f-\xa0\u200b\ufeff\ud800-\udfff\ufffe\uffff]*"
WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "\u00a5"}  # as ASCII spells it
FORMULA = ("=", "+", "-", "@", "\u2212")
# Numbers of which a spreadsheet shows every character.
SHOWN_AS_WRITTEN = re.compile(r"0|[1-9][0-9]{0,10}|[1-9][0-9]{2,5}\.[0-9]{0,3}[1-9]|(?:0|[1-9][0-9]?)\.[0-9]{2,3}[1-9]")
# What follows is compared with texts whose digits and signs are as narrow as in ASCII.
MONEY = r"[%$\u00a5\u20ac\u00a3\u20a9\\]"
NUMBER = rf"\(?{MONEY}? ?[-+]?[.,]?\d[\d.,]*(?:e[-+]?\d+)? ?{MONEY}?\)?|\d+ \d+/\d+"
CLOCK = r"\d+(?::\d+){1,2}(?:\.\d+)?(?: ?[ap]m?)?z?|\d{1,2}(?: [ap]m?|[ap]m)"
TIME = rf"(?:午前|午後)? ?(?:{CLOCK}|\d{{1,2}}時(?:\d{{1,2}}分(?:\d{{1,2}}秒)?)?)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}"
NAMED_DAY = rf"{MONTH}[-/. ]*\d{{1,4}}(?:,? ?\d{{4}})?|\d{{1,2}}[-/. ]*{MONTH}(?:[-/., ]*\d{{2,4}})?"
ERA = r"(?:明治|大正|昭和|平成|令和|[mtshr])"
YEAR = rf"(?:{ERA}?\d{{1,4}}|{ERA}元)年"
EAST_ASIAN_DAY = rf"(?:{YEAR})?\d{{1,2}}月(?:\d{{1,2}}日)?|{ERA}\d{{1,2}}(?:[./-]\d{{1,2}}){{2}}"
DATE = rf"(?:{DAY}|{NAMED_DAY}|{EAST_ASIAN_DAY})"
NO_TEXT = rf"true|false|#[a-z]+(?:/[a0])?[!?]?|{NUMBER}|{DATE}(?:[ t]+{TIME})?|{TIME}(?: +{DATE})?"
VALUE = re.compile(rf"(?:{NO_TEXT}){BLANK}\Z", re.IGNORECASE)
# How all of them begin, in any width; a line end or a tabulator at the very beginning is suspect enough.
SUSPECT = re.compile(
    rf"([\t\r\n])|{BLANK}[=+\-@\u2212\uff1d\uff0b\uff0d\uff20\d.,(#%$\u00a5\u20ac\u00a3\u20a9\\"
    r"\uff08\uff03\uff05\uff04\uffe5\uff0c\uff0e\uff3cadfhjmnorst\uff21-\uff5a明大昭平令午]",
    re.IGNORECASE,
)


def encoded(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as bytes, every value in quotation marks (RFC 4180)."""
    lines = io.StringIO(newline="")
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows(rows)
    return clean(lines.getvalue()).encode()


def clean(text: str) -> str:
    """Return the text without characters that no spreadsheet can hold."""
    return UNFIT.sub("", text) if UNFIT.search(text) else text


def guarded(text: str) -> str:
    """Return the text, with an apostrophe in front if a spreadsheet would take it for anything else than this text."""
    found = SUSPECT.match(text)
    return MARK + text if found and (found[1] or is_no_text(text[found.end() - 1 :][:LONGEST])) else text


@lru_cache(maxsize=4096)  # most columns say the same a thousand times
def is_no_text(text: str) -> bool:
    """Tell whether a spreadsheet reads a formula, number, date, time, truth value or error in a text."""
    plain = clean(text) if text.isascii() else clean(text).translate(WIDE)
    return plain.startswith(FORMULA) or (not SHOWN_AS_WRITTEN.fullmatch(text) and VALUE.match(plain) is not None)


def csv_register(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield a register as a CSV file: the headings, then a piece for each row, its values guarded."""
    yield BYTE_ORDER_MARK.encode() + encoded([headings])
    for row in rows:
        yield encoded([[guarded(text) for text in row]])
