"""What the statistics of a period say: views by day, page, language and referring host."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms.statistics.counted_pages import EMPTY_SEARCH, page_titles
from cluster_cms.statistics.daily_counts import FEW, DailyCount
from cluster_cms.statistics.referrers import DIRECT, OTHER, shown_host

SHOWN = 50  # lines of a table, those with the most views
LISTED = 200  # pages to choose from
BATCH = 500  # rows of an export whose titles are looked up together
Line = tuple[str, str, int]  # key, what people read, number of views


@dataclass(frozen=True)
class Period:
    """The days from `since` to `until`, and which of their views are meant; an empty text means all."""

    since: date
    until: date
    page: str = ""
    language: str = ""

    def counts(self) -> QuerySet[DailyCount]:
        """Return the counts of views."""
        chosen = {"page": self.page, "language": self.language}
        found = DailyCount.objects.filter(day__range=(self.since, self.until)).exclude(page=EMPTY_SEARCH)
        return found.filter(**{name: value for name, value in chosen.items() if value})

    def days(self) -> list[date]:
        return [self.since + timedelta(days=day) for day in range((self.until - self.since).days + 1)]


def views_by(period: Period, column: str) -> Counter[str]:
    """Return the numbers of views by page, language or host."""
    found = period.counts().order_by().values_list(column).annotate(views=Sum("number"))
    return Counter({str(key): views for key, views in found})


def views_on(day: date) -> int:
    """Return the number of views on a day."""
    return sum(number for _day, number in views_by_day(Period(day, day)))


def views_by_day(period: Period) -> list[tuple[date, int]]:
    """Return the number of views on each day, 0 included."""
    found = dict(period.counts().order_by().values_list("day").annotate(views=Sum("number")))
    return [(day, found.get(day, 0)) for day in period.days()]


def searches_without_result(period: Period) -> int:
    """Return how often a search found nothing."""
    found = DailyCount.objects.filter(day__range=(period.since, period.until), page=EMPTY_SEARCH)
    found = found.filter(language=period.language) if period.language else found
    return found.aggregate(all=Sum("number"))["all"] or 0


def page_lines(period: Period) -> list[Line]:
    most = views_by(period, "page").most_common(SHOWN)
    titles = page_titles([key for key, _number in most])
    return [(key, titles[key], number) for key, number in most]


def language_lines(period: Period) -> list[Line]:
    names = {"ja": _("Japanese"), "en": _("English")}
    return [(key, names.get(key, key), number) for key, number in views_by(period, "language").most_common()]


def host_lines(period: Period) -> list[Line]:
    """Return the referring hosts; those with few views are one line, the last."""
    counted = views_by(period, "host")
    small = [host for host, number in counted.items() if host not in (DIRECT, OTHER) and number < FEW]
    for host in small:
        counted[OTHER] += counted.pop(host)
    named = [(host, host_name(host), number) for host, number in counted.most_common(SHOWN) if host != OTHER]
    rest = sum(counted.values()) - sum(number for _host, _name, number in named)
    return [*named, (OTHER, host_name(OTHER), rest)] if rest else named


def host_name(host: str) -> str:
    few = ngettext(
        "other hosts, and those with fewer than %(few)d view a day",
        "other hosts, and those with fewer than %(few)d views a day",
        FEW,
    )
    named = {
        DIRECT: _("none: typed, from a bookmark, from a page of this site, or not told"),
        OTHER: few % {"few": FEW},
    }
    return named.get(host) or shown_host(host)


def page_choices(period: Period) -> list[tuple[str, str]]:
    """Return the pages with the most views in a period, and the one that is chosen, by title."""
    keys = [key for key, _number in views_by(Period(period.since, period.until), "page").most_common(LISTED)]
    titles = page_titles(list(dict.fromkeys([*keys, *([period.page] if period.page else [])])))
    return sorted(titles.items(), key=lambda choice: choice[1])


def export_rows(period: Period) -> Iterator[list[tuple[str, ...]]]:
    """Yield all counts in batches: day, page, its key, language, referring host, views; the oldest first."""
    small = small_hosts(period)
    rows = (
        period.counts()
        .order_by("day", "page", "language", "host")
        .values_list("day", "page", "language", "host", "number")
    )
    for start in range(0, rows.count(), BATCH):
        portion = list(rows[start : start + BATCH])
        titles = page_titles(list({row[1] for row in portion}))
        yield [
            (
                day.isoformat(),
                titles[page],
                page,
                language,
                host_name(OTHER if (day, host) in small else host),
                str(number),
            )
            for day, page, language, host, number in portion
        ]


def small_hosts(period: Period) -> set[tuple[date, str]]:
    """Return the referring hosts that had few views on a day, which are not named."""
    days = DailyCount.objects.filter(day__range=(period.since, period.until)).exclude(Q(host=DIRECT) | Q(host=OTHER))
    few = days.order_by().values("day", "host").annotate(views=Sum("number")).filter(views__lt=FEW)
    return set(few.values_list("day", "host"))
