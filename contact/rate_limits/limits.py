"""The rate limits of the public pages, per network and for all together.

A limit that many networks share never shuts out one that has hardly been seen: beyond it, reserves keep places for such
networks. A visitor's own network has no reserve (docs/decisions/0034).
"""

import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rate_limits.counters import HOUR, MINUTE, TEN_MINUTES, TimeWindow, increment, read

PER_ADDRESS, PER_NETWORK, FOR_ALL = 3, 20, 300  # links in an hour
WIDER = 4  # so many times as much as one network may the networks that hold it; as much again, four times, in reserve
FEW_POSTS, FEW_SENDS = 12, 3  # fewer: a network that has hardly been seen; who corrects errors posts often
# Places beyond the limit of all: the first for visitors hardly seen, then for networks of customers hardly seen, then
# for those not seen at all, the last for providers not seen at all. They bound what a flood stores in an hour.
FORM_RESERVES = (1_000, 5_000, 10_000, 20_000)
LINK_RESERVES = (500, 1_000, 2_000, 4_000)  # less: each place is a mail to an address that somebody typed
UPLOAD_RESERVES = (25, 50, 75, 100)  # least: each place is up to 30 MB that are kept for an hour
UNLIMITED = sys.maxsize
logger = logging.getLogger(__name__)


class Place(Enum):
    """Where a request stands under a limit."""

    REGULAR = 0
    RESERVED = 1
    NONE = 2


@dataclass(frozen=True)
class Reserve:
    """Places beyond a limit, up to `most` counts of it, for who has fewer than `few` counts under `key`."""

    key: str
    few: int
    most: int


@dataclass(frozen=True)
class Limit:
    """At most `most` counts under `key` until its window ends, and some more for those with a place in reserve."""

    key: str
    window: TimeWindow
    most: int
    reserves: tuple[Reserve, ...] = ()

    def place(self, counts: Mapping[str, int]) -> Place:
        """Return the place of the next request after these counts, which hold the keys of the reserves too."""
        count = counts[self.key]
        if count < self.most:
            return Place.REGULAR
        has_reserve = any(count < reserve.most and counts[reserve.key] < reserve.few for reserve in self.reserves)
        return Place.RESERVED if has_reserve else Place.NONE


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
            "By telephone or email you reach us at once.",
            "Nothing was sent. Your text is kept below: please wait %(minutes)d minutes, then agree again and go on. "
            "By telephone or email you reach us at once.",
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
        self.reserved: set[str] = set()  # keys of limits that are reached, and under which it has a place in reserve

    def check(self) -> None:
        """Read the counts and write nothing. Raises LimitReached."""
        try:
            self.counts = read(self.windows)
        except OperationalError:
            logger.exception("the rate limits cannot be read; this request goes on uncounted")
            return
        self.take_place(self.counts)

    def count(self) -> None:
        """Count the request in the caller's transaction. Raises LimitReached when others were faster."""
        counts = increment(self.windows)
        self.is_counted = True
        self.take_place({key: count - 1 for key, count in counts.items()})

    def count_alone(self) -> None:
        """Count a request that stores nothing else. Raises LimitReached."""
        try:
            self.count()
        except OperationalError:
            logger.exception("the rate limits cannot be written; this request goes on uncounted")

    @property
    def windows(self) -> dict[str, TimeWindow]:
        return {limit.key: limit.window for limit in self.limits}

    def take_place(self, counts: Mapping[str, int]) -> None:
        """Note where the request has a place in reserve. Raises LimitReached where it has none at all."""
        places = {limit: limit.place(counts) for limit in self.limits}
        if reached := [limit for limit, place in places.items() if place == Place.NONE]:
            raise LimitReached(reached)
        self.reserved |= {limit.key for limit, place in places.items() if place == Place.RESERVED}


class CountedPost(CountedRequest):
    """One POST to the contact form; `sending` tells whether it is the last step."""

    def __init__(self, networks: Sequence[str], *, sending: bool) -> None:
        """Number each level's posts before its sends: `increment` locks rows in the same order for everybody."""
        per_network, for_all = settings.FORM_POSTS_PER_NETWORK, settings.FORM_POSTS_PER_MINUTE
        posts = limits_for("posts", networks, (TEN_MINUTES, per_network), (MINUTE, for_all), FEW_POSTS, FORM_RESERVES)
        per_network, for_all = settings.FORM_SENDS_PER_NETWORK, settings.FORM_SENDS_PER_HOUR
        sends = limits_for("sends", networks, (HOUR, per_network), (HOUR, for_all), FEW_SENDS, FORM_RESERVES)
        self.sends_keys = [limit.key for limit in sends]
        levels = zip(posts, sends, strict=True) if sending else zip(posts, strict=True)
        super().__init__([limit for level in levels for limit in level])

    @property
    def sends(self) -> int:
        """Return how many inquiries the network has sent in this hour, this one included; 0 where unknown."""
        own = self.sends_keys[0]
        return self.counts[own] + 1 if own in self.counts else 0

    @property
    def is_flooded(self) -> bool:
        """Return whether more inquiries came in this hour than one of its limits allows without a reserve."""
        return not self.reserved.isdisjoint(self.sends_keys)


class CountedUpload(CountedRequest):
    """One POST to the contact form that brings files, counted beside the POST itself."""

    def __init__(self, networks: Sequence[str]) -> None:
        most = settings.FORM_UPLOADS_PER_NETWORK
        super().__init__(limits_for("uploads", networks, (HOUR, most), (HOUR, 10 * most), FEW_SENDS, UPLOAD_RESERVES))


class CountedLinkRequest(CountedRequest):
    """One request for a link to one's own data, counted when its mail is queued."""

    def __init__(self, networks: Sequence[str]) -> None:
        super().__init__(limits_for("links", networks, (HOUR, PER_NETWORK), (HOUR, FOR_ALL), FEW_SENDS, LINK_RESERVES))


def limits_for(
    counted: str,
    networks: Sequence[str],
    per_network: tuple[TimeWindow, int],
    for_all: tuple[TimeWindow, int],
    few: int,
    reserves: tuple[int, ...],
) -> list[Limit]:
    """Return the limits of what is counted: of the visitor's networks, narrowest first, and of all together, last."""
    window, most = per_network
    own, *wider, provider = (window.key(counted, network) for network in networks)
    unseen = Reserve(own, few, most * WIDER * WIDER)
    shared, total = for_all
    seen_by = ((own, few), (wider[-1], few), (wider[-1], 1), (provider, 1))
    spare = (Reserve(*seen, total + places) for seen, places in zip(seen_by, reserves, strict=True))
    return [
        Limit(own, window, most),
        *(Limit(key, window, most * WIDER, (unseen,)) for key in wider),
        Limit(provider, window, UNLIMITED),  # counted for the reserve alone
        Limit(shared.key(counted), shared, total, tuple(spare)),
    ]


def limit_reached_for(email_hmac: str) -> bool:
    """Count a link to an address in the caller's transaction; return whether it had its links for this hour."""
    counted = CountedRequest([Limit(HOUR.key("links to", email_hmac), HOUR, PER_ADDRESS)])
    try:
        counted.check()
        counted.count()
    except LimitReached:
        return True
    return False
