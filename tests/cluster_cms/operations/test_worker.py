"""The worker: runs what is due, goes on after a failure, and waits for a database that is away."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from pytest_django import Settings

from cluster_cms.management.commands import work
from cluster_cms.operations import jobs
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.operations.jobs import Job
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("database")


@contextmanager
def registered(*found: Job) -> Iterator[None]:
    """Let these be the only jobs for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "registered_jobs", lambda: list(found))
        yield


def counting(name: str, runs: list[str], every: timedelta = timedelta(minutes=1)) -> Job:
    return Job(name=name, every=every, run=lambda: runs.append(name))


def fail() -> None:
    raise ZeroDivisionError("details")


FAILING = Job(name="failing", every=timedelta(minutes=1), run=fail)


def test_work_once_runs_what_is_due(clock: Clock) -> None:
    runs: list[str] = []
    with registered(counting("a", runs), counting("b", runs)):
        call_command("work", once=True)
    assert runs == ["a", "b"]


def test_a_job_rests_until_its_time_has_come_again(clock: Clock) -> None:
    runs: list[str] = []
    clock.set("2026-12-01 09:00")
    with registered(counting("a", runs, every=timedelta(minutes=5))):
        for minutes in (0, 4, 1, 1):
            clock.forward(minutes=minutes)
            jobs.run_due_jobs()
    assert runs == ["a", "a"]


def test_a_failing_job_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[str] = []
    with registered(FAILING, counting("after", runs)):
        call_command("work", once=True)
    assert runs == ["after"]
    assert Heartbeat.objects.get(job="failing").failed
    assert not Heartbeat.objects.get(job="after").failed
    assert "job failing failed" in [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]


def test_a_job_that_recovers_is_well_again(clock: Clock) -> None:
    clock.set("2026-12-01 09:00")
    with registered(FAILING):
        jobs.run_due_jobs()
    clock.forward(minutes=2)
    with registered(Job(name="failing", every=timedelta(minutes=1), run=lambda: None)):
        jobs.run_due_jobs()
    assert not Heartbeat.objects.get(job="failing").failed


def test_every_registered_job_leaves_its_heartbeat(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    call_command("work", once=True)
    beats = dict(Heartbeat.objects.values_list("job", "failed"))
    assert beats == {job.name: False for job in jobs.registered_jobs()}


def test_the_worker_goes_on_when_the_database_was_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    looks: list[int] = []

    def look(lane: str, *, stop: threading.Event) -> None:
        looks.append(len(looks))
        if len(looks) == 1:
            raise OperationalError("the database is away")
        stop.set()

    monkeypatch.setattr(work, "run_due_jobs", look)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(type(connections), "close_all", lambda _self: None)
    work.work_until(stop, 0, "general")
    assert looks == [0, 1]
    assert "goes on trying" in caplog.text
