"""Which drafts were sent, for as long as they can be sent again; nothing in it leads to a person."""

import hashlib

from django.db import models

from cluster_cms import clock


class SentDraft(models.Model):
    """The hash of a submission key. It outlives the inquiry, so that an erased one does not come back by a resend."""

    wagtail_reference_index_ignore = True

    key_hash = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key_hash[:8]


def hash_of(submission_key: str) -> str:
    """Return the SHA-256 of a submission key; the key is random, so it needs no secret."""
    return hashlib.sha256(submission_key.encode()).hexdigest()
