"""The background worker's jobs (hook `register_job`), among them scheduled publishing and expiry."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import models, transaction
from wagtail import hooks
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.pages import content_stamp

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A task that is run at intervals; `run` must be safe when two workers run it at once."""

    name: str
    every: timedelta
    run: Callable[[], object]


class Heartbeat(models.Model):
    """When each job last ended, and whether it failed."""

    job = models.CharField(max_length=60, primary_key=True)
    ended_at = models.DateTimeField()
    failed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.job


def once(name: str, act: Callable[[], object]) -> Job:
    """Return a job that acts until it has ended well one time: for what an update of the software asks for."""

    def act_unless_done() -> None:
        if not Heartbeat.objects.filter(job=name, failed=False).exists():
            act()

    return Job(name=name, every=timedelta(minutes=10), run=act_unless_done)


def registered_jobs() -> list[Job]:
    return [register() for register in hooks.get_hooks("register_job")]


def run_due_jobs() -> None:
    """Run each job whose interval has passed; one that fails is logged and does not stop the others."""
    beats = {beat.job: beat.ended_at for beat in Heartbeat.objects.all()}
    for job in registered_jobs():
        last = beats.get(job.name)
        if last is None or clock.now() - last >= job.every:
            run(job)


def run(job: Job) -> None:
    failed = False
    try:
        job.run()
    except Exception:
        failed = True
        logger.exception("job %s failed", job.name)
    Heartbeat.objects.update_or_create(job=job.name, defaults={"ended_at": clock.now(), "failed": failed})


def scheduled_publishing() -> Job:
    return Job(name="scheduled publishing", every=timedelta(seconds=30), run=publish_and_expire)


def pruning() -> Job:
    return Job(name="content stamp", every=timedelta(days=1), run=content_stamp.prune)


def publish_and_expire() -> None:
    """Publish the revisions whose time has come, and unpublish the pages that have expired."""
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
