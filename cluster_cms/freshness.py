"""How long shared caches may keep a public page: never past the next instant at which it changes by itself.

An app that changes public pages by the clock alone tells its next such instant through the hook
`register_freshness_end`: a function of an aware datetime that returns an aware datetime later than it, or None. There
are no stale directives (RFC 5861): past its freshness no cache may serve a page on its own (RFC 9111, 5.2.2.10).
"""

from datetime import datetime, timedelta

from wagtail import hooks

from cluster_cms import clock

LONGEST = timedelta(seconds=300)


def next_change(at: datetime) -> datetime | None:
    """Return the next instant after `at` at which any app changes public pages by itself."""
    ends = (end(at) for end in hooks.get_hooks("register_freshness_end"))
    return min(filter(None, ends), default=None)


def cache_control(*, until: datetime | None) -> str:
    """Let browsers ask again each time, and shared caches at the next change at the latest."""
    left = min(LONGEST, until - clock.now()) if until else LONGEST
    return f"public, max-age=0, must-revalidate, s-maxage={max(0, int(left.total_seconds()))}"
