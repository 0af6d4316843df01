"""Whether something that ends on a day, such as a certificate, may still be relied on.

One scale for the certificates of company pages and the documents of the library, so that both say the same.
"""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

SOON = timedelta(days=60)  # so long before the last day its end is announced


class Validity(models.TextChoices):
    """What a reader has to know before relying on it."""

    VALID = "valid", pgettext_lazy("validity", "Valid")
    SOON = "soon", pgettext_lazy("validity", "Expires soon")
    EXPIRED = "expired", pgettext_lazy("validity", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("validity", "Withdrawn")


def validity_on(day: date, last: date | None) -> Validity:
    """Return the state on a day of what is valid up to and including its last one; without one it stays valid."""
    if last is None or day < last - SOON:
        return Validity.VALID
    return Validity.SOON if day <= last else Validity.EXPIRED
