"""A search of the desk, for the hour in which somebody turns back to it."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models

from cluster_cms import clock, crypto

KEPT = timedelta(hours=1)


class InquirySearchQuerySet(models.QuerySet["InquirySearch"]):
    def expired(self) -> Self:
        return self.filter(at__lte=clock.now() - KEPT)

    def kept(self) -> Self:
        return self.filter(at__gt=clock.now() - KEPT)


class InquirySearch(models.Model):
    """What was looked for stays here, encrypted, so that it stands in no address and the way back works.

    It goes with the hour, and with the first inquiry that is erased meanwhile.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor_id = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now, db_index=True)
    words = crypto.EncryptedTextField()
    references = models.JSONField(default=list)
    looked_at = models.PositiveIntegerField(default=0)
    # Where a search further back begins, see desk/paging.py; empty at the end.
    further = models.CharField(max_length=60, blank=True)

    objects = InquirySearchQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
