"""Scheduled publishing and expiry: what Wagtail's `publish_scheduled` does, each change for itself."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import transaction
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.pages import schedules
from cluster_cms.pages.required_pages import ChangeRefused

logger = logging.getLogger(__name__)


def scheduled_publishing() -> Job:
    return Job(name="scheduled publishing", every=timedelta(seconds=30), run=publish_and_expire)


def publish_and_expire() -> None:
    """Publish the revisions whose time has come, and unpublish the pages that have expired."""
    for revision in Revision.objects.filter(approved_go_live_at__lt=clock.now()).order_by("approved_go_live_at"):
        attempt(int(revision.object_id), f"revision {revision.pk}", partial(publish, revision.pk))
    for page in Page.objects.filter(live=True, expire_at__lt=clock.now()):
        attempt(page.pk, f"page {page.pk}", partial(expire, page.pk))


def attempt(page_id: int, name: str, act: Callable[[], None]) -> None:
    """Do a change; one that may not be made (see `required_pages`) is struck off, any other fault is tried again."""
    try:
        with transaction.atomic():
            act()
    except ChangeRefused as refusal:
        with transaction.atomic():
            schedules.refuse(page_id, str(refusal))
    except Exception:
        logger.exception("scheduled change of %s failed; it stays scheduled", name)


def publish(revision_id: int) -> None:
    """Publish one revision, unless another worker has published or an editor has rescheduled it meanwhile."""
    due = Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__lt=clock.now())
    if revision := due.first():
        revision.publish(log_action="wagtail.publish.scheduled")


def expire(page_id: int) -> None:
    """Take one page down, unless it was taken down or given more time meanwhile."""
    due = Page.objects.select_for_update().filter(pk=page_id, live=True, expire_at__lt=clock.now())
    if page := due.first():
        # Wagtail forgets with a page that comes down what is to go live later.
        later = list(page.revisions.filter(approved_go_live_at__isnull=False))
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        for revision in later:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=revision.approved_go_live_at)
