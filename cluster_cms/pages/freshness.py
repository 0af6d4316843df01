"""How long caches may keep a public page: shared ones never past the next instant at which it changes by itself."""

from datetime import datetime, timedelta

from django.db import Error
from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from cluster_cms import clock

LONGEST = timedelta(seconds=300)
NO_STORE = "no-store"


def public_cache_control(request: HttpRequest, response: HttpResponse, began: datetime) -> str:
    """Return the Cache-Control of a public response to a request that began at an instant.

    Every page may be kept, for it is the same for everyone; answers to forms and errors may not.
    """
    if request.method not in ("GET", "HEAD") or response.status_code not in (200, 301, 304):
        return NO_STORE
    try:
        return cache_control(until=next_change(began))
    except Error:
        return NO_STORE


def next_change(at: datetime) -> datetime | None:
    """Return the next instant after `at` at which public pages change by themselves (hook `register_freshness_end`)."""
    ends = (end(at) for end in hooks.get_hooks("register_freshness_end"))
    return min(filter(None, ends), default=None)


def cache_control(*, until: datetime | None) -> str:
    """Return a Cache-Control by which browsers ask each time, and shared caches at `until`, 5 minutes at most."""
    left = min(LONGEST, until - clock.now()) if until else LONGEST
    return f"public, max-age=0, must-revalidate, s-maxage={max(0, int(left.total_seconds()))}"
