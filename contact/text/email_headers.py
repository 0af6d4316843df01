"""Reads sender, subject, date and Message-ID from the header lines on top of a pasted mail (RFC 5322)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

from cluster_cms import clock
from cluster_cms.clock import TOKYO

NAMES = {
    "sender": ("from", "差出人", "送信者", "送信元"),
    "subject": ("subject", "件名", "題名"),
    "message_id": ("message-id",),
    "at": ("date", "sent", "日付", "日時", "送信日時", "受信日時", "送信日"),
}
FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
LINE = re.compile(r"^\s*([^\s:：][^:：]{0,30}?)\s*[:：]\s*(.*)$")
JAPANESE_TIME = re.compile(
    r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})日?\D{0,12}?(午前|午後|AM|PM)?\s*(\d{1,2})[:時](\d{1,2})(?:\D{0,3}(PM|AM))?"
)
ENGLISH_TIME = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4})\D{0,6}(\d{1,2}):(\d{2})(?::\d{2})?\s*(AM|PM)?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOON = 12
MESSAGE_ID = re.compile(r"<[\w.!#$%&'*+/=?^`{|}~-]{1,200}@[\w.\[\]:-]{1,200}>", re.ASCII)  # as programs make them
EARLIEST = 2000  # year; earlier dates come from a clock that was never set


@dataclass(frozen=True)
class EmailHeaders:
    """The headers that were found and understood; the others are empty or None."""

    sender: str = ""
    subject: str = ""
    at: datetime | None = None
    message_id: str = ""

    @property
    def address(self) -> str:
        """Return the address of the sender without the display name, or an empty text."""
        found = parseaddr(self.sender)[1]
        return found if "@" in found else ""


def read_headers(text: str) -> EmailHeaders:
    """Return the headers on top of a pasted mail; of repeated ones the first counts."""
    found: dict[str, str] = {}
    for name, value in header_lines(text):
        if field := FIELD_OF.get(unicodedata.normalize("NFKC", name).strip().casefold()):
            found.setdefault(field, decoded(value))
    message_id = found.get("message_id", "").strip()
    return EmailHeaders(
        found.get("sender", ""),
        found.get("subject", ""),
        read_date(found.get("at", "")),
        message_id if MESSAGE_ID.fullmatch(message_id) else "",
    )


def header_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each header before the first empty line, unfolded (RFC 5322, 2.2.3)."""
    name = value = ""
    for line in text.lstrip("\n").splitlines():
        if not line.strip():
            break
        if line[0] in " \t" and name:
            value = f"{value} {line.strip()}"
        elif found := LINE.match(line):
            if name:
                yield name, value
            name, value = found[1], found[2].strip()
    if name:
        yield name, value


def decoded(value: str) -> str:
    """Return a value with its encoded words decoded (RFC 2047); a damaged one unchanged."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def read_date(text: str) -> datetime | None:
    """Return the time of a date header, in Tokyo's zone where it names none; None if unreadable or in the future."""
    try:
        at = english_time(text) or internet_time(text) or japanese_time(text)
    except (ValueError, OverflowError):
        return None
    return at if at and at.year >= EARLIEST and at <= clock.now() else None


def internet_time(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=TOKYO)


def japanese_time(text: str) -> datetime | None:
    found = JAPANESE_TIME.search(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    year, month, day, before, hour, minute, after = found.groups()
    return datetime(int(year), int(month), int(day), hour_of_day(hour, before or after), int(minute), tzinfo=TOKYO)


def english_time(text: str) -> datetime | None:
    found = ENGLISH_TIME.search(text)
    if found is None or found[1] not in MONTHS:
        return None
    month, day, year, hour, minute, half = found.groups()
    at = (int(year), MONTHS.index(month) + 1, int(day), hour_of_day(hour, half), int(minute))
    return datetime(*at, tzinfo=TOKYO)


def hour_of_day(hour: str, half: str | None) -> int:
    """Return the hour, 0 to 23; `half` is AM, PM, 午前 or 午後, or None on a 24-hour clock."""
    if half is None:
        return int(hour)
    return int(hour) % NOON + (NOON if half in ("午後", "PM") else 0)
