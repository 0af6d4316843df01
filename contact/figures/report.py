"""What the figures of some months say: lines by month and by one property, with medians of days."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext

from cluster_cms.text.csv_cells import CsvCell, Timestamp
from contact.figures.counting import Tally
from contact.models import Dimension, FigureState, MonthlyFigure
from contact.models.inquiry import LANGUAGE_NAMES
from contact.models.states import Source
from contact.text.question_kinds import SubjectKind

FEW = 5  # the days of fewer inquiries are not shown: they would be those of single ones
MEDIAN, NEARLY_ALL = 50, 90  # per cent
SHOWN_MONTHS = 12
NAMES: Mapping[Dimension, Mapping[str, object]] = {
    Dimension.SUBJECT: dict(SubjectKind.choices),
    Dimension.LANGUAGE: dict(LANGUAGE_NAMES),
    Dimension.SOURCE: dict(Source.choices),
}


@dataclass(frozen=True)
class FigureLine:
    """The numbers of a month or of a property, with its share of the greatest number beside it, in per cent."""

    name: str
    tally: Tally
    share: int = 0

    @property
    def replied(self) -> int:
        return sum(self.tally.reply_days.values())

    @property
    def reply_median(self) -> int | None:
        return days_of(self.tally.reply_days, MEDIAN)

    @property
    def reply_most(self) -> int | None:
        return days_of(self.tally.reply_days, NEARLY_ALL)

    @property
    def closing_median(self) -> int | None:
        return days_of(self.tally.closing_days, MEDIAN)

    @property
    def closing_most(self) -> int | None:
        return days_of(self.tally.closing_days, NEARLY_ALL)


def days_of(days: Mapping[str, int], percent: int) -> int | None:
    """Return within how many days so many per cent were done (nearest rank); None for fewer than FEW inquiries."""
    ordered = sorted(Counter({int(day): number for day, number in days.items()}).elements())
    return ordered[ceil(len(ordered) * percent / 100) - 1] if len(ordered) >= FEW else None


def counted_months() -> list[date]:
    """Return the months of which there are figures, the newest first."""
    found = MonthlyFigure.objects.filter(dimension=Dimension.ALL).exclude(state=FigureState.WAITING)
    return sorted(found.values_list("month", flat=True).distinct(), reverse=True)


def month_name(month: date) -> str:
    """Return a month in the active language: 2026年11月, November 2026."""
    # Translators: the format of a month, in the letters of Django's `date` filter
    return format_date(month, pgettext("format of a month", "F Y"))


def tallies(months: list[date], dimension: str) -> dict[date, dict[str, Tally]]:
    """Return the numbers of months by the values of a dimension, of present and deleted inquiries together."""
    found = defaultdict[date, dict[str, Tally]](lambda: defaultdict(Tally))
    counted = MonthlyFigure.objects.filter(month__in=months, dimension=dimension).exclude(state=FigureState.WAITING)
    for row in counted:
        found[row.month][row.value].add(row)
    return found


def lines_by_month(months: list[date]) -> list[FigureLine]:
    """Return a line for each of some months, the oldest first."""
    found = tallies(months, Dimension.ALL)
    return [FigureLine(month_name(month), found[month][""]) for month in sorted(months)]


def lines_by(dimension: Dimension, months: list[date], names: Mapping[str, object]) -> list[FigureLine]:
    """Return a line for each value of a dimension that `names` names, the most inquiries first."""
    sums = defaultdict[str, Tally](Tally)
    for values in tallies(months, dimension).values():
        for value, tally in values.items():
            sums[value].add(tally)
    named = {value: tally for value, tally in sums.items() if value in names}
    most = max((tally.received for tally in named.values()), default=1)
    lines = [FigureLine(str(names[value]), one, round(100 * one.received / most)) for value, one in named.items()]
    return sorted(lines, key=lambda line: (-line.tally.received, line.name))


def export_rows(months: list[date], names: Mapping[Dimension, Mapping[str, object]]) -> Iterator[list[list[CsvCell]]]:
    """Yield the rows of a file, in a batch for each month: month, property, its value, numbers and days."""
    for month in sorted(months):
        lines = [(Dimension.ALL, line) for line in lines_by_month([month])]
        for dimension, known in names.items():
            lines += [(dimension, line) for line in lines_by(dimension, [month], known)]
        yield [row_of(month, dimension, line) for dimension, line in lines]


def row_of(month: date, dimension: Dimension, line: FigureLine) -> list[CsvCell]:
    tally = line.tally
    numbers = [tally.received, line.replied, tally.closed, tally.late]
    days = [line.reply_median, line.reply_most, line.closing_median, line.closing_most]
    name = "" if dimension == Dimension.ALL else line.name
    return [Timestamp(f"{month:%Y-%m}"), str(dimension.label), name, *numbers, *days]
