"""The limits of the contact form: how many posts one network and all visitors together may make."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rate_limits.counters import HOUR, MINUTE, TEN_MINUTES, TimeWindow, increment, read

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `most` counts under `key` until the window ends."""

    key: str
    window: TimeWindow
    most: int


@dataclass(frozen=True)
class LimitReached:
    """Too much at the moment; speaks as the notices of the form do."""

    seconds: int

    @property
    def title(self) -> str:
        return _("We are receiving too many inquiries at the moment")

    @property
    def text(self) -> str:
        minutes = -(-self.seconds // 60)
        return ngettext(
            "Nothing was sent. Your text is kept below: please wait %(minutes)d minute, then agree again and go on. "
            "By telephone or mail you reach us at once.",
            "Nothing was sent. Your text is kept below: please wait %(minutes)d minutes, then agree again and go on. "
            "By telephone or mail you reach us at once.",
            minutes,
        ) % {"minutes": minutes}

    def with_retry_after(self, response: HttpResponse) -> HttpResponse:
        """Tell programs too when to come again (RFC 9110, 10.2.3)."""
        response.headers["Retry-After"] = str(self.seconds)
        return response


class TooMany(Exception):
    """A limit is reached; `refusal` says so to the visitor."""

    def __init__(self, full: list[Limit]) -> None:
        super().__init__()
        self.refusal = LimitReached(max(limit.window.seconds_left() for limit in full))


class CountedPost:
    """One POST, under the limits of its network and of all together. A count that cannot be kept refuses nobody."""

    def __init__(self, network: str, *, sending: bool) -> None:
        self.limits = limits_for(network, sending=sending)
        self.keys = {limit.key: limit.window for limit in self.limits}
        self.sends_key = sends_key(network)
        self.sends = 0  # of its network in this hour, this one included
        self.is_counted = False

    def check(self) -> None:
        """Read the counts, and write nothing. Raises TooMany when a limit is reached already."""
        try:
            before = read(self.keys)
        except OperationalError:
            logger.exception("posts to the form cannot be counted; this one goes on uncounted")
            return
        self.sends = before.get(self.sends_key, 0) + 1
        self.refuse([limit for limit in self.limits if before[limit.key] >= limit.most])

    def count(self) -> None:
        """Count it, in the caller's transaction. Raises TooMany when others took the last place meanwhile."""
        after = increment(self.keys)
        self.is_counted = True
        self.refuse([limit for limit in self.limits if after[limit.key] > limit.most])

    def count_alone(self) -> None:
        """Count what nothing is stored for. Raises TooMany."""
        try:
            self.count()
        except OperationalError:
            logger.exception("posts to the form cannot be counted; this one goes on uncounted")

    def refuse(self, full: list[Limit]) -> None:
        if full:
            raise TooMany(full)


def limits_for(network: str, *, sending: bool) -> list[Limit]:
    """Return the limits that a POST counts under: those of the network first, then the ceilings for all."""
    own = [Limit(TEN_MINUTES.key("posts", network), TEN_MINUTES, settings.FORM_POSTS_PER_NETWORK)]
    shared = [Limit(MINUTE.key("posts"), MINUTE, settings.FORM_POSTS_PER_MINUTE)]
    if sending:
        own.append(Limit(sends_key(network), HOUR, settings.FORM_SENDS_PER_NETWORK))
        shared.append(Limit(HOUR.key("sends"), HOUR, settings.FORM_SENDS_PER_HOUR))
    return own + shared


def sends_key(network: str) -> str:
    return HOUR.key("sends", network)


def first_limit_reached(limits: list[Limit]) -> LimitReached | None:
    """Count under all limits at once, unless one is reached already; return what to say then."""
    keys = {limit.key: limit.window for limit in limits}
    before = read(keys)
    full = [limit for limit in limits if before[limit.key] >= limit.most]
    if not full:
        after = increment(keys)
        full = [limit for limit in limits if after[limit.key] > limit.most]
    return LimitReached(max(limit.window.seconds_left() for limit in full)) if full else None
