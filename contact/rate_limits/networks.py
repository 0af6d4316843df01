"""The network that a request comes from: one IPv4 address, or one IPv6 customer's /64 (RFC 6177)."""

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
CUSTOMER = 64  # bits of an IPv6 address that name the customer; the rest changes as the device likes
SOCKET = ipaddress.ip_address("127.0.0.1")  # a Unix socket has no address: who speaks through it is on this host


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
