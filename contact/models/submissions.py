"""Rate-limit counters and used submission keys of the public form; nothing in them leads to a person."""

import hashlib

from django.db import models

from cluster_cms import clock


class RateCounter(models.Model):
    """One count. The key says nothing of what is counted, and the row goes when its window is over."""

    wagtail_reference_index_ignore = True

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:8]


class UsedSubmissionKey(models.Model):
    """The hash of a submission key. It outlives the inquiry, so that an erased one does not come back by a resend."""

    wagtail_reference_index_ignore = True

    key_hash = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key_hash[:8]


def submission_key_hash(submission_key: str) -> str:
    """Return the SHA-256 of a submission key; the key is random, so it needs no secret."""
    return hashlib.sha256(submission_key.encode()).hexdigest()
