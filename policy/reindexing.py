"""Keeping the search index at the text in force, which changes at midnight without anybody publishing."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from wagtail.search import index

from cluster_cms.jobs import Heartbeat, Job
from policy import publishing
from policy.ledger import PolicyRevision
from policy.pages import PolicyPage

NAME = "policy.reindex"


def job() -> Job:
    return Job(NAME, every=timedelta(minutes=1), run=reindex_when_changed)


def reindex_when_changed() -> None:
    """Index the policy anew when a revision came into force since this job last ended well."""
    row = publishing.policy_in_force()
    last = Heartbeat.objects.filter(job=NAME, failed=False).first()
    if row and (last is None or row.effect_at > last.ended_at - timedelta(minutes=1)):
        reindex()


def reindex() -> None:
    """Index the policy in each language."""
    for page in PolicyPage.objects.live():
        index.insert_or_update_object(page)


def reindex_after_promulgation(sender: type[PolicyRevision], **kwargs: Any) -> None:
    """Receive `revision_promulgated`: Wagtail indexed the page before the ledger row was complete."""
    transaction.on_commit(reindex)
