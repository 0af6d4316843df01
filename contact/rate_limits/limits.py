"""The limits of the public forms, per network (an IPv4 address or an IPv6 /64, RFC 6177) and for all together."""

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

CUSTOMER = 64  # bits of an IPv6 address that name the customer; the rest changes as the device likes
SOCKET = ipaddress.ip_address("127.0.0.1")  # a Unix socket has no address: who speaks through it is on this host
PER_ADDRESS, PER_NETWORK, FOR_ALL = 3, 20, 300  # in an hour
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network_of(request: HttpRequest) -> str:
    """Return the network of the visitor, to be hashed at once and never kept."""
    address = visitor_address(request)
    return str(ipaddress.ip_network((address, CUSTOMER), strict=False)) if address.version == 6 else str(address)


def visitor_address(request: HttpRequest) -> Address:
    """Walk from the connection leftwards through X-Forwarded-For, as long as a proxy of ours vouches for the next."""
    address = parse(request.META.get("REMOTE_ADDR", "")) or SOCKET
    for step in forwarded_for(request):
        if not is_ours(address) or step is None:
            break
        address = step
    return address


def forwarded_for(request: HttpRequest) -> Iterator[Address | None]:
    """Yield the addresses of X-Forwarded-For from the right, where our own proxy writes; None for what is none."""
    for part in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        yield parse(part)


def is_ours(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def parse(text: str) -> Address | None:
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


def too_many_asked(request: HttpRequest) -> LimitReached | None:
    """Count a request for a link. A count that cannot be kept refuses nobody."""
    try:
        return first_limit_reached([own_limit(network_of(request)), Limit(HOUR.key("links"), HOUR, FOR_ALL)])
    except OperationalError:
        logger.exception("requests for links cannot be counted; this one goes on uncounted")
        return None


def own_limit(network: str) -> Limit:
    return Limit(HOUR.key("links", network), HOUR, PER_NETWORK)


def limit_reached_for(email_hmac: str) -> bool:
    """Count a link to an address, and tell whether it had its links for the hour."""
    return first_limit_reached([Limit(HOUR.key("links to", email_hmac), HOUR, PER_ADDRESS)]) is not None
