"""The referring host of a view: which other site led here, and nothing of the address beyond its host."""

import re
from functools import lru_cache

import idna

DIRECT = ""  # typed, from a bookmark, from another page of this site, or not told
OTHER = "other"  # no public host name, too many of them on one day, or too few views
LONGEST = 100  # characters; the column has as many
LABELS = 3  # kept from the right: more can name a person or a machine
AUTHORITY = re.compile(r"[^/?#\\]*")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
PUBLIC_NAME = re.compile(rf"(?:{LABEL}\.)+(?:xn--{LABEL}|[a-z]{{2,63}})")
INTERNAL = ("local", "lan", "internal", "intranet", "corp", "home", "localhost", "localdomain", "private")


def referring_host(referer: str, own: str = "") -> str:
    """Return the host of a Referer header in its shortest public form; DIRECT for none and for `own`, the site's."""
    scheme, _mark, rest = referer.partition("://")
    found = AUTHORITY.match(rest)
    authority = found[0] if found else ""
    if not authority or authority == own:
        return DIRECT
    if scheme.lower() not in ("http", "https"):
        return OTHER
    return public_host(authority.rpartition("@")[2])


@lru_cache(maxsize=1_000)
def public_host(authority: str) -> str:
    """Return the host of an authority without port and "www.", at most its last three labels.

    What is no public host name (an IP address, a name of an internal network) is OTHER.
    """
    host = authority.partition(":")[0].lower().removesuffix(".").removeprefix("www.")
    labels = host.split(".")
    if len(host) > 253 or not PUBLIC_NAME.fullmatch(host) or labels[-1] in INTERNAL:
        return OTHER
    short = ".".join(labels[-LABELS:])
    return short if len(short) <= LONGEST else OTHER


def shown_host(host: str) -> str:
    """Return a host in the letters of its language where its name is written in such."""
    try:
        return idna.decode(host) if "xn--" in host else host
    except idna.IDNAError:
        return host
