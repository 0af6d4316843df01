"""How long caches may keep a public page: shared ones never past the next instant at which it changes by itself.

While the site does not answer, a shared cache may show the page it has (RFC 5861, stale-if-error): the policy for a day
and the contact form for a month, but neither past an instant at which another revision comes into force.
"""

import re
from datetime import datetime, timedelta

from django.db import Error
from django.http import HttpRequest, HttpResponse

from cluster_cms import clock
from cluster_cms.pages.content_stamp import next_change

LONGEST = timedelta(seconds=1)
REVALIDATING = timedelta(seconds=2)  # with LONGEST and the reading of the content stamp below the 5 s of decision 9
STALE = timedelta(days=30)
NO_STORE = "no-store"


def public_cache_control(request: HttpRequest, response: HttpResponse, began: datetime) -> str:
    """Return the Cache-Control of a public response to a request that began at an instant.

    Every page may be kept, for it is the same for everyone; answers to forms and errors may not. That a page is gone
    may be kept too: it takes the place of the page, which a cache would show again while the site is away.
    """
    if request.method not in ("GET", "HEAD") or response.status_code not in (200, 301, 302, 304, 404, 410):
        return NO_STORE
    legal = getattr(request, "legal_stale", None)  # set for pages that must not outlive a revision (BasePage)
    try:
        until = next_change(began)
    except Error:
        return NO_STORE
    if legal is None:
        return cache_control(until=until, stale_until=clock.now() + STALE)
    stale_until = clock.now() + legal
    return cache_control(until=until, stale_until=min(stale_until, until) if until else stale_until)


def cache_control(*, until: datetime | None, stale_until: datetime) -> str:
    """Return a Cache-Control by which browsers ask each time, and shared caches each second and at `until`."""
    now = clock.now()
    left = max(timedelta(), until - now) if until else LONGEST + REVALIDATING
    fresh = min(LONGEST, left)
    parts = {
        "s-maxage": fresh,
        "stale-while-revalidate": min(REVALIDATING, left - fresh),
        "stale-if-error": max(timedelta(), stale_until - now),
    }
    return ", ".join(
        ["public, max-age=0, must-revalidate", *(f"{name}={int(part.total_seconds())}" for name, part in parts.items())]
    )


def stale_seconds(cache_control: str) -> int:
    """Return how long a page may be shown while the site does not answer (RFC 5861, 4)."""
    found = re.search(r"stale-if-error=(\d+)", cache_control)
    return int(found[1]) if found else 0
