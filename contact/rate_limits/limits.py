"""The rate limits of the public pages, per network (an IPv4 address or an IPv6 /64, RFC 6177) and for all together."""

import ipaddress
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rate_limits.counters import HOUR, MINUTE, TEN_MINUTES, TimeWindow, increment, read

CUSTOMER_PREFIX = 64  # bits of an IPv6 address that name the customer; devices change the rest as they like
LOCALHOST = ipaddress.ip_address("127.0.0.1")  # stands for a Unix socket, which has no address
PER_ADDRESS, PER_NETWORK, FOR_ALL = 3, 20, 300  # links in an hour
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
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


def network_of(request: HttpRequest) -> str:
    """Return the network of the visitor; callers hash it at once and never keep it."""
    address = visitor_address(request)
    if address.version == 6:
        return str(ipaddress.ip_network((address, CUSTOMER_PREFIX), strict=False))
    return str(address)


def visitor_address(request: HttpRequest) -> Address:
    """Return the first address, from the connection leftwards through X-Forwarded-For, that is no proxy of ours."""
    address = parse_address(request.META.get("REMOTE_ADDR", "")) or LOCALHOST
    for client in forwarded_for(request):
        if client is None or not any(address in network for network in settings.TRUSTED_PROXIES):
            break
        address = client
    return address


def forwarded_for(request: HttpRequest) -> Iterator[Address | None]:
    """Yield the addresses of X-Forwarded-For from the right, where our own proxy writes; None for invalid ones."""
    for part in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        yield parse_address(part)


def parse_address(text: str) -> Address | None:
    """Return an address written as 192.0.2.1, 192.0.2.1:443, 2001:db8::1 or [2001:db8::1]:443, else None."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
