"""Windows of time that never outlive a day, and the keys under which something is counted in one.

A key is an HMAC under a salt of the day, itself an HMAC of the date under LOOKUP_KEY (RFC 2104). The same network has
another key tomorrow, and nothing joins the two.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from cluster_cms import clock


@dataclass(frozen=True)
class Window:
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
        salt = hmac.digest(settings.LOOKUP_KEY, f"contact.tally\0{start.date()}".encode(), "sha256")
        text = "\0".join((self.name, start.isoformat(), *things))
        return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


MINUTE = Window("minute", timedelta(minutes=1))
TEN_MINUTES = Window("ten minutes", timedelta(minutes=10))
HOUR = Window("hour", timedelta(hours=1))
HALF_DAY = Window("half day", timedelta(hours=12))
DAY = Window("day", timedelta(days=1))
