"""The rate limits of the public pages, per network (an IPv4 address or an IPv6 /64, RFC 6177) and for all together."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms.security.client_address import network_of
from contact.rate_limits.counters import HOUR, MINUTE, TEN_MINUTES, TimeWindow, increment, read

PER_ADDRESS, PER_NETWORK, FOR_ALL = 3, 20, 300  # links in an hour
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `most` counts under `key` until its window ends."""

    key: str
    window: TimeWindow
    most: int


class LimitReached(Exception):
    """A limit is reached; has a title and a text for the visitor, as the notices of the form do."""

    def __init__(self, reached: list[Limit]) -> None:
        super().__init__()
        self.seconds = max(limit.window.seconds_left() for limit in reached)

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
        """Return the response with the seconds to wait in its Retry-After header (RFC 9110, 10.2.3)."""
        response.headers["Retry-After"] = str(self.seconds)
        return response


class CountedRequest:
    """One request under several limits. Where the database cannot count, the request is let through."""

    def __init__(self, limits: list[Limit]) -> None:
        self.limits = limits
        self.counts: dict[str, int] = {}  # by key, as `check` found them
        self.is_counted = False

    def check(self) -> None:
        """Read the counts and write nothing. Raises LimitReached."""
        try:
            self.counts = read(self.windows)
        except OperationalError:
            logger.exception("the rate limits cannot be read; this request goes on uncounted")
            return
        self.refuse([limit for limit in self.limits if self.counts[limit.key] >= limit.most])

    def count(self) -> None:
        """Count the request in the caller's transaction. Raises LimitReached when others were faster."""
        counts = increment(self.windows)
        self.is_counted = True
        self.refuse([limit for limit in self.limits if counts[limit.key] > limit.most])

    def count_alone(self) -> None:
        """Count a request that stores nothing else. Raises LimitReached."""
        try:
            self.count()
        except OperationalError:
            logger.exception("the rate limits cannot be written; this request goes on uncounted")

    @property
    def windows(self) -> dict[str, TimeWindow]:
        return {limit.key: limit.window for limit in self.limits}

    def refuse(self, reached: list[Limit]) -> None:
        if reached:
            raise LimitReached(reached)


class CountedPost(CountedRequest):
    """One POST to the contact form; `sending` tells whether it is the last step."""

    def __init__(self, network: str, *, sending: bool) -> None:
        """List the limits of the network first: rows that all requests share are locked last."""
        limits = [Limit(TEN_MINUTES.key("posts", network), TEN_MINUTES, settings.FORM_POSTS_PER_NETWORK)]
        self.sends_key = HOUR.key("sends", network)
        if sending:
            limits.append(Limit(self.sends_key, HOUR, settings.FORM_SENDS_PER_NETWORK))
        limits.append(Limit(MINUTE.key("posts"), MINUTE, settings.FORM_POSTS_PER_MINUTE))
        if sending:
            limits.append(Limit(HOUR.key("sends"), HOUR, settings.FORM_SENDS_PER_HOUR))
        super().__init__(limits)

    @property
    def sends(self) -> int:
        """Return how many inquiries the network has sent in this hour, this one included; 0 where unknown."""
        return self.counts[self.sends_key] + 1 if self.sends_key in self.counts else 0


def count_link_request(request: HttpRequest) -> None:
    """Count a request for a link to one's own data. Raises LimitReached."""
    network = Limit(HOUR.key("links", network_of(request)), HOUR, PER_NETWORK)
    counted = CountedRequest([network, Limit(HOUR.key("links"), HOUR, FOR_ALL)])
    counted.check()
    counted.count_alone()


def limit_reached_for(email_hmac: str) -> bool:
    """Count a link to an address in the caller's transaction; return whether it had its links for this hour."""
    counted = CountedRequest([Limit(HOUR.key("links to", email_hmac), HOUR, PER_ADDRESS)])
    try:
        counted.check()
        counted.count()
    except LimitReached:
        return True
    return False
