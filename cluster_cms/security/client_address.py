"""The network a request comes from: the connection, or what our own proxies wrote; nothing that a client claims."""

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest

CUSTOMER_PREFIX = 64  # bits of an IPv6 address that name the customer; devices change the rest as they like
LOCALHOST = ipaddress.ip_address("127.0.0.1")  # stands for a Unix socket, which has no address
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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
