"""Rate-limit counters, keyed by an HMAC whose salt changes daily: one row for each key and time window."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import delete_in_batches
from contact.models import RateCounter

BATCH = 1_000
READ = "SELECT key, count FROM contact_ratecounter WHERE key IN ({keys})"
INCREMENT = """
INSERT INTO contact_ratecounter (key, count, ends_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET count = contact_ratecounter.count + 1
RETURNING key, count
"""


@dataclass(frozen=True)
class TimeWindow:
    """A window of time in Tokyo; windows of one `length`, which divides a day, follow each other from midnight."""

    name: str
    length: timedelta

    def start(self) -> datetime:
        """Return when the present window began."""
        midnight = clock.midnight(clock.today())
        return midnight + (clock.now() - midnight) // self.length * self.length

    def end(self) -> datetime:
        return self.start() + self.length

    def seconds_left(self) -> int:
        return max(1, round((self.end() - clock.now()).total_seconds()))

    def key(self, *parts: str) -> str:
        """Return the key (hex) of what is counted, named by its parts, in the present window."""
        start = self.start()
        salt = hmac.digest(settings.LOOKUP_KEY, f"contact.rate_counter\0{start.date()}".encode(), "sha256")
        text = "\0".join((self.name, start.isoformat(), *parts))
        return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


MINUTE = TimeWindow("minute", timedelta(minutes=1))
TEN_MINUTES = TimeWindow("ten minutes", timedelta(minutes=10))
HOUR = TimeWindow("hour", timedelta(hours=1))
HALF_DAY = TimeWindow("half day", timedelta(hours=12))
DAY = TimeWindow("day", timedelta(days=1))


def read(keys: Mapping[str, TimeWindow]) -> dict[str, int]:
    """Return the count of each key, 0 where there is none yet."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(keys=", ".join(["%s"] * len(keys))), list(keys))
        found = dict(cursor.fetchall())
    return {key: found.get(key, 0) for key in keys}


def increment(keys: Mapping[str, TimeWindow]) -> dict[str, int]:
    """Add one to the count of each key and return the new counts.

    Callers name the rows that all of them share last: the locks are then always taken in the same order.
    """
    ends = connection.ops.adapt_datetimefield_value
    values = [value for key, window in keys.items() for value in (key, ends(window.end()))]
    with connection.cursor() as cursor:
        cursor.execute(INCREMENT.format(rows=", ".join(["(%s, 1, %s)"] * len(keys))), values)
        return dict(cursor.fetchall())


def delete_old_counters() -> int:
    """Delete the counters whose window has ended, in batches; return how many."""
    return delete_in_batches(RateCounter.objects.filter(ends_at__lte=clock.now()), BATCH)


def counter_deletion_job() -> Job:
    return Job(name="deletion of rate counters", every=timedelta(minutes=5), run=delete_old_counters)
