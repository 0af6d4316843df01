"""How long a page of the policy may be kept by shared caches: never past the next effective instant.

Sources: RFC 9111, 5.2.2.10 (s-maxage); RFC 5861 (stale directives, of which these pages have none).
"""

from datetime import datetime, timedelta

from django.http import HttpResponse

from cluster_cms import clock
from policy.ledger import PolicyRevision
from policy.standing import State, judge

LONGEST = timedelta(seconds=300)


def next_change(*, at: datetime | None = None) -> datetime | None:
    """Return the next instant at which a revision of the site's policy comes into force by itself, if any is announced.

    `at` is an aware datetime, now when left out.
    """
    at = at or clock.now()
    rows = list(PolicyRevision.objects.without_texts().newest_first())
    announced = (one.revision.effect_at for one in judge(rows, at) if one.state == State.ANNOUNCED)
    return min(announced, default=None)


def shared_seconds(*, at: datetime, until: datetime | None) -> int:
    """Return for how many whole seconds from `at` a shared copy stays true."""
    left = min(LONGEST, until - at) if until else LONGEST
    return max(0, int(left.total_seconds()))


def limit(response: HttpResponse, *, at: datetime, until: datetime | None) -> HttpResponse:
    """Let browsers ask again each time, and shared caches no later than at the next change."""
    seconds = shared_seconds(at=at, until=until)
    response.headers["Cache-Control"] = f"public, max-age=0, must-revalidate, s-maxage={seconds}"
    return response
