"""The background worker's jobs, contributed by every app through the hook `register_job`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from wagtail import hooks

from cluster_cms import clock

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do again and again; `run` must be safe when two workers run it at once."""

    name: str
    every: timedelta
    run: Callable[[], None]


class Heartbeat(models.Model):
    """When each job last ended, and whether it failed."""

    job = models.CharField(max_length=60, primary_key=True)
    ended_at = models.DateTimeField()
    failed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.job


def registered_jobs() -> list[Job]:
    return [register() for register in hooks.get_hooks("register_job")]


def run_due_jobs() -> None:
    """Run each job whose time has come; a failing job is logged and never stops the others."""
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
