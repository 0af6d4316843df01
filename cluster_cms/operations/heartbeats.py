"""When each background job ran, and the lease by which one worker at a time runs it."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error, connection, models
from django.db.models import Q

from cluster_cms import clock

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)  # renewed while the job runs, so that it ends soon after its worker has died
RENEWAL = LEASE / 3
SIGN_EVERY = timedelta(seconds=30)
SIGNS_KEPT = timedelta(days=1)  # containers come and go, each with a name of its own
WORKER = "worker "  # begins the row of a lane on a host; no job is called so


class Heartbeat(models.Model):
    """When each job last began and ended, whether it failed, and who runs it now."""

    job = models.CharField(max_length=60, primary_key=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    lease = models.CharField(max_length=120, blank=True)  # host, process and a random number of the one who runs it
    leased_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.job

    @property
    def active_at(self) -> datetime | None:
        """Return when a worker last gave a sign of life with this job."""
        renewed_at = self.leased_until and self.leased_until - LEASE
        return max(filter(None, (self.began_at, self.ended_at, renewed_at)), default=None)

    def is_due(self, every: timedelta) -> bool:
        """Tell whether the job has rested for `every` and nobody runs it."""
        now = clock.now()
        rested = self.ended_at is None or now - self.ended_at >= every
        return rested and (self.leased_until is None or self.leased_until <= now)


def host_name() -> str:
    return socket.gethostname()[:40]


def sign_name(lane: str) -> str:
    """Return under which name this host's worker shows that it lives."""
    return f"{WORKER}{lane} {host_name()}"


def show_life(lane: str) -> None:
    """Write down, twice a minute, that this host's worker looks for jobs of a lane, whoever runs them."""
    now, own = clock.now(), sign_name(lane)
    if not Heartbeat.objects.filter(job=own, ended_at__gt=now - SIGN_EVERY).exists():
        Heartbeat.objects.update_or_create(job=own, defaults={"ended_at": now})
        Heartbeat.objects.filter(job__startswith=WORKER, ended_at__lt=now - SIGNS_KEPT).delete()


@dataclass(frozen=True)
class Lease:
    """The right to run a job now. `token` is in the job's row while nobody else has taken it."""

    job: str
    token: str

    def renew(self) -> bool:
        """Prolong the lease; return False when another worker has taken over."""
        return bool(self.mine().update(leased_until=clock.now() + LEASE))

    def end(self, *, failed: bool) -> bool:
        """Record that the job has ended; return False, and change nothing, when another worker has taken over."""
        ended = self.mine().update(ended_at=clock.now(), failed=failed, lease="", leased_until=None)
        if not ended:
            logger.warning("job %s ended after its lease; another worker has taken over", self.job)
        return bool(ended)

    def mine(self) -> "models.QuerySet[Heartbeat]":
        return Heartbeat.objects.filter(job=self.job, lease=self.token)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the lease, in a thread of its own, for as long as the block runs."""
        over = threading.Event()
        keeper = threading.Thread(target=self.keep, args=[over], name=f"lease of {self.job}", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()

    def keep(self, over: threading.Event) -> None:
        """Renew the lease at intervals until the job is over, or another worker has taken it."""
        try:
            while not over.wait(RENEWAL.total_seconds()):
                try:
                    if not self.renew():
                        return
                except Error:
                    logger.exception("the lease of job %s could not be renewed", self.job)
        finally:
            connection.close()


def take_lease(job: str, *, every: timedelta) -> Lease | None:
    """Take a job that is due by one UPDATE; return None when it is not, or when another worker was faster."""
    Heartbeat.objects.bulk_create([Heartbeat(job=job)], ignore_conflicts=True)
    now, lease = clock.now(), Lease(job, f"{host_name()}/{os.getpid()}/{secrets.token_hex(8)}")
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    rested = Q(ended_at=None) | Q(ended_at__lte=now - every)
    due = Heartbeat.objects.filter(free, rested, job=job)
    return lease if due.update(lease=lease.token, leased_until=now + LEASE, began_at=now) else None
