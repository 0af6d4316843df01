"""A small history checker: what clients were told, compared with what is stored.

After any fault, each acknowledged inquiry must be stored, and each submission key at most once. What is stored
without having been acknowledged is allowed, for the answer may have been lost on its way; what nobody sent is not.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A client sent the draft with this key; `reference` is what it was told, or None when no answer came."""

    key: str
    reference: str | None


def violations(told: Iterable[Told], stored: Iterable[tuple[str, str]]) -> list[str]:
    """Return one sentence for each broken promise; `stored` holds (key, reference) of each row."""
    rows = list(stored)
    sent = {one.key for one in told}
    acknowledged = {(one.key, one.reference) for one in told if one.reference}
    references = dict(rows)
    found = [f"{key} is stored {count} times" for key, count in Counter(key for key, _ in rows).items() if count > 1]
    found += [f"{key} was never sent" for key in references if key not in sent]
    for key, reference in sorted(acknowledged):
        if key not in references:
            found.append(f"{key} was acknowledged and is lost")
        elif (key, reference) not in rows:
            found.append(f"{key} was acknowledged as {reference} and is stored as {references[key]}")
    return found
