"""Counting over all processes at once: one row for each thing and window, raised by one statement."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import connection

from cluster_cms import clock
from cluster_cms.jobs import Job
from contact.abuse.windows import Window
from contact.records import Tally

BATCH = 1_000
READ = "SELECT key, count FROM contact_tally WHERE key IN ({keys})"
RAISE = """
INSERT INTO contact_tally (key, count, ends_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET count = contact_tally.count + 1
RETURNING key, count
"""


def counted(keys: Mapping[str, Window]) -> dict[str, int]:
    """Return the counts of the keys, 0 where nothing was counted yet."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(keys=", ".join(["%s"] * len(keys))), list(keys))
        found = dict(cursor.fetchall())
    return {key: found.get(key, 0) for key in keys}


def count(keys: Mapping[str, Window]) -> dict[str, int]:
    """Raise the count of each key by one and return the new counts.

    Callers name rows that everybody shares last: two callers then wait for each other in one direction only.
    """
    ends = connection.ops.adapt_datetimefield_value
    values = [value for key, window in keys.items() for value in (key, ends(window.end()))]
    with connection.cursor() as cursor:
        cursor.execute(RAISE.format(rows=", ".join(["(%s, 1, %s)"] * len(keys))), values)
        return dict(cursor.fetchall())


def forget_tallies() -> None:
    """Delete the counts whose window is over, in batches, so that the form never waits for it."""
    while old := list(Tally.objects.filter(ends_at__lte=clock.now()).values_list("pk", flat=True)[:BATCH]):
        Tally.objects.filter(pk__in=old).delete()


def forgetting() -> Job:
    return Job(name="forgetting of networks", every=timedelta(minutes=5), run=forget_tallies)
