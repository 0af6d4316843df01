"""Rate-limit counters and used submission keys of the public form; neither holds personal data."""

import hashlib

from django.db import models

from cluster_cms import clock
from contact.models.abstract import UnindexedModel


class RateCounter(UnindexedModel):
    """One rate-limit count. The key is an HMAC; the row is deleted when its time window has ended."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]


class UsedSubmissionKey(UnindexedModel):
    """The hash of a submission key; it outlives the inquiry, so that a draft sent again restores no erased inquiry."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return self.key_hash[:8]


def submission_key_hash(submission_key: str) -> str:
    """Return the SHA-256 of a submission key in hexadecimal; the key is random, so no secret is needed."""
    return hashlib.sha256(submission_key.encode()).hexdigest()
