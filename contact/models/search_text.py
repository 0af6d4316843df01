"""The text that the desk's search scans, and a search kept for an hour; both encrypted."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models

from cluster_cms import clock
from cluster_cms.security import crypto
from contact.models.inquiry import Inquiry

SEARCH_KEPT = timedelta(hours=1)


class SearchText(models.Model):
    """Everything that was said about one inquiry, folded, with what a search orders by: neither of them ever changes.

    Written by contact/search/scanning.py, and gone with its inquiry.
    """

    wagtail_reference_index_ignore = True

    inquiry = models.OneToOneField(Inquiry, on_delete=models.CASCADE, primary_key=True, related_name="search_text")
    received_at = models.DateTimeField()
    reference = models.CharField(max_length=9)
    text = crypto.EncryptedTextField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["-received_at", "reference"], name="search_text_by_receipt")]

    def __str__(self) -> str:
        return self.reference


class InquirySearchQuerySet(models.QuerySet["InquirySearch"]):
    def expired(self) -> Self:
        return self.filter(at__lte=clock.now() - SEARCH_KEPT)

    def kept(self) -> Self:
        return self.filter(at__gt=clock.now() - SEARCH_KEPT)


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
    scanned = models.PositiveIntegerField(default=0)
    # Where a search further back begins, see desk/paging.py; empty at the end.
    next_cursor = models.CharField(max_length=60, blank=True)

    objects = InquirySearchQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
