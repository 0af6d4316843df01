"""From which networks a request comes: the connection, or what our own proxies wrote, and nothing a visitor claims."""

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest

# Bits, narrowest first: the visitor, then what one customer may hold (an IPv6 customer a /56 or a /48, RFC 6177; an
# IPv4 customer rarely more than a /24), last what a provider holds.
WIDTHS = {4: (32, 24, 16), 6: (64, 56, 48, 32)}
LOCALHOST = ipaddress.ip_address("127.0.0.1")  # stands for a Unix socket, which has no address
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def networks_of(request: HttpRequest) -> tuple[str, ...]:
    """Return the networks of the visitor, from its own to its provider's; callers hash them and never keep them."""
    address = visitor_address(request)
    return tuple(str(ipaddress.ip_network((address, bits), strict=False)) for bits in WIDTHS[address.version])


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
