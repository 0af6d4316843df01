"""A job is run by one worker at a time, and by another when that one has died."""

import logging
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from cluster_cms.clock import now
from cluster_cms.operations import jobs
from cluster_cms.operations.heartbeats import LEASE, Heartbeat, Lease, take_lease
from cluster_cms.operations.jobs import Job
from tests.cluster_cms.operations.test_worker import registered
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("database")
EVERY = timedelta(minutes=5)


class Looks(threading.Event):
    """Stands in for the event that ends a job: the keeper of the lease looks so many times before it is set."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.left = number

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture
def lease(clock: Clock) -> Lease:
    clock.set("2026-12-01 09:00")
    lease = take_lease("a", every=EVERY)
    assert lease
    return lease


def test_two_workers_at_once_run_a_job_once(committed_db: None) -> None:
    runs: list[str] = []
    other_has_looked = threading.Event()

    def act() -> None:
        runs.append("a")
        assert other_has_looked.wait(20)

    def worker() -> None:
        try:
            jobs.run_due_jobs()
        finally:
            connection.close()

    with registered(Job("a", EVERY, act)), ThreadPoolExecutor(2) as pool:
        workers = [pool.submit(worker), pool.submit(worker)]
        wait(workers, return_when=FIRST_COMPLETED)
        other_has_looked.set()
        assert [each.result() for each in workers] == [None, None]
    assert runs == ["a"]


def test_a_worker_that_looked_before_another_ended_does_not_run_the_job_again(lease: Lease) -> None:
    assert take_lease("a", every=EVERY) is None
    assert lease.end(failed=False)
    assert take_lease("a", every=EVERY) is None
    assert take_lease("another", every=EVERY)


def test_the_lease_of_a_dead_worker_ends_by_itself(lease: Lease, clock: Clock) -> None:
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert take_lease("a", every=EVERY) is None
    clock.forward(seconds=1)
    assert take_lease("a", every=EVERY)


def test_a_stale_worker_can_neither_mark_the_job_as_done_nor_prolong_its_lease(
    lease: Lease, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.forward(minutes=2)
    newer = take_lease("a", every=EVERY)
    assert newer
    assert not lease.renew()
    assert not lease.end(failed=False)
    row = Heartbeat.objects.get(job="a")
    assert (row.ended_at, row.lease) == (None, newer.token)
    assert "another worker has taken over" in caplog.text
    assert newer.end(failed=True)


def test_begin_and_end_of_a_job_are_kept(lease: Lease, clock: Clock) -> None:
    began_at = now()
    ended_at = clock.forward(seconds=40)
    lease.end(failed=False)
    row = Heartbeat.objects.get(job="a")
    assert (row.began_at, row.ended_at, row.leased_until, row.lease) == (began_at, ended_at, None, "")


def test_a_lease_is_renewed_while_the_job_runs(lease: Lease, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    now = clock.forward(seconds=50)
    lease.keep(Looks(0))
    assert Heartbeat.objects.get(job="a").leased_until != now + LEASE
    lease.keep(Looks(1))
    assert Heartbeat.objects.get(job="a").leased_until == now + LEASE


def test_a_database_that_is_away_does_not_end_the_renewals(
    lease: Lease, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def renew(_lease: Lease) -> bool:
        tries.append(len(tries))
        if len(tries) == 1:
            raise OperationalError
        return len(tries) < 3

    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(Lease, "renew", renew)
    lease.keep(Looks(9))
    assert tries == [0, 1, 2], "the third says that another worker has taken over"
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
