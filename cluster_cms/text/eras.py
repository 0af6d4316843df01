"""Names the year of the Japanese era that belongs to a year or a month."""

from calendar import monthrange
from datetime import date

from cluster_cms.text.days import ERAS

DECEMBER = 12


def era_years(year: int, month: int | None = None) -> list[str]:
    """Return the years of the eras in which a year or one of its months (1 to 12) lies, such as 平成31年 and 令和元年.

    There are two where an era ended meanwhile, and none before 1873, when Japan took over the calendar.
    """
    first = date(year, month or 1, 1)
    last = first.replace(month=month or DECEMBER, day=monthrange(year, month or DECEMBER)[1])
    return [
        f"{name}{year - before if year - before > 1 else '元'}年"
        for name, (before, begins, ends) in ERAS.items()
        if begins <= last and first <= ends
    ]


def era_of(year: int, month: int | None = None) -> str:
    """Return the years of the eras as one text; empty where there is none."""
    return "・".join(era_years(year, month))
