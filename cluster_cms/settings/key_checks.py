"""Refuses keys that were not made at random: published ones, typed ones, patterns, and one key in two places.

A key of 32 random bytes holds about 30 different values; fewer than `FEWEST` come up once in 10^12 keys, and 32 bytes
that are all printable ASCII, as of the keys of our tests, once in 10^13.
"""

from collections.abc import Iterable
from itertools import pairwise

from cluster_cms.settings import env

FEWEST = 20  # different values among 32 bytes, and among the steps from each byte to the next
SHARE = 0.8  # of three characters in a row, those that stand once in a secret


def check_secret(name: str, secret: str) -> None:
    """Raises ImproperlyConfigured for a text that repeats itself."""
    threes = [secret[start : start + 3] for start in range(len(secret) - 2)]
    if len(set(threes)) < SHARE * len(threes):
        raise env.refuse(name, "repeats itself and must be made at random.")


def check_keys(keys: Iterable[tuple[str, bytes]]) -> None:
    """Look at each (name of its variable, key). Raises ImproperlyConfigured."""
    seen: set[bytes] = set()
    for name, key in keys:
        if not is_random(key):
            raise env.refuse(name, "holds a key that was not made at random.")
        if key in seen:
            raise env.refuse(name, "holds a key that is used twice.")
        seen.add(key)


def is_random(key: bytes) -> bool:
    steps = {(second - first) % 256 for first, second in pairwise(key)}
    printable = all(0x20 <= byte < 0x7F for byte in key)
    return len(set(key)) >= FEWEST and len(steps) >= FEWEST and not printable
