"""The background worker's jobs (hook `register_job`), each in a lane: the jobs of one lane run one after another."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from wagtail import hooks

from cluster_cms import clock
from cluster_cms.operations.heartbeats import Heartbeat, Lease, take_lease
from cluster_cms.operations.host_jobs import turn
from cluster_cms.pages import content_stamp

logger = logging.getLogger(__name__)
MAIL = "mail"  # the lane of what somebody waits for; a long job of the other lane does not hold it up
GENERAL = "general"


@dataclass(frozen=True)
class Job:
    """A task that is run at intervals, by one worker at a time.

    `run` may be repeated: a worker that dies is followed by another a minute later.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    lane: str = GENERAL
    folder: str = ""  # below VAR_DIR, when the job is about a folder of its host: each host runs it for itself


def once(name: str, act: Callable[[], object]) -> Job:
    """Return a job that acts until it has ended well one time: for what an update of the software asks for."""

    def act_unless_done() -> None:
        if not Heartbeat.objects.filter(job=name, failed=False, ended_at__isnull=False).exists():
            act()

    return Job(name=name, every=timedelta(minutes=10), run=act_unless_done)


def registered_jobs() -> list[Job]:
    return [register() for register in hooks.get_hooks("register_job")]


def lanes() -> list[str]:
    """Return the name of every lane."""
    return sorted({job.lane for job in registered_jobs()})


def run_due_jobs(lane: str = "", *, stop: threading.Event | None = None) -> None:
    """Run each job of a lane, or of all, whose interval has passed, until `stop` is set.

    One that fails is logged and does not stop the others.
    """
    beats = {beat.job: beat for beat in Heartbeat.objects.all()}
    for job in registered_jobs():
        if stop and stop.is_set():
            return
        beat = beats.get(job.name)
        if lane in ("", job.lane) and (job.folder or beat is None or beat.is_due(job.every)):
            run(job)


def run(job: Job) -> None:
    """Run a job unless another worker does, or has done so since it was looked at."""
    if job.folder:
        run_here(job)
    elif lease := take_lease(job.name, every=job.every):
        run_leased(job, lease)


def run_leased(job: Job, lease: Lease) -> None:
    with lease.kept():
        failed = not ends_well(job)
    lease.end(failed=failed)


def run_here(job: Job) -> None:
    """Run a job of a folder of this host when it is due here; its heartbeat tells of the host that was last."""
    began_at, failed = clock.now(), True
    try:
        with turn(job.folder, job.every) as due:
            if not due:
                return
            failed = not ends_well(job)
    except OSError:  # a full disk, a folder of another account: the other jobs go on
        logger.exception("job %s cannot use its folder", job.name)
    times = {"began_at": began_at, "ended_at": clock.now()}
    Heartbeat.objects.update_or_create(job=job.name, defaults={**times, "failed": failed})


def ends_well(job: Job) -> bool:
    """Run a job; return False, and log it, when it fails."""
    try:
        job.run()
    except Exception:
        logger.exception("job %s failed", job.name)
        return False
    return True


def pruning() -> Job:
    return Job(name="content stamp", every=timedelta(days=1), run=content_stamp.prune)
