"""Counts that forget: how often something happened in a window of time, under a hash that changes every day."""

from django.db import models


class Tally(models.Model):
    """One count. The key says nothing of what is counted, and the row goes when its window is over."""

    wagtail_reference_index_ignore = True

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:8]
