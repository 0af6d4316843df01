"""The stored statistics: how many views a page had on a day, by language and referring host.

Several processes add to the same row by one statement. Rows older than the term are deleted; of past days, referring
hosts with few views are taken together, because the name of a small site can point to a person.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Sum

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import delete_in_batches
from cluster_cms.statistics.counted_pages import EMPTY_SEARCH, page_keys
from cluster_cms.statistics.referrers import DIRECT, LONGEST, OTHER, public_host
from cluster_cms.statistics.view_counter import View

HOSTS_PER_DAY = 200  # referring hosts kept apart on one day
FEW = 5  # a host with fewer views on a day is not kept, nor shown
LATE = timedelta(hours=2)  # in which the counts of a day may still come in
BATCH = 500  # rows in one statement
FIRST_DAY = date(1970, 1, 1)
ADD = """
INSERT INTO cluster_cms_dailycount (day, page, language, host, number) VALUES {rows}
ON CONFLICT (day, page, language, host) DO UPDATE SET number = cluster_cms_dailycount.number + excluded.number
"""


class DailyCount(models.Model):
    """How often a page was viewed on a day in Tokyo. Nothing else is kept of a view."""

    day = models.DateField()
    page = models.CharField(max_length=60)  # its number in the tree, the name of a view, or EMPTY_SEARCH
    language = models.CharField(max_length=2)
    host = models.CharField(max_length=LONGEST, blank=True)  # the referring host, DIRECT or OTHER
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["day", "page", "language", "host"], name="one_count_of_a_page_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.page} {self.language} {self.host}: {self.number}"


class Row(NamedTuple):
    day: date
    page: str
    language: str
    host: str


def add_counts(views: Mapping[View, int]) -> None:
    """Add counts of views to the stored ones. Raises django.db.Error, and has then added none."""
    keys = page_keys(view.path for view in views if not view.found_nothing)
    own = {public_host(host) for host in settings.ALLOWED_HOSTS} - {OTHER}
    rows: Counter[Row] = Counter()
    for view, number in views.items():
        day = FIRST_DAY + timedelta(days=view.day)
        page = EMPTY_SEARCH if view.found_nothing else keys[view.path]
        rows[Row(day, page, view.language, DIRECT if view.host in own else view.host)] += number
    with transaction.atomic():
        write(within_limit(rows))


def within_limit(rows: Counter[Row]) -> Counter[Row]:
    """Return counts with no more referring hosts a day than are kept apart; those that came later are OTHER."""
    kept: dict[date, set[str]] = {}
    limited: Counter[Row] = Counter()
    for row, number in rows.most_common():
        if row.day not in kept:
            kept[row.day] = set(DailyCount.objects.filter(day=row.day).values_list("host", flat=True).distinct())
        hosts = kept[row.day]
        known = row.host in (DIRECT, OTHER) or row.host in hosts or len(hosts) < HOSTS_PER_DAY
        limited[row if known else row._replace(host=OTHER)] += number
        hosts.update([row.host] if known else [])
    return limited


def write(rows: Counter[Row]) -> None:
    """Add to the rows, always in the same order, so that two processes never wait for each other in a circle."""
    ordered = sorted(rows.items())
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), BATCH):
            portion = ordered[start : start + BATCH]
            values = [value for row, number in portion for value in (*row, number)]
            cursor.execute(ADD.format(rows=", ".join(["(%s, %s, %s, %s, %s)"] * len(portion))), values)


def forget_small_hosts() -> None:
    """Take the referring hosts of past days that have few views together as OTHER; the numbers of views stay."""
    last = (clock.now() - LATE).astimezone(clock.TOKYO).date()
    past = DailyCount.objects.filter(day__lt=last).exclude(host__in=(DIRECT, OTHER))
    few = past.values("day", "host").annotate(views=Sum("number")).filter(views__lt=FEW).order_by("day", "host")
    for day, host in list(few.values_list("day", "host")):
        with transaction.atomic():
            found = list(DailyCount.objects.select_for_update().filter(day=day, host=host).order_by("pk"))
            write(Counter({Row(day, one.page, one.language, OTHER): one.number for one in found}))
            DailyCount.objects.filter(pk__in=[one.pk for one in found]).delete()


def delete_old_counts() -> int:
    """Delete what is older than the term of the settings; return how many rows."""
    oldest = clock.today() - timedelta(days=settings.STATISTICS_DAYS)
    return delete_in_batches(DailyCount.objects.filter(day__lt=oldest), BATCH)


def tidy_counts() -> None:
    forget_small_hosts()
    delete_old_counts()


def tidying_job() -> Job:
    return Job(name="statistics: small numbers and term", every=timedelta(hours=1), run=tidy_counts)
