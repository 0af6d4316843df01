"""That people have to be told of a changed purpose, and how far the worker has come with it."""

from typing import Self

from django.db import models

from cluster_cms import clock


class PurposeNoticeQuerySet(models.QuerySet["PurposeNotice"]):
    def waiting(self) -> Self:
        return self.filter(finished_at=None)


class PurposeNotice(models.Model):
    """One revision of the policy that changes a purpose. `after`: the look-up hash of the last address told."""

    wagtail_reference_index_ignore = True

    revision = models.OneToOneField("policy.PolicyRevision", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    after = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = PurposeNoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"notice of policy:{self.revision_id}"
