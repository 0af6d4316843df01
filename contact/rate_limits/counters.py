"""Rate-limit counters, keyed by an HMAC whose salt changes daily; one row a key and time window."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from contact.models import RateCounter

BATCH = 1_000
READ = "SELECT key, count FROM contact_ratecounter WHERE key IN ({keys})"
RAISE = """
INSERT INTO contact_ratecounter (key, count, ends_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET count = contact_ratecounter.count + 1
RETURNING key, count
"""


@dataclass(frozen=True)
class TimeWindow:
    """A stretch of the day in Tokyo, counted from midnight; `length` divides the day."""

    name: str
    length: timedelta

    def start(self) -> datetime:
        midnight = clock.midnight(clock.today())
        return midnight + (clock.now() - midnight) // self.length * self.length

    def end(self) -> datetime:
        return self.start() + self.length

    def seconds_left(self) -> int:
        return max(1, round((self.end() - clock.now()).total_seconds()))

    def key(self, *things: str) -> str:
        """Return the key of `things` in the present window."""
        start = self.start()
        salt = hmac.digest(settings.LOOKUP_KEY, f"contact.rate_counter\0{start.date()}".encode(), "sha256")
        text = "\0".join((self.name, start.isoformat(), *things))
        return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


MINUTE = TimeWindow("minute", timedelta(minutes=1))
TEN_MINUTES = TimeWindow("ten minutes", timedelta(minutes=10))
HOUR = TimeWindow("hour", timedelta(hours=1))
HALF_DAY = TimeWindow("half day", timedelta(hours=12))
DAY = TimeWindow("day", timedelta(days=1))


def read(keys: Mapping[str, TimeWindow]) -> dict[str, int]:
    """Return the counts of the keys, 0 where nothing was counted yet."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(keys=", ".join(["%s"] * len(keys))), list(keys))
        found = dict(cursor.fetchall())
    return {key: found.get(key, 0) for key in keys}


def increment(keys: Mapping[str, TimeWindow]) -> dict[str, int]:
    """Raise the count of each key by one and return the new counts.

    Callers name rows that everybody shares last: two callers then wait for each other in one direction only.
    """
    ends = connection.ops.adapt_datetimefield_value
    values = [value for key, window in keys.items() for value in (key, ends(window.end()))]
    with connection.cursor() as cursor:
        cursor.execute(RAISE.format(rows=", ".join(["(%s, 1, %s)"] * len(keys))), values)
        return dict(cursor.fetchall())


def delete_old_counters() -> None:
    """Delete the counts whose window is over, in batches, so that the form never waits for it."""
    while old := list(RateCounter.objects.filter(ends_at__lte=clock.now()).values_list("pk", flat=True)[:BATCH]):
        RateCounter.objects.filter(pk__in=old).delete()


def counter_deletion_job() -> Job:
    return Job(name="forgetting of networks", every=timedelta(minutes=5), run=delete_old_counters)
