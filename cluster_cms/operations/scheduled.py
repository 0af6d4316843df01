"""Scheduled publishing and expiry, each page in a transaction of its own."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import transaction
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.operations.jobs import Job

logger = logging.getLogger(__name__)


def scheduled_publishing() -> Job:
    return Job(name="scheduled publishing", every=timedelta(seconds=30), run=publish_and_expire)


def publish_and_expire() -> None:
    """Put live what is due and take down what has expired."""
    for revision in Revision.objects.filter(approved_go_live_at__lt=clock.now()).order_by("approved_go_live_at"):
        attempt(f"revision {revision.pk}", partial(publish, revision.pk))
    for page in Page.objects.filter(live=True, expire_at__lt=clock.now()):
        attempt(f"page {page.pk}", partial(expire, page.pk))


def attempt(name: str, act: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            act()
    except Exception:
        logger.exception("scheduled change of %s failed; it stays scheduled", name)


def publish(revision_id: int) -> None:
    """Publish one revision, unless another worker has done so or an editor has put it off meanwhile."""
    due = Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__lt=clock.now())
    revision = due.first()
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def expire(page_id: int) -> None:
    page = Page.objects.select_for_update().filter(pk=page_id, live=True, expire_at__lt=clock.now()).first()
    if page is not None:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
