"""How long shared caches may keep a public page: never past the next instant at which it changes by itself."""

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
