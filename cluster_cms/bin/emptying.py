"""Empties the bin: after 30 days by itself, before that on demand. What it held is gone for good."""

from datetime import timedelta

from django.db import transaction

from cluster_cms import clock
from cluster_cms.bin.entries import KEPT, BinEntry
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User


def delete_for_good(entry: BinEntry, *, actor: User | None) -> None:
    """Delete an entry; the redirects that the deletion made stay."""
    with transaction.atomic():
        subject, pages = f"page:{entry.roots[0]['page']}", entry.pages
        if entry.delete()[0]:
            audit.record("bin.emptied", actor=actor, subject=subject, data={"pages": pages})


def empty_bin() -> None:
    """Delete what has been in the bin for 30 days."""
    for entry in BinEntry.objects.defer("contents").filter(deleted_at__lt=clock.now() - KEPT):
        delete_for_good(entry, actor=None)


def bin_job() -> Job:
    return Job(name="bin", every=timedelta(hours=6), run=empty_bin)
