"""Reads and prints the list of the desk's closing days, one line of text a day or range."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contact.models import Closure
from contact.text.cleaning import one_line

DAY = r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*\(\w+\))?"
LINE = re.compile(rf"{DAY}(?:\s*[~〜–—,:-]\s*{DAY})?\s*,?(?:\s+(.+))?")
LEAP_YEAR = 2028  # in which every day of a year exists
LONGEST = 60  # days, for a closure with years
OCCASION = 60  # characters


def read_closures(text: str) -> list[Closure]:
    """Return what the lines say. Raises ValidationError with one sentence for each line that cannot be read."""
    found, wrong = [], []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1):
        try:
            found += [read_line(line)] if line.strip() else []
        except ValueError:
            told = {"number": number, "line": one_line(line)[:OCCASION]}
            wrong.append(_("Line %(number)d is no day or period: “%(line)s”") % told)
    if wrong:
        raise ValidationError(wrong)
    return found


def read_line(line: str) -> Closure:
    """Read one line. Raises ValueError."""
    match = LINE.fullmatch(one_line(line))
    if not match:
        raise ValueError(line)
    year, month, day, last_year, last_month, last_day, occasion = match.groups()
    first = written(year, month, day)
    last = written(last_year or year, last_month, last_day) if last_month else first
    if year and not 0 <= (date.fromisoformat(last) - date.fromisoformat(first)).days < LONGEST:
        raise ValueError(line)
    return Closure(first, last, (occasion or "")[:OCCASION])


def written(year: str | None, month: str, day: str) -> str:
    """Return the ISO date, or only month and day where no year is given. Raises ValueError for a day that is none."""
    found = date(int(year or LEAP_YEAR), int(month), int(day)).isoformat()
    return found if year else found[-5:]


def shown_closures(closures: list[Closure]) -> str:
    """Return the lines that `read_closures` reads."""
    return "\n".join(shown(one) for one in closures)


def shown(closure: Closure) -> str:
    period = closure.first if closure.first == closure.last else f"{closure.first} 〜 {closure.last}"
    return f"{period} {closure.occasion}".strip()
